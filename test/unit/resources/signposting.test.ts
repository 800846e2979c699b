import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import LinkHeader from 'http-link-header';
import { Parser } from 'n3';
import {
  formatLink,
  formatLinks,
  type Link,
  metadataSignposts,
  signposts,
} from '../../../src/resources/signposting.ts';
import { linksetJson, linksetOf, linksetText } from '../../../src/resources/signposting-linkset.ts';
import type { RecordHead } from '../../../src/store/record-store.ts';

const base = 'https://data.example.gov.in/';
const head = { document: `${base}doc/dataset/x`, topic: `${base}id/dataset/x` } as RecordHead;
const places = {
  encode: encodeURI,
  catalogue: `${base}catalog`,
  linkset: `${base}linkset/dataset/x`,
  forms: [
    { href: `${base}doc/dataset/x.ttl`, mediaType: 'text/turtle' },
    {
      href: `${base}doc/dataset/x?profile=schema`,
      mediaType: 'application/ld+json',
      profile: 'https://schema.org/',
    },
  ],
};

function quadsOf(turtle: string): Quad[] {
  const prefixes = `@base <${base}> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .`;
  return new Parser().parse(prefixes + turtle) as unknown as Quad[];
}

function of(turtle: string, rel: string): string[] {
  return signposts(head, quadsOf(turtle), places)
    .filter((link) => link.rel === rel)
    .map(({ href }) => href);
}

describe('signposts', () => {
  it('names the maker as author, the publisher where there is none', () => {
    const published = '<id/dataset/x> dct:publisher <id/organization/a> .';
    assert.deepEqual(of(published, 'author'), [`${base}id/organization/a`]);
    const made = `${published} <id/dataset/x> dct:creator <id/agent/b> , <https://orcid.org/0000-0000-0000-0000> .`;
    assert.deepEqual(of(made, 'author'), [`${base}id/agent/b`, 'https://orcid.org/0000-0000-0000-0000']);
    assert.deepEqual(of('<id/dataset/x> dct:creator "a name" .', 'author'), []);
  });

  it('takes the licences of the distributions where the dataset has none, each once', () => {
    const distributions = `<id/dataset/x> dcat:distribution <d/1>, <d/2> .
      <d/1> dct:license <https://l.example/1> . <d/2> dct:license <https://l.example/1>, <https://l.example/2> .`;
    assert.deepEqual(of(distributions, 'license'), ['https://l.example/1', 'https://l.example/2']);
    const own = `${distributions} <id/dataset/x> dct:license <https://l.example/3> .`;
    assert.deepEqual(of(own, 'license'), ['https://l.example/3']);
  });

  it('lists what can be downloaded, with its media type where one is stated soundly', () => {
    const items = signposts(
      head,
      quadsOf(`<id/dataset/x> dcat:distribution <d/1>, <d/2>, <d/3> .
        <d/1> dcat:downloadURL <https://f.example/a.csv> ; dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> .
        <d/2> dcat:downloadURL <https://f.example/b> , <https://f.example/a.csv> ; dcat:mediaType "no type", "application/JSON" .
        <d/3> dcat:accessURL <https://f.example/page> .`),
      places,
    ).filter(({ rel }) => rel === 'item');
    assert.deepEqual(items, [
      { href: 'https://f.example/a.csv', rel: 'item', type: 'text/csv' },
      { href: 'https://f.example/b', rel: 'item', type: 'application/json' },
    ]);
  });

  it('are complete for a record that says nothing', () => {
    const rels = signposts(head, [], places).map(({ rel }) => rel);
    assert.deepEqual([...new Set(rels)], ['cite-as', 'type', 'linkset', 'describedby', 'collection']);
  });
});

describe('formatLinks', () => {
  const links: Link[] = [
    { href: 'https://a.example/', rel: 'cite-as' },
    { href: `https://a.example/${'x'.repeat(100)}`, rel: 'item', title: 'left out' },
    { href: 'https://a.example/2', rel: 'license', profile: 'https://p.example/"q"' },
  ];

  it('writes what http-link-header reads', () => {
    const read = LinkHeader.parse(formatLinks(links)).refs;
    assert.deepEqual(
      read.map(({ uri, rel, profile, title }) => ({ uri, rel, profile, title })),
      links.map(({ href, rel, profile }) => ({ uri: href, rel, profile, title: undefined })),
    );
  });

  it('leaves out what does not fit, and goes on with what does', () => {
    const short = formatLinks(links, 120);
    assert.ok(short.length <= 120);
    assert.deepEqual(
      LinkHeader.parse(short).refs.map(({ rel }) => rel),
      ['cite-as', 'license'],
    );
    assert.equal(formatLinks(links, 10), '');
    assert.equal(formatLinks([]), '');
  });

  it('writes titles in any script (RFC 8187)', () => {
    const link = { href: 'https://a.example/', rel: 'item' };
    assert.match(formatLink({ ...link, title: 'a "b"' }), /; title="a \\"b\\""$/);
    const text = formatLink({ ...link, title: "वर्षा (2020) '*'" });
    assert.match(text, /; title\*=UTF-8''[A-Za-z0-9%._~!-]+$/);
    const [title] = LinkHeader.parse(text).refs.map((ref) => ref['title*'] as unknown as { value: string });
    assert.equal(title?.value, "वर्षा (2020) '*'");
  });
});

describe('linksetOf', () => {
  const contexts = linksetOf(
    head,
    quadsOf(
      `<id/dataset/x> dcat:distribution <d/1> . <d/1> dcat:downloadURL <https://f.example/a.csv> ; dct:license <https://l.example/1> .`,
    ),
    places,
    [{ href: `${base}timegate/dataset/x`, rel: 'timegate' }],
  );

  it('has a context for the page, the thing, each form and each file', () => {
    assert.deepEqual(
      contexts.map(({ anchor }) => anchor),
      [
        `${base}doc/dataset/x`,
        `${base}id/dataset/x`,
        `${base}doc/dataset/x.ttl`,
        `${base}doc/dataset/x?profile=schema`,
        'https://f.example/a.csv',
      ],
    );
    assert.ok(contexts[0]?.links.some(({ rel }) => rel === 'timegate'));
    assert.deepEqual(contexts[4]?.links, [
      { href: `${base}doc/dataset/x`, rel: 'collection', type: 'text/html' },
      { href: 'https://l.example/1', rel: 'license' },
    ]);
    assert.deepEqual(
      contexts[2]?.links,
      metadataSignposts(head, places).filter(({ rel }) => rel !== 'linkset'),
    );
  });

  it('says the same in JSON and in text', () => {
    const { linkset } = JSON.parse(linksetJson(contexts));
    assert.equal(linkset.length, contexts.length);
    const described = linkset[0].describedby as { profile?: string[] }[];
    assert.deepEqual(
      described.map(({ profile }) => profile),
      [undefined, ['https://schema.org/']],
    );
    const count = contexts.reduce((sum, { links }) => sum + links.length, 0);
    const refs = LinkHeader.parse(linksetText(contexts).replaceAll('\n', ' ')).refs;
    assert.equal(refs.length, count);
    assert.ok(refs.every(({ anchor }) => anchor !== undefined));
  });
});
