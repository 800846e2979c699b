import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { RecordHead } from '../../src/store/record-store.ts';
import { dataset, records } from './example-records.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';

/** Of the system: a package of Debian is installed for that one. */
const perl = '/usr/bin/perl';
const script = fileURLToPath(new URL('clients/http_oai_client.pl', import.meta.url));
const roots = {
  oai_dc: '{http://www.openarchives.org/OAI/2.0/oai_dc/}dc',
  dcat: '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF',
};

interface Harvested {
  readonly datestamp: string;
  readonly status: string;
  readonly root: string;
}

async function run(...args: readonly string[]): Promise<ReadonlyMap<string, Harvested>> {
  const process = spawn(perl, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, code] = await Promise.all([
    text(process.stdout),
    text(process.stderr),
    new Promise((resolve) => process.once('close', resolve)),
  ]);
  assert.equal(code, 0, errors);
  const found = new Map<string, Harvested>();
  for (const line of output.split('\n').filter(Boolean)) {
    const [identifier = '', datestamp = '', status = '', root = ''] = line.split('\t');
    found.set(identifier, { datestamp, status, root });
  }
  return found;
}

describe('an OAI-PMH harvester (HTTP::OAI)', function () {
  this.timeout(120_000);
  let portal: RunningPortal;
  before(async function () {
    if (spawnSync(perl, ['-MHTTP::OAI', '-e', '1']).status !== 0) {
      console.log('      skipped: HTTP::OAI is not installed (apt-get install libhttp-oai-perl)');
      this.skip();
    }
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records);
    const many = Array.from({ length: 250 }, (_, index) => `crop-${index}`);
    await portal.publish(...many.map((key) => dataset(key, `Crop ${key}`)));
    await portal.withdraw('doc/dataset/crop-7');
  });
  after(async () => {
    await portal?.close();
    assert.deepEqual(portal?.logged ?? [], []);
  });

  const identifierOf = ({ document }: RecordHead) => {
    const { hostname } = new URL(portal.base);
    return `oai:${hostname}:${encodeURI(document.slice(`${portal.base}doc/`.length))}`;
  };
  const live = () =>
    [...portal.store.records({ kinds: ['app', 'catalog', 'dataset', 'series', 'service'] })].map(
      (record) => [identifierOf(record), record.modified] as const,
    );
  const isLive = ([, { status }]: readonly [string, Harvested]) => status === 'live';

  for (const prefix of ['oai_dc', 'dcat'] as const) {
    it(`harvests all in ${prefix}, tokens and deleted records included`, async () => {
      const found = await run(`${portal.origin}/oai`, prefix);
      const given = [...found].filter(isLive).map(([identifier, { datestamp }]) => [identifier, datestamp]);
      assert.deepEqual(given.sort(), live().sort());
      const gone = [...found]
        .filter((one) => !isLive(one))
        .map(([identifier, { status }]) => [identifier, status]);
      assert.deepEqual(gone, [['oai:data.example.gov.in:dataset/crop-7', 'deleted']]);
      for (const [identifier, { root, status }] of found) {
        assert.equal(root, status === 'deleted' ? '-' : roots[prefix], identifier);
      }
    });
  }

  it('follows what changes: its copy equals the store', async () => {
    const copy = new Map(await run(`${portal.origin}/oai`, 'oai_dc'));
    const newest = [...copy.values()]
      .map(({ datestamp }) => datestamp)
      .sort()
      .at(-1) as string;
    const changed = Array.from({ length: 120 }, (_, index) => `crop-${index + 10}`);
    await portal.publish(...changed.map((key) => dataset(key, 'Changed')), dataset('crop-new', 'New'));
    await portal.withdraw('doc/dataset/crop-200');
    await portal.publish(dataset('crop-7', 'Back again'));
    for (const [identifier, one] of await run(`${portal.origin}/oai`, 'oai_dc', newest))
      copy.set(identifier, one);
    const given = [...copy].filter(isLive).map(([identifier, { datestamp }]) => [identifier, datestamp]);
    assert.deepEqual(given.sort(), live().sort());
    assert.equal(copy.get('oai:data.example.gov.in:dataset/crop-200')?.status, 'deleted');
  });
});
