import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describePlace } from '../../src/model/place.ts';
import { sharedFolder, temporaryFolder } from './support/folders.ts';
import type { PublishedFile } from './support/publish-file.ts';

/** What a file comes to in a fresh store under the policy `dcat`; what is not said is 0. */
interface Expected {
  readonly created?: number;
  readonly updated?: number;
  readonly withdrawn?: number;
  readonly refused?: number;
  /** No data, said twice, or to be deleted and never there. */
  readonly ignored?: number;
  /** Read no more records than so many, unless FIVESTAR_FULL is set; then `whole` is expected. */
  readonly limit?: number;
  readonly whole?: Expected;
  /** What ends the run before the end of the file. */
  readonly failure?: RegExp;
  /** `code × count` of the findings that refuse. */
  readonly violations?: readonly string[];
}

const catalogs = sharedFolder('realdata/catalogs');
const fcc = 'dcat-us/history/fcc.';
const full = process.env['FIVESTAR_FULL'] === '1';

/**
 * The datasets updated by each snapshot of the FCC; the first one creates its 59. Elsewhere keywords changed places, or
 * (in the tenth) distributions: the graph is the same.
 */
const fccUpdates = [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1];

const expected: Readonly<Record<string, Expected>> = {
  // The answer says itself that it is one page of several.
  'ckan/birmingham-package_search.json': { created: 10, ignored: 1 },
  'ckan/hdx-unesco-package.json': { created: 1 },
  'ckan/nz-groups.jsonl': { created: 22 },
  // Organisations of state "deleted" that were never here.
  'ckan/nz-organizations.jsonl': { created: 149, ignored: 229 },
  // With the name of the contact as vcard:fn, and empty elements <dct:license/>, which are warnings.
  'dcat-rdf/it-alessandria-catalog.rdf': { created: 15 },
  'dcat-rdf/it-foggia-catalog.rdf': { created: 17 },
  'dcat-rdf/it-molinella-catalog.rdf': { created: 11 },
  'dcat-rdf/it-upo-catalog.rdf': { created: 26 },
  'dcat-rdf/sh-catalog.xml': { created: 122 },
  // Nothing but the description of paging.
  'dcat-rdf/sh-hydra.xml': {},
  'dcat-rdf/sh-invalid_iri.xml': { failure: /sh-invalid_iri\.xml, line 17, column 122: Invalid IRI/ },
  // The catalogue has no title, its datasets have.
  'dcat-rdf/sh-two-organizations.xml': { created: 2, refused: 1, violations: ['min-count Title × 1'] },
  'dcat-rdf/sh-with_collection.xml': { created: 11 },
  'dcat-rdf/sh-with_downloadURL.xml': { created: 1, refused: 1, violations: ['min-count Title × 1'] },
  // The catalogue again; modified on "29.05..2017" and "jeweils Montags".
  'dcat-rdf/zurich-dcat-ap-ch-catalog.ttl': {
    created: 97,
    refused: 4,
    violations: ['min-count Title × 1', 'pattern Date Modified × 3'],
  },
  // The members of the file's own catalogue, beside its datasets, are ignored: the portal has one.
  'dcat-us/cms.data.json.gz': { created: 139, ignored: 1 },
  'dcat-us/consumerfinance.data.json': { created: 11, ignored: 1 },
  'dcat-us/dol.data.json': { created: 465, ignored: 1 },
  // Distributions with neither accessURL nor downloadURL.
  'dcat-us/fda.data.json': { created: 85, refused: 1, ignored: 1, violations: ['min-count Access URL × 1'] },
  'dcat-us/gsa.data.json': { created: 331, refused: 8, ignored: 1, violations: ['min-count Access URL × 8'] },
  'dcat-us/opm.data.json': { created: 134, ignored: 1 },
  'dcat-us/philadelphia-with-nulls.data.json': { created: 402, ignored: 1 },
  // 49 mentions of a dataset in a second group, in the same words.
  'ogd-india/frappe-data.gov.in-2013-groups.json': { created: 556, ignored: 49 },
  'ogd-india/idp-high-value-datasets-2024-10.json': { created: 60 },
  'ogd-india/ogd-api-registry-2021-04.jsonl.gz': { created: 5_000, limit: 5_000, whole: { created: 82_754 } },
  'ogd-india/ogd-api-registry-2021-04.sample.json': { created: 3_620 },
  'ogd-india/ogd-delta-2021-04-04_to_2021-04-15.jsonl.gz': { created: 2_578 },
};

function filesUnder(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
  );
}

function expectationOf(name: string): Expected | undefined {
  const one = expected[name];
  return full && one?.whole ? one.whole : one;
}

/** The counts that are not 0, and the kinds of findings that refuse. */
function outcomeOf({ totals, reports }: PublishedFile): Expected {
  const counts = Object.entries(totals).filter(
    ([key, count]) => ['created', 'updated', 'withdrawn', 'refused', 'ignored'].includes(key) && count > 0,
  );
  const violations = new Map<string, number>();
  for (const { findings } of reports) {
    for (const { severity, code, field } of findings) {
      if (severity !== 'violation') continue;
      const kind = `${code} ${field.en}`;
      violations.set(kind, (violations.get(kind) ?? 0) + 1);
    }
  }
  return {
    ...Object.fromEntries(counts),
    ...(violations.size > 0 && {
      violations: [...violations].map(([kind, count]) => `${kind} × ${count}`).sort(),
    }),
  };
}

