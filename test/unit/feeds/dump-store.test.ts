import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { dumpCatalogue } from '../../../src/feeds/catalogue-dump.ts';
import type { DumpFile } from '../../../src/feeds/dump-file.ts';
import { type DumpKind, dumpKind, dumpKinds } from '../../../src/feeds/dump-kind.ts';
import { DumpStore, type DumpStoreOptions, DumpUnavailable } from '../../../src/feeds/dump-store.ts';
import { jsonLd, nQuads, turtle } from '../../../src/rdf/formats.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import type { Put } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { DumpGate } from './dump-gate.ts';

const base = 'https://data.example.gov.in/';
const portal = { base, title: { en: 'P', hi: 'प' }, description: { en: 'D', hi: 'ड' } };
/** Records: several batches of them. */
const size = 800;
const plain = dumpKind(nQuads, 'identity');

function put(key: string, title = 'x'.repeat(1_500)): Put {
  const document = `${base}doc/dataset/${key}` as Iri;
  const topic = `${base}id/dataset/${key}` as Iri;
  const nquads = `<${topic}> <http://purl.org/dc/terms/title> "${title}"@en <${document}> .\n`;
  const version = createHash('sha256').update(nquads).digest('hex');
  const rest = { parts: [], links: [], policy: `${base}p` as Iri, policyVersion: '1', warnings: 0 };
  return { type: 'put', document, topic, kind: 'dataset', nquads, version, incidental: false, ...rest };
}

async function bytesOf(file: DumpFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of file.read()) chunks.push(chunk);
  } finally {
    file.release();
  }
  return Buffer.concat(chunks);
}

