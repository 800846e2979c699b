import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { alternateIri } from '../mapping/alternate-iris.ts';
import { indexConcepts } from '../mapping/concept-index.ts';
import type { MappingContext } from '../mapping/context.ts';
import { Iris } from '../mapping/iris.ts';
import { mapRecord } from '../mapping/map-record.ts';
import { loadVocabulary } from '../mapping/vocabulary-files.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { MappedRecord, Mapping, RecordOrigin, SourceRecord } from '../model/record.ts';
import { canonicalNQuads, versionOf } from '../rdf/canonical.ts';
import { settleGraphRecord } from '../sources/settle-graph-record.ts';
import { loadPolicy, type Policy } from '../validation/policy.ts';
import { shapeFilesOf } from '../validation/shape-files.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type {
  CheckedRecord,
  EditedRecord,
  GateOptions,
  GateReady,
  GateRequest,
  GateResponse,
  MappedFace,
  RecordFace,
  VerifiedRecord,
} from './gate-messages.ts';
import { labelOf } from './label-of.ts';
import { linksOf } from './links.ts';
import { policyOf } from './policy-of.ts';
import { settleEdited } from './settle-edited.ts';
import { movedNQuads } from './settle-owner.ts';

/** The gate's thread: maps batches of source records and checks what is asked for. Keeps one batch at a time. */
class GateWorker {
  readonly #context: MappingContext;
  readonly #policy: Policy;
  /** By namespace; the mappings remember organisations for each. */
  readonly #contexts = new Map<string, MappingContext>();
  #batch: readonly Mapping[] = [];
  #nquads = new Map<MappedRecord, string>();

  constructor(context: MappingContext, policy: Policy) {
    this.#context = context;
    this.#policy = policy;
  }

  async map(records: readonly SourceRecord[]): Promise<MappedFace[]> {
    this.#nquads = new Map();
    const batch: Mapping[] = [];
    for (const record of records) batch.push(await this.#mapOne(record));
    this.#batch = batch;
    return this.#batch.map((mapping, index) => ({
      place: records[index]?.place ?? { file: '' },
      records: mapping.records.map((record) => this.#face(record, records[index]?.origin)),
      deletions: mapping.deletions,
      findings: mapping.findings,
      ...(mapping.ignored !== undefined && { ignored: mapping.ignored }),
    }));
  }

  async #mapOne(record: SourceRecord): Promise<Mapping> {
    const context = this.#contextOf(record.origin?.namespace ?? '');
    if (record.kind !== 'graph' || record.operation === 'delete') return mapRecord(record, context);
    const item = await settleGraphRecord(record, context.iris);
    if (item.type === 'record') return mapRecord(item.record, context);
    return { records: [], deletions: [], findings: [item.finding] };
  }

  #contextOf(namespace: string): MappingContext {
    if (namespace === '') return this.#context;
    let context = this.#contexts.get(namespace);
    if (!context) {
      context = { ...this.#context, iris: this.#context.iris.within(namespace) };
      this.#contexts.set(namespace, context);
    }
    return context;
  }

  async check(wanted: readonly (readonly [number, number])[]): Promise<CheckedRecord[]> {
    const records = wanted.flatMap(([source, index]) => this.#batch[source]?.records[index] ?? []);
    const context = this.#batch.flatMap((mapping) =>
      mapping.records.filter((r) => r.incidental).flatMap((r) => r.quads),
    );
    const findings = await this.#policy.check(records, context);
    return records.map((record, index) => {
      const own = new Set<string>([record.topic, ...record.parts]);
      return {
        findings: [...record.findings, ...(findings[index] ?? [])],
        nquads: this.#nquads.get(record) ?? '',
        parts: record.parts,
        links: linksOf(record.quads, own).filter((link) => link !== this.#context.iris.portal()),
      };
    });
  }

  async verify(edited: readonly EditedRecord[]): Promise<VerifiedRecord[]> {
    const settled: (MappedRecord | Finding)[] = [];
    for (const record of edited) settled.push(await settleEdited(record, this.#context.iris));
    const records = settled.filter((record) => 'quads' in record);
    const checked = await this.#policy.check(records);
    const findings = new Map(records.map((record, index) => [record, checked[index] ?? []]));
    return settled.map((record, index) => {
      if (!('quads' in record)) return refused(edited[index]?.document as Iri, record);
      const nquads = canonicalNQuads(record.quads, record.document);
      const own = new Set<string>([record.topic, ...record.parts]);
      return {
        document: record.document,
        topic: record.topic,
        kind: record.kind,
        findings: findings.get(record) ?? [],
        nquads,
        version: versionOf(nquads),
        parts: record.parts,
        links: linksOf(record.quads, own).filter((link) => link !== this.#context.iris.portal()),
      };
    });
  }

  #face(record: MappedRecord, origin: RecordOrigin | undefined): RecordFace {
    const nquads = canonicalNQuads(record.quads, record.document);
    this.#nquads.set(record, nquads);
    const { document, topic, kind, incidental } = record;
    const label = labelOf(record);
    return {
      document,
      topic,
      kind,
      incidental,
      version: versionOf(nquads),
      ...(origin && !incidental && { alternateVersion: alternateVersion(nquads, document, origin) }),
      ...(label !== undefined && { label }),
    };
  }
}

async function build(options: GateOptions): Promise<{ worker: GateWorker; ready: GateReady }> {
  const vocabulary = loadVocabulary(options.base);
  const policy = await loadPolicy(options.policies, { base: options.base, background: vocabulary.quads });
  const hash = createHash('sha256').update(canonicalNQuads(vocabulary.quads, options.base as Iri));
  for (const file of shapeFilesOf(options.policies)) hash.update(readFileSync(file));
  const context: MappingContext = {
    iris: new Iris(options.base),
    concepts: indexConcepts(vocabulary.quads, options.base),
    licence: options.licence,
    language: options.language,
  };
  const ready: GateReady = {
    type: 'ready',
    policy: policyOf(options.base, options.policies),
    policyVersion: hash.digest('base64url'),
  };
  return { worker: new GateWorker(context, policy), ready };
}

function alternateVersion(nquads: string, document: Iri, { source }: RecordOrigin): string {
  return versionOf(movedNQuads(nquads, document, alternateIri(document, source)));
}

function refused(document: Iri, finding: Finding): VerifiedRecord {
  const nothing = { nquads: '', version: '', parts: [], links: [] };
  return { document, topic: document, kind: 'resource', findings: [finding], ...nothing };
}

function failed(id: number, error: unknown): GateResponse {
  const message = error instanceof Error ? error.message : String(error);
  return { id, type: 'failed', code: error instanceof Failure ? error.code : 'unreadable-input', message };
}

async function answer(worker: GateWorker, request: GateRequest): Promise<GateResponse> {
  const { id } = request;
  try {
    switch (request.type) {
      case 'map':
        return { id, type: 'mapped', faces: await worker.map(request.records) };
      case 'check':
        return { id, type: 'checked', records: await worker.check(request.wanted) };
      case 'verify':
        return { id, type: 'verified', records: await worker.verify(request.edited) };
    }
  } catch (error) {
    return failed(id, error);
  }
}

const port = parentPort;
if (port) {
  const building = build(workerData as GateOptions);
  building.then(
    ({ ready }) => port.postMessage(ready),
    (error) => port.postMessage(failed(0, error)),
  );
  port.on('message', async (request: GateRequest) => {
    const { worker } = await building;
    port.postMessage(await answer(worker, request));
  });
}
