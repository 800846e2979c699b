import assert from 'node:assert/strict';
import { copyFile, mkdtemp, open, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { OxigraphReplica, type OxigraphStart } from '../../src/engine/oxigraph-replica.ts';
import type { EngineQuery } from '../../src/engine/query-engine.ts';
import { Failure } from '../../src/model/failure.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';

const base = 'https://data.example.gov.in/';
const mark = { sequence: 7, log: 'one history' };
const deadline = 20_000;

const queries = [
  'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }',
  'SELECT ?s ?o { ?s <urn:title> ?o } ORDER BY ?o LIMIT 20',
  'SELECT ?theme (COUNT(?s) AS ?n) { ?s <urn:theme> ?theme } GROUP BY ?theme ORDER BY ?theme',
  'SELECT ?s { ?s <urn:title> ?t FILTER(CONTAINS(?t, "99")) } ORDER BY ?s',
  'SELECT ?s ?t { ?s <urn:next>+ <urn:s:40> . ?s <urn:title> ?t } ORDER BY ?s LIMIT 9',
  'SELECT ?g { GRAPH ?g { <urn:s:3> ?p ?o } }',
  'SELECT ?s { ?s <urn:size> ?n FILTER(?n > 1900) } ORDER BY ?n',
  'ASK { <urn:s:5> a <urn:Dataset> }',
];

function asked(query: string): EngineQuery {
  const form = query.startsWith('ASK') ? 'ASK' : 'SELECT';
  const limits = { rows: 100_000, bytes: 10_000_000 };
  return { query, mediaType: 'text/csv', form, limits, base };
}

function content(number: number, title = `Rainfall of ${number} stations`): string {
  const subject = `<urn:s:${number}>`;
  const graph = `<urn:g:${number}>`;
  return [
    `${subject} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:Dataset> ${graph} .`,
    `${subject} <urn:title> "${title}"@en ${graph} .`,
    `${subject} <urn:theme> <urn:theme:${number % 7}> ${graph} .`,
    `${subject} <urn:next> <urn:s:${number + 1}> ${graph} .`,
    `${subject} <urn:size> "${number}"^^<http://www.w3.org/2001/XMLSchema#integer> ${graph} .`,
    '',
  ].join('\n');
}

async function ask(replica: OxigraphReplica, query: string): Promise<string> {
  return new TextDecoder().decode(await replica.query(asked(query), deadline));
}

async function answers(replica: OxigraphReplica): Promise<unknown> {
  const texts: string[] = [];
  for (const query of queries) texts.push(await ask(replica, query));
  return [texts, await replica.summary()];
}

describe('an image of an engine (contract, Oxigraph)', function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;
  let warnings: string[];
  const replicas: OxigraphReplica[] = [];

  const start = (options: OxigraphStart = {}) => {
    const replica = OxigraphReplica.start({ warn: (message) => warnings.push(message), ...options });
    replicas.push(replica);
    return replica;
  };

  const loaded = async (datasets = 2000) => {
    const replica = start();
    const text = Array.from({ length: datasets }, (_, number) => content(number)).join('');
    await replica.load(new TextEncoder().encode(text));
    return replica;
  };

  const refused = async (options: Partial<OxigraphStart> = {}) => {
    const replica = start({ image: file, ...options });
    assert.equal(await replica.restored, undefined);
    assert.equal(await replica.load(new TextEncoder().encode(content(1))), 5);
    assert.match(await ask(replica, 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'), /^n\r\n5\r\n$/);
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fivestar-image-'));
  });

  beforeEach(() => {
    warnings = [];
    file = join(folder, 'engine', 'kept.image');
  });

  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.close()));
    await rm(join(folder, 'engine'), { recursive: true, force: true });
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('gives another replica the same answers, which then takes changes', async () => {
    const first = await loaded();
    await first.replace([{ graph: 'urn:g:3' as Iri, nquads: content(3, 'Rivers') }]);
    const saved = await first.save(file, mark);
    assert.equal(saved.type, 'saved');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.deepEqual(await readdir(join(folder, 'engine')), ['kept.image']);

    const second = start({ image: file, accept: ({ log }) => log === mark.log });
    assert.deepEqual(await second.restored, { ...mark, quads: 10_000 });
    assert.deepEqual(await answers(second), await answers(first));
    for (const replica of [first, second]) {
      await replica.replace([
        { graph: 'urn:g:4' as Iri, nquads: content(4, 'Forests in 1999') },
        { graph: 'urn:g:5' as Iri, nquads: '' },
      ]);
      assert.equal(await replica.load(new TextEncoder().encode(content(5000))), 10_000);
    }
    assert.deepEqual(await answers(second), await answers(first));
    assert.deepEqual(warnings, []);
  });

  it('can be taken of a replica that came from an image', async () => {
    const first = await loaded();
    await first.save(file, mark);
    const second = start({ image: file });
    await second.restored;
    await second.replace([{ graph: 'urn:g:3' as Iri, nquads: content(3, 'Second generation 99') }]);
    await second.save(file, { ...mark, sequence: 8 });
    const third = start({ image: file });
    assert.deepEqual(await third.restored, { sequence: 8, log: mark.log, quads: 10_000 });
    assert.deepEqual(await answers(third), await answers(second));
    assert.notDeepEqual(await answers(third), await answers(first));
  });

  it('starts again and again, however the replicas before it ended', async () => {
    const first = await loaded();
    await first.save(file, mark);
    const expected = await answers(first);
    for (let round = 0; round < 2; round += 1) {
      const replica = start({ image: file });
      assert.ok(await replica.restored);
      assert.deepEqual(await answers(replica), expected);
      const bomb = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }';
      await assert.rejects(
        replica.query(asked(bomb), 100),
        (error) => error instanceof Failure && error.code === 'query-timeout',
      );
      assert.equal((await replica.closed).reason, 'timeout');
    }
  });

  it('does not repeat random numbers in the replicas that start with it', async () => {
    const first = await loaded(10);
    const query = 'SELECT (UUID() AS ?u) (RAND() AS ?r) (STR(BNODE()) AS ?b) {}';
    await ask(first, query);
    await first.save(file, mark);
    const others = [first, start({ image: file }), start({ image: file })];
    const found = await Promise.all(others.map((replica) => ask(replica, query)));
    assert.equal(new Set(found.flatMap((text) => text.split(/\r\n|,/).slice(3, 5))).size, 6);
  });

  it('is of the moment at which it was asked for, and queries are answered meanwhile', async () => {
    const first = await loaded();
    const expected = await answers(first);
    const saving = first.save(file, mark);
    const replacing = first.replace([{ graph: 'urn:g:3' as Iri, nquads: '' }]);
    assert.match(await ask(first, 'ASK { <urn:s:5> a <urn:Dataset> }'), /true/);
    await saving;
    assert.equal(await replacing, 9995);
    const second = start({ image: file });
    assert.deepEqual(await second.restored, { ...mark, quads: 10_000 });
    assert.deepEqual(await answers(second), expected);
  });

  it('is none where there is no file', async () => {
    await refused();
    assert.deepEqual(warnings, []);
  });

  const damages: Record<string, () => Promise<void>> = {
    'a changed byte in the memory': () => change(70_000),
    'a changed byte in the header': () => change(60),
    'a changed byte in the counts': async () => change((await stat(file)).size - 1),
    'an end that is missing': async () => truncate(file, (await stat(file)).size - 1),
    'a header only': () => truncate(file, 65_536),
    'no content': () => truncate(file, 0),
    'content of another kind': () => writeFile(file, 'fivestar'),
  };

  async function change(position: number): Promise<void> {
    const handle = await open(file, 'r+');
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, position);
    await handle.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, position);
    await handle.close();
  }

  for (const [damage, apply] of Object.entries(damages)) {
    it(`is not used, and removed, with ${damage}`, async () => {
      const first = await loaded(100);
      await first.save(file, mark);
      const whole = join(folder, 'engine', 'whole');
      await copyFile(file, whole);
      await apply();
      await refused();
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /kept\.image is not used: .* It was removed/);
      assert.deepEqual(await readdir(join(folder, 'engine')), ['whole']);
      assert.ok(await start({ image: whole }).restored, 'undamaged, it is used');
    });
  }

  it('is not used for another history', async () => {
    const first = await loaded(100);
    await first.save(file, mark);
    await refused({ accept: ({ log, sequence }) => log === 'another history' && sequence === 7 });
    assert.match(warnings.join(), /another history/);
  });

  it('is not used by another build of the engine', async () => {
    const first = await loaded(100);
    await first.save(file, mark);
    const { decodeHeader, encodeHeader, headerBytes } = await import('../../src/engine/engine-image.ts');
    const handle = await open(file, 'r+');
    const page = Buffer.alloc(headerBytes);
    await handle.read(page, 0, headerBytes, 0);
    const header = decodeHeader(page);
    assert.ok(header);
    const engine = { ...header.engine, version: '0.0.1' };
    await handle.write(encodeHeader({ ...header, engine }), 0, headerBytes, 0);
    await handle.close();
    await refused();
    assert.match(warnings.join(), /another build of the engine/);
  });

  it('fails alone where it cannot be written', async () => {
    const first = await loaded(100);
    const blocked = join(folder, 'blocked');
    await writeFile(blocked, '');
    await assert.rejects(
      first.save(join(blocked, 'engine', 'kept.image'), mark),
      (error) => error instanceof Failure && error.code === 'store-unusable' && /blocked/.test(error.message),
    );
    assert.match(await ask(first, 'ASK { <urn:s:5> a <urn:Dataset> }'), /true/);
    assert.equal((await first.save(file, mark)).type, 'saved');
  });

  it('removes what a killed process left half written', async () => {
    const first = await loaded(10);
    await first.save(file, mark);
    const [old, recent] = [`${file}.0a1b2c3d.tmp`, `${file}.4e5f6a7b.tmp`];
    await Promise.all([writeFile(old, 'half'), writeFile(recent, 'half')]);
    await utimes(old, new Date(0), new Date(0));
    await first.save(file, mark);
    assert.deepEqual((await readdir(join(folder, 'engine'))).sort(), ['kept.image', basename(recent)]);
  });

  it('is refused of a memory that queries have blown up', async () => {
    const first = await loaded(400);
    const numbers = Array.from({ length: 60 }, (_, number) => number).join(' ');
    const values = ['a', 'b', 'c'].map((name) => `VALUES ?${name} { ${numbers} }`).join(' ');
    const long = `CONCAT(STR(?a), "${'x'.repeat(400)}", STR(?b), STR(?c))`;
    await assert.rejects(
      ask(first, `SELECT ?t { ${values} BIND(${long} AS ?t) } ORDER BY ?t`),
      (error) => error instanceof Failure && error.code === 'result-too-large',
    );
    const outcome = await first.save(file, mark);
    assert.equal(outcome.type, 'refused');
    assert.match(outcome.type === 'refused' ? outcome.message : '', /has grown from \d+ to \d+ MB/);
  });

  it('equals, after any changes, a store that was built of the result', async () => {
    const graphs = fc.array(fc.tuple(fc.nat(30), fc.string({ unit: fc.constantFrom('a', 'é', '9', ' ') })), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(graphs, graphs, async (before, changes) => {
        const state = new Map(before.map(([number, title]) => [number, content(number, title)]));
        const first = start();
        await first.load(new TextEncoder().encode([...state.values()].join('')));
        await first.save(file, mark);
        const restored = start({ image: file });
        assert.equal((await restored.restored)?.quads, state.size * 5);
        for (const [number, title] of changes) {
          const nquads = title === '' ? '' : content(number, title);
          state.set(number, nquads);
          await restored.replace([{ graph: `urn:g:${number}` as Iri, nquads }]);
        }
        const built = start();
        await built.load(new TextEncoder().encode([...state.values()].join('')));
        assert.deepEqual(await answers(restored), await answers(built));
        await Promise.all([first, restored, built].map((replica) => replica.close()));
      }),
      { numRuns: 5 },
    );
  });
});
