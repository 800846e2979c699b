import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import pino from 'pino';
import {
  createPublisher,
  openStore,
  type RunningPortal,
  type SettledConfig,
  settleBase,
  startPortal,
} from '../../src/compose.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { encodeIri } from '../../src/http/site.ts';
import { Iris } from '../../src/mapping/iris.ts';
import { readSources } from '../../src/sources/read-sources.ts';
import type { RecordStore } from '../../src/store/record-store.ts';
import { Crawler, type CrawlRule } from './support/crawler.ts';
import { exampleSheets, temporaryFolder } from './support/folders.ts';

const base = 'https://data.example.gov.in/';
/** Data of a document is read when its IRI is dereferenced; at addresses of its own it is the same again. */
const syntaxes = /\.(ttl|nt|jsonld|rdf|trig|nq|json|txt)$/;

/**
 * What is not followed to its end. Everything else is: every document as a page and in Turtle, every page of the
 * catalogue, every version and difference, every thing.
 * - Addresses of syntaxes and profiles, link sets, and maps of versions: a few of each kind of record.
 * - Pages in a language that the address names: a few of each kind of page.
 * - Searches: a few with each filter and each sort, and some with several filters. Look-ups, and queries that pages link
 *   to: some.
 * - The Graph Store's endpoint: without the name of a graph it answers 400.
 */
function rule(address: string): CrawlRule | undefined {
  const { pathname, searchParams } = new URL(address);
  const [, space = '', kind = '', deeper = ''] = pathname.split('/');
  const names = [...new Set(searchParams.keys())].sort();
  const syntax = syntaxes.exec(pathname)?.[1] ?? '';
  if (searchParams.has('query')) return { kind: 'query', most: 40 };
  if (space === 'graph') return { kind: space, most: 0 };
  if (space.startsWith('search'))
    return names.length > 1 ? { kind: `${space} several`, most: 20 } : { kind: `${space} ${names}`, most: 3 };
  if (space.startsWith('resource')) return { kind: `${space} ${names}`, most: 10 };
  if (searchParams.has('lang')) return { kind: `${space} ${kind} ${names} ${syntax}`, most: 2 };
  if (space === 'timemap') return { kind: `${space} ${kind} ${deeper}`, most: 3 };
  if (space === 'timegate' || space === 'linkset') return { kind: `${space} ${kind} ${syntax}`, most: 3 };
  if (searchParams.has('profile'))
    return { kind: `${space} ${kind} ${searchParams.get('profile')} ${syntax}`, most: 3 };
  const isDocument = deeper !== '' && syntax !== '';
  return isDocument ? { kind: `${space} ${kind} ${syntax}`, most: 3 } : undefined;
}

/** What an IRI under the base names that is no thing: where something can be had, not what it is about. */
const places =
  /^(?:feed\/(?:activity|atom)|catalog\/all|health|search|sparql|graph|opensearch|timegate|timemap|linkset)/;

describe('a crawl of the example catalogue', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  let store: RecordStore;
  let portal: RunningPortal;
  let crawler: Crawler;

  before(async () => {
    const flags = { data: folder, base, policy: 'ndsap', port: '0', replicas: '1' };
    const read = readConfig({ flags, environment: {} });
    if ('problems' in read) throw new Error(read.problems.join('\n'));
    const config = settleBase(read.config);
    store = await openStore(config);
    await publish(config, exampleSheets);
    for (const edition of ['second', 'third']) await publish(config, [changedSheet(edition)]);
    portal = await startPortal(config, store, pino({ level: 'silent' }));
    await portal.ready;
    crawler = new Crawler({
      base,
      origin: `http://127.0.0.1:${portal.port}`,
      rule,
      mentions: (iri) =>
        !places.test(iri.slice(base.length)) && !syntaxes.test(iri) && !iri.endsWith('.html'),
    });
    await crawler.run('', 'robots.txt', '.well-known/void', '.well-known/api-catalog');
    console.log(
      `      ${crawler.requests} requests, ${crawler.pages.size} pages, ${crawler.described.size} IRIs`,
    );
  });

  after(async () => {
    await portal?.close();
    await store?.close();
  });

  /** Some of the datasets under other titles, so that there are versions and differences. */
  function changedSheet(edition: string): string {
    const sheet = exampleSheets.find((file) => file.endsWith('resources.csv')) ?? '';
    const rows: Record<string, string>[] = parse(readFileSync(sheet), { columns: true, bom: true, to: 3 });
    const changed = rows.map((row) => ({
      ...row,
      'Title (Required)': `${row['Title (Required)']}, ${edition} edition`,
    }));
    const file = join(folder, `${edition}.csv`);
    writeFileSync(file, stringify(changed, { header: true }));
    return file;
  }

  async function publish(config: SettledConfig, files: readonly string[]): Promise<void> {
    const limits = { recordBytes: config.recordBytes };
    const items = readSources([...files], { names: new Iris(config.base), limits });
    for await (const { totals } of createPublisher(config, store).run(items)) assert.ok(totals);
  }

  it('meets no 404 and no 5xx, and every document parses and mentions what it describes', () => {
    const { problems } = crawler;
    assert.equal(problems.length, 0, `${problems.length} problems:\n${problems.slice(0, 60).join('\n')}`);
  });

  it('reaches every document, as a page and as data', () => {
    const documents = [...store.records()].map(({ document }) => document);
    assert.ok(documents.length > 700);
    const changed = documents.filter((document) => store.history(document).length === 2);
    assert.equal(changed.length, 3);
    assert.deepEqual(
      documents.filter((document) => !crawler.pages.has(encodeIri(document))),
      [],
      'as pages',
    );
    assert.deepEqual(
      documents.filter((document) => !crawler.described.has(document)),
      [],
      'as data',
    );
  });

  it('reaches every thing that a record names, and each is mentioned where it leads to', () => {
    const named = new Set<string>();
    for (const { nquads } of store.records()) {
      for (const [, iri = ''] of nquads.matchAll(/<([^>\s]+)>/g)) if (iri.startsWith(base)) named.add(iri);
    }
    assert.ok(named.size > 1_000);
    assert.deepEqual(
      [...named].filter((iri) => !crawler.described.has(iri)),
      [],
    );
  });
});
