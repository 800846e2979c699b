import assert from 'node:assert/strict';
import { maskItem } from '../../../src/harvest/mask-item.ts';
import { resolveSecrets } from '../../../src/harvest/resolve-secrets.ts';
import { changeMemo, changeTexts, noSecrets, secretsOf } from '../../../src/harvest/secrets.ts';
import type { SourceDefinition } from '../../../src/harvest/source-definition.ts';

const source: SourceDefinition = {
  name: 'city',
  type: 'ckan',
  url: `https://data.example/?key=\${CITY_KEY}`,
  headers: { Authorization: `Bearer \${CITY_TOKEN}` },
};

describe('resolveSecrets', () => {
  it('puts variables in, and takes them out of what is told', () => {
    const {
      definition,
      secrets: { mask },
    } = resolveSecrets(source, { CITY_KEY: 'a b/c', CITY_TOKEN: 'a b/c-longer' });
    assert.equal(definition.url, 'https://data.example/?key=a b/c');
    assert.deepEqual(definition.headers, { Authorization: 'Bearer a b/c-longer' });
    assert.equal(
      mask('at <https://data.example/?key=a%20b%2Fc>, a b/c-longer and a b/c'),
      `at <https://data.example/?key=\${CITY_KEY}>, \${CITY_TOKEN} and \${CITY_KEY}`,
    );
  });

  it('takes them out in whatever way an address writes them', () => {
    const value = "p w'd|^é+1";
    const url = `https://x.example/\${KEY}/list?key=\${KEY}`;
    const {
      definition,
      secrets: { mask },
    } = resolveSecrets({ name: 'x', type: 'ckan', url }, { KEY: value });
    const login = new URL('https://x.example/');
    login.password = value;
    const form = `https://x.example/?${new URLSearchParams({ key: value })}`;
    for (const address of [definition.url, new URL(definition.url).href, login.href, form])
      assert.doesNotMatch(mask(address), /p(?: |%20|\+)w/);
  });

  it('names every variable that is not set', () =>
    assert.throws(() => resolveSecrets(source, {}), /CITY_KEY, CITY_TOKEN.*Set it where Fivestar runs/));

  it('leaves alone what has none', () => {
    const { secrets } = resolveSecrets({ ...source, url: 'https://x.example/', headers: {} }, {});
    assert.equal(secrets, noSecrets);
  });
});

describe('maskItem', () => {
  it('masks places and origins', () => {
    const place = { file: 'https://x.example/?key=secret', line: 3 };
    const text = { en: 'secret', hi: 'secret' };
    const mask = (shown: string) => shown.replaceAll('secret', '***');
    const finding = {
      severity: 'violation',
      code: 'x',
      field: text,
      place,
      message: text,
      remedy: text,
      value: 'secret',
    } as const;
    const record = { profile: 'ckan', kind: 'package', operation: 'upsert', place, data: {} } as const;
    const masked = [
      maskItem({ type: 'unreadable', finding }, mask),
      maskItem(
        { type: 'record', key: 'x', record, origin: { url: place.file, catalogue: place.file } },
        mask,
      ),
    ];
    assert.equal(
      JSON.stringify(masked).replaceAll('"en":"secret","hi":"secret"', '').includes('secret'),
      false,
    );
  });
});

describe('secretsOf', () => {
  const secrets = secretsOf(new Map([['a b/c', 'KEY']]));

  it('hides every form of a secret from the data folder, and reveals the very same', () => {
    const links = {
      next: ['https://x.example/?k=a%20b%2Fc&n=2', 'https://x.example/?k=a+b%2Fc'],
      raw: 'a b/c',
      n: 1,
    };
    const hidden = changeTexts(links, secrets.hide);
    for (const form of ['a b/c', 'a%20b', 'a+b']) assert.equal(JSON.stringify(hidden).includes(form), false);
    assert.deepEqual(changeTexts(hidden, secrets.reveal), links);
    const memo = {
      url: 'https://x.example/?k=a%20b%2Fc',
      validators: { etag: '"1"', url: 'https://x.example/?k=a%20b%2Fc' },
      hash: 'h',
      links,
      items: [],
      unreadable: [],
    };
    const kept = changeMemo(memo, secrets.hide);
    assert.equal(JSON.stringify(kept).includes('a%20b'), false);
    assert.deepEqual(changeMemo(kept, secrets.reveal), memo);
  });
});
