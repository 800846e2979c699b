import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Sort, sorts } from '../../../src/search/cursor.ts';
import { queryWords } from '../../../src/search/query-words.ts';
import { SearchIndex } from '../../../src/search/search-index.ts';
import type { SearchQuery } from '../../../src/search/search-query.ts';
import { base, type Facts, record } from './records.ts';

const sectors = ['a', 'b', 'c'].map((key) => `${base}def/sector/${key}`);
const formats = ['csv', 'pdf'].map((key) => `${base}def/file-format/${key}`);
const words = ['alpha', 'beta', 'gamma', 'वर्षा'];

const facts = fc.record({
  title: fc.subarray(words, { minLength: 1 }).map((some) => some.join(' ')),
  sectors: fc.subarray(sectors),
  formats: fc.subarray(formats),
  modified: fc.constantFrom('2018-01-01', '2019-06-01', '2020-01-01'),
});
const filters = fc.record(
  {
    sector: fc.subarray(sectors, { minLength: 1 }),
    format: fc.subarray(formats, { minLength: 1 }),
    year: fc.constant(['2019']),
  },
  { requiredKeys: [] },
);
const key = fc.integer({ min: 0, max: 12 }).map(String);
const edits = fc.array(fc.tuple(key, fc.option(facts, { nil: undefined })), { maxLength: 60 });

type Chosen = Partial<Record<'sector' | 'format' | 'year', readonly string[]>>;

function valuesOf(one: Facts, facet: keyof Chosen): readonly string[] {
  if (facet === 'year') return [(one.modified ?? '').slice(0, 4)];
  return (facet === 'sector' ? one.sectors : one.formats) ?? [];
}

function passes(one: Facts, chosen: Chosen, except?: keyof Chosen): boolean {
  return (['sector', 'format', 'year'] as const).every(
    (facet) =>
      facet === except ||
      !chosen[facet] ||
      valuesOf(one, facet).some((value) => chosen[facet]?.includes(value)),
  );
}

function queryOf(text: string, chosen: Chosen, sort: Sort, size = 100): SearchQuery {
  return { words: queryWords(text).words, filters: chosen, sort, language: 'en', size };
}

function apply(
  index: SearchIndex,
  model: Map<string, Facts>,
  changes: readonly (readonly [string, Facts | undefined])[],
) {
  for (const [name, one] of changes) {
    if (one) {
      index.put(record('dataset', name, one));
      model.set(name, one);
    } else {
      index.delete(record('dataset', name, {}).document);
      model.delete(name);
    }
  }
}

describe('the search index and a naive model of it', () => {
  it('agree on what is found and on every count', () => {
    fc.assert(
      fc.property(edits, filters, fc.constantFrom('', ...words), (changes, chosen, text) => {
        const index = new SearchIndex({ base });
        const model = new Map<string, Facts>();
        apply(index, model, changes);
        const matching = [...model].filter(([, one]) => text === '' || one.title?.split(' ').includes(text));
        const expected = matching.filter(([, one]) => passes(one, chosen)).map(([name]) => name);
        const answer = index.search(queryOf(text, chosen, 'title'));
        assert.equal(answer.total, expected.length);
        assert.equal(answer.unfiltered, matching.length);
        const found = answer.documents.map((document) => document.slice(`${base}doc/dataset/`.length));
        assert.deepEqual([...found].sort(), expected.sort());
        for (const facet of ['sector', 'format', 'year'] as const) {
          const counts = new Map((chosen[facet] ?? []).map((value) => [value, 0]));
          for (const [, one] of matching.filter(([, each]) => passes(each, chosen, facet))) {
            for (const value of valuesOf(one, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
          }
          const told = answer.facets.find((one) => one.facet === facet)?.values ?? [];
          assert.deepEqual(
            new Map(told.map(({ value, count }) => [value, count])),
            new Map([...counts].sort((a, b) => b[1] - a[1])),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('agree, page by page, on everything that did not change meanwhile', () => {
    const sort = fc.constantFrom(...sorts);
    const size = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(
        edits,
        fc.array(edits, { maxLength: 6 }),
        sort,
        size,
        (before, meanwhile, order, pageSize) => {
          const index = new SearchIndex({ base });
          const model = new Map<string, Facts>();
          apply(index, model, before);
          const text = order === 'relevance' ? 'alpha' : '';
          const matches = (one: Facts | undefined) =>
            one !== undefined && (text === '' || one.title?.includes(text));
          const untouched = [...model]
            .filter(([name, one]) => matches(one) && !meanwhile.flat().some(([changed]) => changed === name))
            .map(([name]) => name);
          const seen: string[] = [];
          let { documents, next } = index.search(queryOf(text, {}, order, pageSize));
          for (let page = 0; ; page++) {
            seen.push(...documents.map((document) => document.slice(`${base}doc/dataset/`.length)));
            if (!next) break;
            apply(index, model, meanwhile[page] ?? []);
            ({ documents, next } = index.search({ ...queryOf(text, {}, order, pageSize), after: next }));
          }
          for (const name of untouched) assert.equal(seen.filter((one) => one === name).length, 1, name);
        },
      ),
      { numRuns: 300 },
    );
  });
});
