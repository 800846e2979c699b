import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { RecordOrigin } from '../../../src/model/record.ts';
import { documentFor } from '../../../src/publish/document-for.ts';
import { publishedOrigin } from '../../../src/publish/published-origin.ts';
import { movedNQuads, settleOwner } from '../../../src/publish/settle-owner.ts';
import { canonicalNQuads, versionOf } from '../../../src/rdf/canonical.ts';
import { parseNQuads } from '../../../src/rdf/n-quads.ts';
import { literal, triple } from '../../../src/rdf/terms.ts';
import { isAside } from '../../../src/store/is-aside.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import type { Change, Put } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dcat, dct } from '../../../src/vocabulary/terms.ts';
import { datasetPut } from '../../contract/support/dataset-put.ts';

const base = 'https://data.example.gov.in/';
const iri = (path: string) => `${base}${path}` as Iri;

function originOf(source: string): RecordOrigin {
  return { source, namespace: '', run: iri(`harvest/${source}/1#run`), time: '2026-01-01T00:00:00Z' };
}

describe('movedNQuads', () => {
  it('moves the graph and its nodes and nothing else, in canonical order', () => {
    const [from, to] = [iri('doc/dataset/a'), iri('doc/dataset/a@b')];
    const node = (document: Iri) => `${document}#c14n0` as Iri;
    const told = `see <${from}#c14n0> <${from}> .\n in <${from}>`;
    const quads = (document: Iri) => [
      triple(iri('id/dataset/a'), dcat.contactPoint, node(document)),
      triple(node(document), dct.title, literal(told)),
      triple(node(document), dct.relation, from),
      triple(iri('doc/dataset/ab#c14n0'), dct.relation, iri('doc/dataset/a/b')),
      triple(iri('doc/dataset/a!'), dct.title, literal('between the two in the order')),
    ];
    assert.equal(movedNQuads(canonicalNQuads(quads(from), from), from, to), canonicalNQuads(quads(to), to));
  });
});

describe('publishedOrigin', () => {
  it('states no passwords, paths of machines or addresses of databases', () => {
    const published = (url: string, catalogue = url) => {
      const origin = publishedOrigin({ ...originOf('a'), url, catalogue });
      return [origin.url, origin.catalogue];
    };
    assert.deepEqual(published('https://a.example/x?id=1#y'), Array(2).fill('https://a.example/x?id=1#y'));
    assert.deepEqual(published('https://u:p@a.example/x'), Array(2).fill('https://a.example/x'));
    for (const text of ['/srv/data/a.csv', 'file:///srv/a.csv', 'C:\\a.csv', 'https://a b/', 'https://', ''])
      assert.deepEqual(published(text), [undefined, undefined], text);
    assert.deepEqual(published('postgres://u:p@h/db', 'urn:uuid:1'), [undefined, 'urn:uuid:1']);
  });
});