describe('DumpStore', () => {
  let folder: string;
  let store: LmdbRecordStore;
  let opened: DumpStore[];
  let logged: string[];
  const log = {
    warn: (_details: object, message: string) => void logged.push(message),
    error: (_details: object, message: string) => void logged.push(message),
  };
  const dumpFolder = () => join(folder, 'dumps');
  const files = () => readdirSync(dumpFolder()).sort();

  function openDumps(options: Partial<DumpStoreOptions> = {}): DumpStore {
    const dumps = new DumpStore({ store, portal, folder: dumpFolder(), log, ...options });
    opened.push(dumps);
    return dumps;
  }

  async function expected(kind: DumpKind): Promise<string> {
    let text = '';
    for await (const chunk of dumpCatalogue(store, portal, kind.format)) text += chunk;
    return text;
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fivestar-dumps-'));
    store = LmdbRecordStore.open(folder, { base });
    opened = [];
    logged = [];
    await store.commit(Array.from({ length: size }, (_, index) => put(String(index))));
  });
  afterEach(async () => {
    for (const dumps of opened) await dumps.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('writes each kind as the catalogue is, with its checksum beside it, and lists it', async () => {
    const dumps = openDumps();
    const known = await dumps.identify(plain);
    assert.deepEqual(await dumps.listDumps(), [], 'to say what it would be nothing is made');
    const first = await dumps.open(plain);
    first.release();
    assert.deepEqual(first.identity, known);
    for (const kind of dumpKinds) {
      const bytes = await bytesOf(await dumps.open(kind));
      const text = kind.encoding === 'gzip' ? gunzipSync(bytes).toString() : bytes.toString();
      assert.equal(text, await expected(kind), kind.extension);
      const { name } = await dumps.identify(kind);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = join(dumpFolder(), `${name}.${kind.extension}`);
      assert.deepEqual(readFileSync(file), bytes);
      assert.equal(readFileSync(`${file}.sha256`, 'utf8'), `${sha256}  all.${kind.extension}\n`);
      const listed = (await dumps.listDumps()).find(({ href }) => href.endsWith(`/all.${kind.extension}`));
      assert.deepEqual(listed, {
        format: kind.format,
        encoding: kind.encoding,
        bytes: bytes.length,
        sha256,
        sequence: size,
        modified: store.changes(size - 1, 1)[0]?.time,
        href: `${base}catalog/all.${kind.extension}`,
      });
    }
    assert.equal(files().length, 2 * dumpKinds.length);
  });

  it('makes one for all who ask, while it grows and after', async () => {
    const doors = new DumpGate(dumpFolder, true);
    const dumps = openDumps({ pace: doors.pace });
    const asked = Array.from({ length: 20 }, () => dumps.open(plain).then(bytesOf));
    const growing = await dumps.open(plain);
    assert.equal(growing.whole, undefined);
    assert.equal(doors.growing().length, 1);
    doors.open();
    const whole = await expected(plain);
    for (const bytes of await Promise.all(asked)) assert.equal(bytes.toString(), whole);
    assert.equal((await bytesOf(growing)).toString(), whole);
    const after = await dumps.open(plain);
    assert.equal(after, growing);
    after.release();
    assert.equal(files().length, 2);
  });

  it('shows one commit, whatever is committed while it is written', async () => {
    const doors = new DumpGate(dumpFolder, true);
    const dumps = openDumps({ pace: doors.pace });
    const before = await expected(plain);
    const growing = await dumps.open(plain);
    await store.commit([
      put('0', 'mended'),
      put('zzz', 'new'),
      { type: 'withdraw', document: put('999').document },
    ]);
    doors.open();
    assert.equal((await bytesOf(growing)).toString(), before);
    const next = await dumps.open(plain);
    assert.notEqual(next.identity.name, growing.identity.name);
    assert.equal((await bytesOf(next)).toString(), await expected(plain));
  });

  it('removes an old one when a newer one is whole and nobody reads it', async () => {
    const dumps = openDumps();
    const old = await dumps.open(plain);
    await old.settled(10_000);
    await store.commit([put('0', 'mended')]);
    await bytesOf(await dumps.open(plain));
    assert.equal(files().length, 4, 'it is being read');
    const bytes = await bytesOf(old);
    assert.ok(!bytes.toString().includes('mended'));
    assert.deepEqual(
      files().map((name) => name.split('-')[0]),
      [`${size + 1}`, `${size + 1}`],
    );
  });

  it('serves one that is behind where dumps take their share of the time, but none older than that', async () => {
    const clock = { now: 0 };
    const doors = new DumpGate(dumpFolder, true);
    const dumps = openDumps({ pace: doors.pace, maxAge: 60_000, now: () => clock.now });
    const ask = async () => (await bytesOf(await dumps.open(plain))).toString();
    const growing = await dumps.open(plain);
    clock.now = 2_000;
    doors.open();
    await bytesOf(growing);
    await store.commit([put('0', 'second')]);
    assert.ok((await ask()).includes('second'), 'two seconds of sixty are no great share');
    clock.now = 10_000;
    doors.close();
    await store.commit([put('0', 'third')]);
    const third = await dumps.open(plain);
    clock.now = 15_000;
    doors.open();
    await bytesOf(third);
    await store.commit([put('0', 'fourth')]);
    for (clock.now of [15_000, 40_000, 59_999]) assert.ok((await ask()).includes('third'));
    const { name } = await dumps.identify(plain);
    assert.equal(name, third.identity.name);
    clock.now = 60_000;
    assert.ok((await ask()).includes('fourth'), 'the first ones count no more');
  });

  it('breaks off who reads along where it fails, and serves the older one to who comes then', async () => {
    let broken = false;
    const failing = new Proxy(store, {
      get: (target, name) =>
        name === 'records' && broken
          ? function* () {
              let number = 0;
              for (const record of target.records()) {
                if (number++ === size - 100) throw new Error('no more of it');
                yield record;
              }
            }
          : typeof target[name as keyof typeof target] === 'function'
            ? (target[name as keyof typeof target] as () => unknown).bind(target)
            : target[name as keyof typeof target],
    });
    const clock = { now: 0 };
    const doors = new DumpGate(dumpFolder, true);
    const dumps = openDumps({ store: failing, pace: doors.pace, now: () => clock.now });
    doors.open();
    const whole = (await bytesOf(await dumps.open(plain))).toString();
    await store.commit([put('0', 'mended')]);
    broken = true;
    doors.close();
    const growing = await dumps.open(plain);
    const read = bytesOf(growing);
    doors.open();
    await assert.rejects(read, /no more of it/);
    assert.equal((await bytesOf(await dumps.open(plain))).toString(), whole);
    assert.equal(files().length, 2, 'nothing of it is left');
    broken = false;
    assert.equal((await bytesOf(await dumps.open(plain))).toString(), whole, 'it is not tried again at once');
    clock.now = 10_000;
    assert.ok((await bytesOf(await dumps.open(plain))).includes('mended'));
    assert.deepEqual(logged, ['a dump could not be written']);
  });

  it('takes up what an earlier run left whole, and removes the rest', async () => {
    const earlier = openDumps();
    const bytes = await bytesOf(await earlier.open(plain));
    await bytesOf(await earlier.open(dumpKind(turtle, 'gzip')));
    await earlier.close();
    const [whole = ''] = files().filter((name) => name.endsWith('.nq'));
    const halves = [
      `${whole}.0a1b2c3d.part`,
      `999-0123456789abcdef.ttl`,
      `999-0123456789abcdef.ttl.sha256`,
      whole.replace('.nq', '.jsonld'),
    ];
    for (const name of halves) writeFileSync(join(dumpFolder(), name), '{"half":');
    writeFileSync(join(dumpFolder(), 'notes.txt'), 'of the operator');
    const dumps = openDumps({ pace: () => assert.fail('nothing is to be read') });
    const file = await dumps.open(plain);
    assert.ok(file.whole);
    assert.deepEqual(await bytesOf(file), bytes);
    assert.ok(files().includes('notes.txt'));
    assert.deepEqual(
      files().filter((name) => halves.includes(name)),
      [],
    );
    assert.equal((await dumps.listDumps()).length, 2);
    const made = openDumps();
    assert.equal(
      (await bytesOf(await made.open(dumpKind(jsonLd, 'identity')))).toString(),
      await expected(dumpKind(jsonLd, 'identity')),
    );
  });

  it('gives up what is being written when it closes, and leaves nothing half', async () => {
    const doors = new DumpGate(dumpFolder, true);
    const dumps = openDumps({ pace: doors.pace });
    const growing = await dumps.open(plain);
    const read = bytesOf(growing);
    read.catch(() => undefined);
    await dumps.close();
    await assert.rejects(read, /stopping/);
    assert.deepEqual(files(), []);
  });

  it('says so where it cannot write, and rests before it tries again', async () => {
    writeFileSync(join(folder, 'no-folder'), '');
    const dumps = openDumps({ folder: join(folder, 'no-folder') });
    await assert.rejects(dumps.open(plain), DumpUnavailable);
    await assert.rejects(dumps.open(plain), DumpUnavailable);
    assert.equal(logged.filter((line) => line === 'a dump could not be written').length, 1);
  });
});
