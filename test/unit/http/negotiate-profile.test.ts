import assert from 'node:assert/strict';
import fc from 'fast-check';
import { negotiateProfile, profileOfMediaType } from '../../../src/http/negotiate-profile.ts';

const ap3 = 'http://data.europa.eu/r5r/';
const profiles = [
  { token: 'dcat', iri: 'http://www.w3.org/ns/dcat', aliases: ['http://www.w3.org/ns/dcat#'] },
  { token: 'dcat-ap', iri: ap3, aliases: ['http://data.europa.eu/930/'] },
  { token: 'schema', iri: 'https://schema.org/', aliases: ['http://schema.org/', 'a,b;c'] },
];

function ask(acceptProfile?: string, query: string | null = null, mediaTypeProfile?: string): string {
  const chosen = negotiateProfile(
    { query, acceptProfile, ...(mediaTypeProfile !== undefined && { mediaTypeProfile }) },
    profiles,
  );
  if (chosen === undefined) return 'none';
  return chosen === 'unknown' ? chosen : `${chosen.profile.token}${chosen.byAddress ? ' by address' : ''}`;
}

describe('negotiateProfile', () => {
  const fields: readonly (readonly [string | undefined, string])[] = [
    [undefined, 'none'],
    ['', 'none'],
    [`<${ap3}>`, 'dcat-ap'],
    [`<${ap3}>;q=0.5, <https://schema.org/>;q=0.501`, 'schema'],
    [`<${ap3}> ; q=0.5 ,<https://schema.org/>; q=0.4`, 'dcat-ap'],
    [`<${ap3}>, <https://schema.org/>`, 'dcat-ap'],
    [`<${ap3}>;q=0, <https://schema.org/>;q=0.1`, 'schema'],
    [`<${ap3}>;q=0`, 'none'],
    [`<${ap3}>;q=x`, 'none'],
    [`<${ap3}>;q=0.5.5`, 'none'],
    ['<http://schema.org/>', 'schema'],
    ['<a,b;c>;q=0.5, <http://www.w3.org/ns/dcat#>;q=0.4', 'schema'],
    ['"a,b;c";q=0.5, "dcat";q=0.4', 'schema'],
    ['"dcat-ap"', 'dcat-ap'],
    ['DCAT-AP', 'dcat-ap'],
    [ap3, 'dcat-ap'],
    ['<urn:example:other>, <http://www.w3.org/ns/dcat>;q=0.1', 'dcat'],
    ['<urn:example:other>', 'none'],
    ['<unclosed, "unclosed', 'none'],
    [', ,;q=1', 'none'],
  ];
  for (const [field, expected] of fields) {
    it(`Accept-Profile ${field} → ${expected}`, () => assert.equal(ask(field), expected));
  }

  it('does what the address says before what fields wish', () => {
    assert.equal(ask(`<${ap3}>`, 'schema', 'http://www.w3.org/ns/dcat'), 'schema by address');
    assert.equal(ask(undefined, ap3), 'dcat-ap by address');
    assert.equal(ask(undefined, `<${ap3}>`), 'dcat-ap by address');
    assert.equal(ask(undefined, 'other,dcat'), 'dcat by address');
    assert.equal(ask(undefined, 'a,b;c'), 'schema by address');
  });

  it('says that the address names none of them', () => {
    assert.equal(ask(`<${ap3}>`, 'foaf'), 'unknown');
    assert.equal(ask(undefined, 'dcat;q=0'), 'unknown');
  });

  it('takes an empty parameter for none', () => assert.equal(ask(`<${ap3}>`, ''), 'dcat-ap'));

  it('takes the profile of the media type where Accept-Profile names none that is there', () => {
    assert.equal(
      ask(undefined, null, 'http://www.w3.org/ns/json-ld#compacted https://schema.org/'),
      'schema',
    );
    assert.equal(ask('<urn:example:other>', null, 'https://schema.org/'), 'schema');
    assert.equal(ask(`<${ap3}>`, null, 'https://schema.org/'), 'dcat-ap');
    assert.equal(ask(undefined, null, 'http://www.w3.org/ns/json-ld#compacted'), 'none');
  });

  it('finds what is written, among anything else', () => {
    const other = fc.webUrl().filter((url) => !/[<>"\s]/.test(url));
    fc.assert(
      fc.property(fc.array(other), fc.constantFrom(...profiles), fc.array(other), (before, one, after) => {
        const field = [...before, one.iri, ...after].map((iri) => `<${iri}>;q=0.3`).join(', ');
        assert.equal(ask(field), one.token);
      }),
    );
  });

  it('reads anything', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        ask(text, text, text);
        profileOfMediaType(`application/ld+json;profile=${text}`, 'application/ld+json');
      }),
    );
  });
});

describe('profileOfMediaType', () => {
  const type = 'application/ld+json';
  const cases: readonly (readonly [string | undefined, string | undefined])[] = [
    [undefined, undefined],
    ['*/*', undefined],
    [type, undefined],
    [`${type};profile="https://schema.org/"`, 'https://schema.org/'],
    [`Application/LD+JSON ; Profile = "a b"`, 'a b'],
    [`${type};profile=https://schema.org/`, 'https://schema.org/'],
    [`text/turtle;profile="a", ${type};q=0.5;profile="b"`, 'b'],
    [`${type};profile="a";q=0.5, ${type};profile="b";q=0.6`, 'b'],
    [`${type};profile="a;q=0, x";q=0.5, ${type};profile="b";q=0.4`, 'a;q=0, x'],
    [`${type};profile="a";q=0`, undefined],
  ];
  for (const [field, expected] of cases) {
    it(`${field} → ${expected}`, () => assert.equal(profileOfMediaType(field, type), expected));
  }
});
