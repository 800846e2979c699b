import assert from 'node:assert/strict';
import { queryWords } from '../../../src/search/query-words.ts';
import { SearchIndex } from '../../../src/search/search-index.ts';
import type { SearchQuery } from '../../../src/search/search-query.ts';
import { base, type Facts, record } from './records.ts';

function indexOf(datasets: Record<string, Facts>): SearchIndex {
  const index = new SearchIndex({ base });
  for (const [key, facts] of Object.entries(datasets)) index.put(record('dataset', key, facts));
  return index;
}

function query(text: string, more: Partial<SearchQuery> = {}): SearchQuery {
  const sort = text === '' ? 'newest' : 'relevance';
  return { words: queryWords(text).words, filters: {}, sort, language: 'en', size: 50, ...more };
}

function found(index: SearchIndex, text: string, more: Partial<SearchQuery> = {}): string[] {
  return index.search(query(text, more)).documents.map((document) => document.slice(`${base}doc/`.length));
}

const keys = (...names: string[]) => names.map((name) => `dataset/${name}`);

describe('the search index', () => {
  it('finds words of titles, descriptions and keywords, titles first', () => {
    const index = indexOf({
      description: { title: 'Crops', description: 'How much rainfall the crops had.' },
      title: { title: 'Rainfall by district' },
      keyword: { title: 'Weather', keywords: ['rainfall'] },
      other: { title: 'Bank branches' },
    });
    assert.deepEqual(found(index, 'RAINFALL'), keys('title', 'keyword', 'description'));
    assert.deepEqual(found(index, 'rainfall crops'), keys('description'));
    assert.deepEqual(found(index, 'rainfall banks'), []);
  });

  it('finds longer words and similar ones, exact ones only between marks', () => {
    const index = indexOf({ a: { title: 'Agricultural markets' }, b: { title: 'Agriculture' } });
    assert.deepEqual(found(index, 'agri').sort(), keys('a', 'b'));
    assert.deepEqual(found(index, '"agri"'), []);
    assert.deepEqual(found(index, 'agricutlure'), keys('b'));
    assert.deepEqual(index.search(query('agricutlure')).words, [
      { word: 'agricutlure', count: 1, taken: ['agriculture'], suggested: [] },
    ]);
    assert.deepEqual(found(index, '"agricutlure"'), []);
  });

  it('suggests the frequent word for a rare one that differs by a letter', () => {
    const index = indexOf({
      ...Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`r${i}`, { title: `Rainfall ${i}` }])),
      slip: { title: 'Rainfell' },
    });
    const answer = index.search(query('rainfell'));
    assert.equal(answer.total, 1);
    assert.deepEqual(answer.words[0]?.suggested, ['rainfall']);
  });

  it('does not take one number for another', () => {
    const index = indexOf({ a: { title: 'Table 40123' }, b: { title: 'Table 40124' } });
    assert.deepEqual(found(index, '40123'), keys('a'));
    assert.deepEqual(found(index, '40125'), []);
  });

  it('finds Hindi, whichever way it is written', () => {
    const index = indexOf({ a: { title: 'Ground water', hindi: 'ज़िलेवार भूजल स्तर' }, b: { title: 'Gangā' } });
    for (const text of ['भूजल', 'जिलेवार', 'ज़िलेवार', 'भूज', 'भूजल स्तर']) {
      assert.deepEqual(found(index, text), keys('a'), text);
    }
    assert.deepEqual(found(index, 'ganga'), keys('b'));
  });

  it('finds records by the names of what they refer to, as these are now', () => {
    const index = indexOf({ a: { title: 'Crops', publisher: 'id/organization/x' }, b: { title: 'Roads' } });
    assert.deepEqual(found(index, 'meteorological'), []);
    index.put(record('organization', 'x', { title: 'India Meteorological Department' }));
    assert.deepEqual(found(index, 'meteorological crops'), keys('a'));
    index.put(record('organization', 'x', { title: 'Weather Office' }));
    assert.deepEqual(found(index, 'meteorological'), []);
    assert.deepEqual(found(index, 'weather'), keys('a'));
    assert.deepEqual(found(index, 'weather', { filters: { kind: ['organization'] } }), ['organization/x']);
  });

  it('counts what is in a sub-sector for the sector, and a matching concept of others as its own', () => {
    const index = new SearchIndex({ base });
    index.put(record('concept', 'sector/farming', { title: 'Farming', matches: ['http://eu/AGRI'] }));
    index.put(record('concept', 'sector/crops', { title: 'Crops', broader: ['def/sector/farming'] }));
    index.put(record('dataset', 'a', { title: 'A', sectors: ['def/sector/crops'] }));
    index.put(record('dataset', 'b', { title: 'B', sectors: ['http://eu/AGRI', 'def/sector/farming'] }));
    const { facets } = index.search(query(''));
    assert.deepEqual(facets.find(({ facet }) => facet === 'sector')?.values, [
      { value: `${base}def/sector/farming`, count: 2, selected: false },
      { value: `${base}def/sector/crops`, count: 1, selected: false },
    ]);
    const filters = { sector: ['http://eu/AGRI'] };
    assert.deepEqual(found(index, '', { filters }).sort(), keys('a', 'b'));
    assert.deepEqual(index.search(query('', { filters })).filters, { sector: [`${base}def/sector/farming`] });
  });

  it('says which values mean something else when a concept changes', () => {
    const index = new SearchIndex({ base });
    const farming = { title: 'Farming' };
    assert.deepEqual(index.put(record('concept', 'sector/farming', farming)), []);
    const affected = index.put(
      record('concept', 'sector/farming', { ...farming, matches: ['http://eu/AGRI'] }),
    );
    assert.deepEqual([...affected].sort(), ['http://eu/AGRI', `${base}def/sector/farming`]);
    assert.deepEqual(
      index.put(record('concept', 'sector/farming', { ...farming, matches: ['http://eu/AGRI'] })),
      [],
    );
  });

  it('orders by date and by title, in the language asked for', () => {
    const index = indexOf({
      a: { title: 'Zinc', hindi: 'अभ्रक', modified: '2019-05-01' },
      b: { title: 'apples', hindi: 'सेब', modified: '2021' },
      c: { title: 'Mica', modified: '2020-01-01T10:00:00Z' },
    });
    assert.deepEqual(found(index, '', { sort: 'newest' }), keys('b', 'c', 'a'));
    assert.deepEqual(found(index, '', { sort: 'oldest' }), keys('a', 'c', 'b'));
    assert.deepEqual(found(index, '', { sort: 'title' }), keys('b', 'c', 'a'));
    assert.deepEqual(found(index, '', { sort: 'title', language: 'hi' }), keys('c', 'a', 'b'));
  });

  it('forgets what was withdrawn or said before, also after thousands of changes', () => {
    const index = indexOf({ a: { title: 'Alpha' }, gone: { title: 'Gone' } });
    index.delete(record('dataset', 'gone', {}).document);
    for (let i = 0; i < 2_500; i++) index.put(record('dataset', 'b', { title: `Beta${i} common` }));
    assert.equal(index.size, 2);
    assert.deepEqual(found(index, 'gone'), []);
    assert.deepEqual(found(index, 'beta2499'), keys('b'));
    assert.deepEqual(found(index, '"beta2498"'), []);
    assert.deepEqual(found(index, 'common'), keys('b'));
    assert.ok(index.terms < 1_500, `${index.terms} words are kept`);
  });
});