/** No record is lost, and each refusal says why and where. */
function assertAccounted({ totals, reports }: PublishedFile): void {
  const { records, created, updated, unchanged, withdrawn, refused, ignored } = totals;
  assert.equal(created + updated + unchanged + withdrawn + refused + ignored, records);
  assert.equal(reports.length, records);
  for (const { outcome, findings, reason, place } of reports) {
    if (outcome === 'ignored') assert.ok(reason, describePlace(place));
    if (outcome !== 'refused') continue;
    const violations = findings.filter(({ severity }) => severity === 'violation');
    assert.ok(violations.length > 0, describePlace(place));
    for (const { place: at, message, remedy } of violations) {
      assert.ok(at.row ?? at.line ?? at.path, `${message.en} says where`);
      assert.ok(message.en && message.hi && remedy.en && remedy.hi);
    }
  }
}

describe('the real catalogues', function () {
  this.timeout(full ? 600_000 : 60_000);
  const folder = temporaryFolder();
  let stores = 0;
  const fresh = () => join(folder, `store-${stores++}`);
  let publishFile: typeof import('./support/publish-file.ts').publishFile;
  before(async function () {
    // Mocha's `require` would make second copies of the modules that the reader of RDF imports when it is needed.
    ({ publishFile } = await import('./support/publish-file.ts'));
    if (catalogs) return;
    console.log('      skipped: ../shared/realdata/catalogs is absent');
    this.skip();
  });

  it('each have a row in the table', () => {
    const names = filesUnder(catalogs ?? '').filter((name) => !name.startsWith(fcc));
    assert.deepEqual(names.sort(), Object.keys(expected).sort());
  });

  for (const name of Object.keys(expected)) {
    it(`${name}: each record is published, or refused with a reason; twice is once`, async () => {
      const { limit, failure, whole: _, ...counts } = expectationOf(name) ?? {};
      const [data, file] = [fresh(), join(catalogs ?? '', name)];
      const options = limit === undefined ? {} : { limit };
      const once = await publishFile(data, file, options);
      assertAccounted(once);
      assert.deepEqual(outcomeOf(once), counts);
      assert.match(once.failure?.message ?? '', failure ?? /^$/);

      const twice = await publishFile(data, file, options);
      const { created, updated, unchanged, withdrawn } = once.totals;
      assert.equal(twice.totals.unchanged, created + updated + unchanged);
      assert.deepEqual([twice.totals.created, twice.totals.updated, twice.totals.withdrawn], [0, 0, 0]);
      assert.equal(twice.totals.ignored, once.totals.ignored + withdrawn);
      assert.equal(twice.sequence, once.sequence, 'nothing was logged');
    });
  }

  it('of the FCC follow one another in one store, each a small change', async () => {
    const data = fresh();
    const snapshots = filesUnder(catalogs ?? '').filter((name) => name.startsWith(fcc));
    assert.equal(snapshots.length, fccUpdates.length);
    for (const [index, name] of snapshots.sort().entries()) {
      const published = await publishFile(data, join(catalogs ?? '', name));
      assertAccounted(published);
      const updated = fccUpdates[index] ?? 0;
      const counts = index === 0 ? { created: 59, ignored: 1 } : { ...(updated && { updated }), ignored: 1 };
      assert.deepEqual(outcomeOf(published), counts, name);
    }
  });

  it('of India take their delta: additions are created, updates replace', async () => {
    const data = fresh();
    const registry = join(catalogs ?? '', 'ogd-india/ogd-api-registry-2021-04.sample.json');
    const before = await publishFile(data, registry);
    const delta = join(catalogs ?? '', 'ogd-india/ogd-delta-2021-04-04_to_2021-04-15.jsonl.gz');
    const after = await publishFile(data, delta);
    assertAccounted(after);
    assert.deepEqual(outcomeOf(after), { created: 2_516, updated: 21 });
    assert.equal(after.totals.unchanged, 41);
    const { created, updated, incidental } = after.totals;
    assert.equal(after.sequence, before.sequence + created + updated + incidental);
  });

  it('of India pass dcat, and under ndsap each record says what it lacks', async () => {
    const registry = join(catalogs ?? '', 'ogd-india/ogd-api-registry-2021-04.jsonl.gz');
    const options = { policy: 'ndsap', ...(full ? {} : { limit: 5_000 }) };
    const published = await publishFile(fresh(), registry, options);
    assertAccounted(published);
    const { records, refused } = published.totals;
    assert.deepEqual([records, refused], full ? [82_754, 82_754] : [5_000, 5_000]);
    for (const { findings, place } of published.reports) {
      const frequency = findings.find(({ field }) => field.en === 'Frequency');
      assert.equal(frequency?.severity, 'violation', describePlace(place));
      assert.ok(frequency.place.line, 'the line of the file is named');
    }
  });
});
