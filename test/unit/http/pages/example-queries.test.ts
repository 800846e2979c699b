import assert from 'node:assert/strict';
import { Parser } from '@traqula/parser-sparql-1-2';
import { exampleQueries } from '../../../../src/http/pages/example-queries.ts';
import { languages } from '../../../../src/model/text.ts';

const base = 'https://data.example.gov.in/';
const all = languages.flatMap((language) =>
  exampleQueries(base, language).flatMap(({ queries }) => queries.map((query) => ({ ...query, language }))),
);

describe('the example queries', () => {
  it('are at least fourteen, each with a name of its own', () => {
    const ids = all.filter(({ language }) => language === 'en').map(({ id }) => id);
    assert.ok(ids.length >= 14);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('speak both languages', () => {
    for (const { id, title, explanation, language } of all) {
      assert.equal(/\p{Script=Devanagari}/u.test(title), language === 'hi', id);
      assert.equal(/\p{Script=Devanagari}/u.test(explanation), language === 'hi', id);
    }
  });

  it('are SPARQL, complete with the prefixes that they use and no other', () => {
    for (const { id, query } of all) {
      new Parser().parse(query);
      const declared = [...query.matchAll(/^PREFIX (\w+):/gm)].map(([, prefix]) => prefix);
      const body = query.replace(/^PREFIX .*$/gm, '');
      for (const prefix of declared) assert.match(body, new RegExp(`\\b${prefix}:`), `${id}: ${prefix}`);
    }
  });
});
