import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadVocabulary } from '../../../src/mapping/vocabulary-files.ts';
import type { PackageSearch } from '../../../src/profiles/ckan/ckan-calls.ts';
import { CkanCatalogue } from '../../../src/profiles/ckan/ckan-catalogue.ts';
import { CkanFollower } from '../../../src/profiles/ckan/ckan-follower.ts';
import type { PackageEntry } from '../../../src/profiles/ckan/package-entry.ts';
import { PackageOrder, type PackageSort, sortKeys } from '../../../src/profiles/ckan/package-order.ts';
import { parseSolr } from '../../../src/profiles/ckan/solr-query.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import type { Put } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { temporaryFolder } from '../../acceptance/support/folders.ts';

const base = 'https://data.example.gov.in/';

const entry: fc.Arbitrary<PackageEntry> = fc
  .record({
    id: fc.uuid(),
    name: fc.stringMatching(/^[a-c]{2,3}$/),
    title: fc.stringMatching(/^[a-b ]{0,2}$/),
    modified: fc.integer({ min: 0, max: 3 }),
    created: fc.integer({ min: 0, max: 3 }),
  })
  .map((one) => ({
    ...one,
    document: `${base}doc/dataset/${one.id}` as Iri,
    themes: [],
    tags: [],
    formats: [],
    licence: 'notspecified',
    resources: [],
  }));
const sorts: fc.Arbitrary<PackageSort[]> = fc.array(
  fc.record({ key: fc.constantFrom(...sortKeys), descending: fc.boolean() }),
  { minLength: 1, maxLength: 3 },
);

describe('the order of packages', () => {
  const entries = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 40 });

  it('has one place for each, however it is found', () => {
    fc.assert(
      fc.property(entries, sorts, fc.nat(45), (all, by, most) => {
        const order = new PackageOrder(
          by,
          all.slice(0, 5).map(({ document }) => document),
        );
        const sorted = order.sort(all);
        assert.deepEqual(order.leading(all.toReversed(), most), sorted.slice(0, most));
        for (const [at, one] of sorted.entries()) {
          const behind = sorted.filter((other) => order.isAfter(other, order.positionOf(one)));
          assert.deepEqual(behind, sorted.slice(at + 1));
        }
      }),
    );
  });
});

describe('the table of packages', () => {
  const folder = temporaryFolder();

  function put(key: string, kind: 'dataset' | 'concept' | 'organization', topic: string, more: string): Put {
    const document = `${base}doc/${kind}/${key}` as Iri;
    return {
      type: 'put',
      document,
      topic: topic as Iri,
      kind,
      parts: [],
      links: [],
      nquads: more
        .split('\n')
        .map((line) => `<${topic}> ${line.trim()} <${document}> .\n`)
        .join(''),
      version: `${key}-${more.length}`,
      policy: `${base}def/policy/dcat` as Iri,
      policyVersion: '1',
      warnings: 0,
      incidental: false,
    };
  }

  const dataset = (key: string, theme: string) =>
    put(
      key,
      'dataset',
      `${base}id/dataset/${key}`,
      `<http://purl.org/dc/terms/title> "${key}"\n<http://www.w3.org/ns/dcat#theme> <${theme}>`,
    );
  const sector = (key: string, above: string) =>
    put(
      `sector-${key}`,
      'concept',
      `${base}def/sector/${key}`,
      `<http://www.w3.org/2004/02/skos/core#broader> <${base}def/sector/${above}>
       <http://www.w3.org/2004/02/skos/core#inScheme> <${base}def/sector>
       <http://www.w3.org/2004/02/skos/core#prefLabel> "${key}"@en`,
    );

  it('follows datasets, and the groups above their themes', async () => {
    const store = LmdbRecordStore.open(folder, { base });
    try {
      const follower = new CkanFollower({
        store,
        base,
        language: 'en',
        vocabulary: loadVocabulary(base).quads,
      });
      const catalogue = new CkanCatalogue(follower);
      await store.commit([
        sector('fish', 'sea'),
        sector('sea', 'all'),
        dataset('cod', `${base}def/sector/fish`),
      ]);
      await follower.build();
      const named = (fq: string) => {
        const search: PackageSearch = {
          filter: parseSolr(fq),
          texts: [],
          sorts: [{ key: 'name', descending: false }],
          sort: 'name asc',
          rows: 10,
          start: 0,
          facets: { fields: [], atLeast: 1 },
          crawl: '',
        };
        follower.follow();
        const answer = catalogue.answer({ action: 'package_search', ...search }) as {
          results: { name: string }[];
        };
        return answer.results.map(({ name }) => name);
      };
      assert.deepEqual(named('groups:sea'), ['cod']);
      await store.commit([dataset('eel', `${base}def/sector/sea`)]);
      assert.deepEqual(named('groups:sea'), ['cod', 'eel']);
      // Another place in the scheme holds at once for datasets that were taken up before.
      await store.commit([sector('fish', 'food'), sector('food', 'all')]);
      assert.deepEqual(named('groups:sea'), ['eel']);
      assert.deepEqual(named('groups:food'), ['cod']);
      await store.commit([{ type: 'withdraw', document: `${base}doc/dataset/cod` as Iri }]);
      assert.deepEqual(named('groups:food'), []);
      assert.equal(catalogue.answer({ action: 'package_show', id: 'cod' }), undefined);
    } finally {
      await store.close();
    }
  });
});