describe('documents of several sources (property)', function () {
  this.timeout(120_000);
  const sources = ['a', 'b', 'b-2'];
  const keys = ['rain', 'snow'];
  const command = fc.record({
    who: fc.constantFrom(undefined, ...sources),
    what: fc.constantFrom('put', 'put', 'withdraw'),
    key: fc.constantFrom(...keys),
    title: fc.constantFrom('One', 'Two'),
    part: fc.boolean(),
  });

  it('lead a thing to a live document as long as there is one, and no source overwrites another’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(command, { minLength: 1, maxLength: 3 }), { maxLength: 14 }), check),
      { numRuns: 60 },
    );
  });

  /** What is said of a part is said in the text, so that it makes another version. */
  function titleOf({ title, part }: Said): string {
    return part ? `${title} with a part` : title;
  }

  interface Said {
    readonly title: string;
    readonly part: boolean;
  }

  async function check(batches: readonly (readonly Step[])[]): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'fivestar-alternates-'));
    const store = LmdbRecordStore.open(folder, { base });
    /** What each source has said and not taken back; the portal itself is ''. */
    const model = new Map<string, Map<string, Said>>();
    try {
      for (const batch of batches) {
        for (const step of batch) {
          const { who, key } = step;
          const change = settled(step);
          await store.commitSince(store.sequence(), [change]);
          const of = model.get(key) ?? new Map<string, Said>();
          model.set(key, of);
          // The portal itself writes the usual document, whosever it is.
          const usual = datasetPut(base, key, '').document;
          if (who === undefined)
            for (const source of sources) if (taken(of, source, usual)) of.delete(source);
          if (step.what === 'put') of.set(who ?? '', { title: step.title, part: step.part });
          else of.delete(who ?? '');
        }
        for (const key of keys) verify(key, model.get(key) ?? new Map());
      }
    } finally {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    }

    /** Where each source's record stood before the last change. */
    function taken(of: ReadonlyMap<string, Said>, source: string, usual: Iri): boolean {
      return of.has(source) && documentFor(store, usual, source) === undefined;
    }

    function settled(step: Step): Change {
      const put = datasetPut(base, step.key, titleOf(step), {
        parts: step.part ? [iri(`id/distribution/${step.key}/1`)] : [],
        ...(step.who !== undefined && { origin: originOf(step.who) }),
      });
      const change: Change = step.what === 'put' ? put : { type: 'withdraw', document: put.document };
      return step.who === undefined ? change : settleOwner(change, step.who, store);
    }

    function verify(key: string, of: ReadonlyMap<string, Said>): void {
      const { document: usual, topic } = datasetPut(base, key, '');
      const documents = new Set<Iri>();
      for (const [who, said] of of) {
        const document = who === '' ? usual : documentFor(store, usual, who);
        assert.ok(document, `${who} has no document of ${key}`);
        const record = store.get(document);
        assert.equal(record?.state, 'live');
        assert.equal(record?.origin?.source ?? '', who);
        assert.match(record?.nquads ?? '', new RegExp(`"${titleOf(said)}" <${document}> `));
        assert.equal(versionOf(record?.nquads ?? ''), record?.version);
        assert.equal(
          canonicalNQuads(parseNQuads(record?.nquads ?? ''), document),
          record?.nquads,
          'canonical in its own graph',
        );
        documents.add(document);
      }
      assert.equal(documents.size, of.size, 'each has one of its own');
      const live = [...store.records()].filter((record) => record.topic === topic);
      assert.equal(live.length, of.size);
      const leads = store.documentOf(topic);
      const head = leads && store.head(leads);
      assert.equal(head?.state === 'live', of.size > 0);
      if (store.head(usual)?.state === 'live') assert.equal(leads, usual);
      const part = iri(`id/distribution/${key}/1`);
      const partLeads = store.documentOf(part);
      const describers = live.filter(({ document }) => of.get(whoseOf(document))?.part);
      if (describers.length > 0) assert.equal(partLeads && store.head(partLeads)?.state, 'live');
      assert.equal(live.filter((record) => !isAside(store, record)).length, of.size > 0 ? 1 : 0);
      assert.deepEqual(
        store.alternatesOf(topic),
        live.filter(({ alternate }) => alternate).map(({ document }) => document),
      );
      const things = keys.filter(
        (one) => store.head(store.documentOf(iri(`id/dataset/${one}`)) ?? ('' as Iri))?.state === 'live',
      );
      assert.equal(store.countThings('dataset'), things.length);
    }

    function whoseOf(document: Iri): string {
      return store.head(document)?.origin?.source ?? '';
    }
  }

  interface Step {
    readonly who: string | undefined;
    readonly what: string;
    readonly key: string;
    readonly title: string;
    readonly part: boolean;
  }
});

describe('settleOwner', () => {
  let folder: string;
  let store: LmdbRecordStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-owner-'));
    store = LmdbRecordStore.open(folder, { base });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (source?: string, title = 'Rain'): Put =>
    datasetPut(base, 'rain', title, source === undefined ? {} : { origin: originOf(source) });
  const write = async (source: string, title?: string) =>
    store.commit([settleOwner(put(source, title), source, store)]);

  it('writes beside what is another’s, though it say the same, and stays there when the other goes', async () => {
    const { document } = put();
    await store.commit([put()]);
    await write('a');
    assert.equal(documentFor(store, document, 'a'), `${document}@a`);
    assert.deepEqual(await write('a'), ['unchanged']);
    await store.commit([{ type: 'withdraw', document }]);
    assert.deepEqual(await write('a', 'Rainfall'), ['updated']);
    assert.equal(documentFor(store, document, 'a'), `${document}@a`);
    assert.equal(store.head(document)?.state, 'withdrawn');
    await write('b');
    assert.equal(documentFor(store, document, 'b'), document, 'the usual document was free');
    assert.equal(documentFor(store, document, 'c'), undefined);
  });

  it('withdraws only what is the source’s own', async () => {
    const { document } = put();
    await write('a');
    const [outcome] = await store.commit([settleOwner({ type: 'withdraw', document }, 'b', store)]);
    assert.equal(outcome, 'absent');
    assert.equal(store.head(document)?.state, 'live');
  });

  it('finds another place where the alternate’s is taken', async () => {
    const { document } = put();
    const squatter = datasetPut(base, 'rain@a', 'Squatter');
    await store.commit([put(), squatter]);
    await write('a');
    assert.equal(documentFor(store, document, 'a'), `${document}@a@a`);
    assert.match(store.get(squatter.document)?.nquads ?? '', /Squatter/);
  });
});
