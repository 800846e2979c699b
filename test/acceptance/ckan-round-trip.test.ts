import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Quad } from '@rdfjs/types';
import {
  createLog,
  openStore,
  type RunningPortal,
  type SettledConfig,
  settleBase,
  startPortal,
} from '../../src/compose.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { parseNQuads } from '../../src/rdf/n-quads.ts';
import type { RecordStore } from '../../src/store/record-store.ts';
import { dcat, dct } from '../../src/vocabulary/terms.ts';
import { ask } from './client.ts';
import { exampleSheets, temporaryFolder } from './support/folders.ts';
import { publishFile } from './support/publish-file.ts';

const ofDatasets = [
  dct.title,
  dct.description,
  dct.identifier,
  dct.issued,
  dct.modified,
  dct.license,
  dct.publisher,
  dct.accrualPeriodicity,
  dct.accessRights,
  dcat.keyword,
  dcat.theme,
  dcat.landingPage,
] as const;
const ofDistributions = [
  dct.title,
  dct.description,
  dct.format,
  dct.license,
  dcat.mediaType,
  dcat.accessURL,
  dcat.downloadURL,
] as const;

/** The values of these properties, in one order; texts without the language that CKAN has no room for. */
function valuesOf(quads: readonly Quad[], subject: string, properties: readonly string[]) {
  return properties.map((property) =>
    quads
      .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
      .map(({ object }) => object.value)
      .sort(),
  );
}

function mainValues(quads: readonly Quad[], topic: string) {
  const distributions = valuesOf(quads, topic, [dcat.distribution]).flat();
  return {
    dataset: Object.fromEntries(
      valuesOf(quads, topic, ofDatasets).map((values, at) => [ofDatasets[at], values]),
    ),
    distributions: distributions.map((one) => JSON.stringify(valuesOf(quads, one, ofDistributions))).sort(),
  };
}

function datasetsOf(store: RecordStore) {
  const found = new Map<string, ReturnType<typeof mainValues>>();
  for (const { nquads, topic } of store.records({ kinds: ['dataset'] })) {
    const values = mainValues(parseNQuads(nquads), topic);
    found.set(values.dataset[dct.identifier]?.[0] ?? topic, values);
  }
  return found;
}

describe('what a CKAN harvester reads from the Action API', () => {
  const folder = temporaryFolder();
  const source = join(folder, 'source');
  const copy = join(folder, 'copy');

  function configOf(data: string): SettledConfig {
    const flags = { data, base: 'https://data.example.gov.in/', port: '0', logLevel: 'error' };
    const read = readConfig({ flags, environment: {} });
    assert.ok('config' in read);
    return settleBase(read.config);
  }

  /** `package_search` as ckanext-harvest pages through it: sorted by id, a hundred at a time, until nothing comes. */
  async function harvest(portal: RunningPortal): Promise<unknown[]> {
    const packages: unknown[] = [];
    for (let start = 0; ; start += 100) {
      const query = new URLSearchParams({ rows: '100', start: String(start), sort: 'id asc' });
      const answer = await ask(`http://127.0.0.1:${portal.port}/api/3/action/package_search?${query}`);
      assert.equal(answer.status, 200, answer.body);
      const { count, results } = JSON.parse(answer.body).result;
      if (results.length === 0) {
        assert.equal(packages.length, count);
        return packages;
      }
      packages.push(...results);
    }
  }

  it('is the example catalogue again', async () => {
    for (const sheet of exampleSheets) await publishFile(source, sheet, { policy: 'ndsap' });
    const config = configOf(source);
    const store = await openStore(config);
    const portal = await startPortal(config, store, createLog(config));
    const wanted = datasetsOf(store);
    let packages: unknown[];
    try {
      packages = await harvest(portal);
    } finally {
      await portal.close(1000);
      await store.close();
    }
    assert.equal(wanted.size, 248);
    const file = join(folder, 'packages.json');
    writeFileSync(file, JSON.stringify(packages));
    const { totals, failure } = await publishFile(copy, file);
    assert.equal(failure, undefined);
    assert.equal(totals.refused, 0);
    const harvested = await openStore(configOf(copy));
    try {
      const got = datasetsOf(harvested);
      assert.deepEqual([...got.keys()].sort(), [...wanted.keys()].sort());
      for (const [identifier, values] of wanted) {
        const again = got.get(identifier);
        // CKAN knows when a record came to it, which readers take for the date of issue where there is none.
        for (const field of [dct.issued, dct.modified] as const)
          if (again && values.dataset[field]?.length === 0) again.dataset[field] = [];
        assert.deepEqual(again, values, identifier);
      }
    } finally {
      await harvested.close();
    }
  }).timeout(180_000);
});
