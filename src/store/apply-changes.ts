import type { Tables } from './lmdb-tables.ts';
import type { Change, ChangeKind, Outcome, Put, RecordHead } from './record-store.ts';
import { shortKey } from './short-key.ts';

/** Applies changes inside the caller's write transaction; the outcomes come in the order of the changes. */
export function applyChanges(tables: Tables, changes: readonly Change[], now: Date): Outcome[] {
  const batch = new Batch(tables, now.toISOString().replace(/\.\d{3}Z$/, 'Z'));
  const outcomes = changes.map((change) =>
    change.type === 'put' ? batch.put(change) : batch.withdraw(change.document),
  );
  batch.finish();
  return outcomes;
}

class Batch {
  readonly #tables: Tables;
  readonly #time: string;
  readonly #counts = new Map<string, number>();
  #sequence: number;

  constructor(tables: Tables, time: string) {
    this.#tables = tables;
    this.#time = time;
    this.#sequence = Number(tables.meta.get('sequence') ?? 0);
  }

  put(put: Put): Outcome {
    const key = shortKey(put.document);
    const old = this.#tables.heads.get(key);
    const live = old?.state === 'live';
    if (live && put.incidental) return 'unchanged';
    if (live && old.version === put.version && old.policy === put.policy) {
      if (old.policyVersion !== put.policyVersion || old.warnings !== put.warnings) {
        const { policyVersion, warnings } = put;
        this.#tables.heads.putSync(key, { ...old, policyVersion, warnings });
      }
      return 'unchanged';
    }
    if (live) this.#retire(key, old);
    this.#log(live ? 'update' : 'create', put.document, put.version);
    this.#tables.heads.putSync(key, {
      document: put.document,
      topic: put.topic,
      kind: put.kind,
      state: 'live',
      version: put.version,
      sequence: this.#sequence,
      issued: old?.issued ?? this.#time,
      modified: this.#time,
      policy: put.policy,
      policyVersion: put.policyVersion,
      warnings: put.warnings,
    });
    this.#tables.bodies.putSync(key, put.nquads);
    this.#index(key, put);
    if (live && old.kind !== put.kind) this.#count(old.kind, -1);
    if (!live || old.kind !== put.kind) this.#count(put.kind, 1);
    return live ? 'updated' : 'created';
  }

  withdraw(document: RecordHead['document']): Outcome {
    const key = shortKey(document);
    const old = this.#tables.heads.get(key);
    if (old?.state !== 'live') return 'absent';
    this.#retire(key, old);
    this.#log('delete', document, old.version);
    this.#tables.heads.putSync(key, {
      ...old,
      state: 'withdrawn',
      sequence: this.#sequence,
      modified: this.#time,
    });
    this.#tables.bodies.removeSync(key);
    this.#count(old.kind, -1);
    return 'withdrawn';
  }

  finish(): void {
    const { meta } = this.#tables;
    if (this.#sequence === Number(meta.get('sequence') ?? 0)) return;
    meta.putSync('sequence', this.#sequence);
    for (const [kind, change] of this.#counts) {
      meta.putSync(`count:${kind}`, Number(meta.get(`count:${kind}`) ?? 0) + change);
    }
  }

  #log(kind: ChangeKind, document: string, version: string): void {
    this.#sequence += 1;
    this.#tables.log.putSync(this.#sequence, { time: this.#time, kind, document, version });
  }

  /** Moves the live version to the history and takes its links back. Parts keep leading to the document (410, not 404). */
  #retire(key: string, old: RecordHead): void {
    const { bodies, history, edges, inbound } = this.#tables;
    history.putSync([key, old.sequence], {
      sequence: old.sequence,
      version: old.version,
      modified: old.modified,
      nquads: bodies.get(key) ?? '',
    });
    for (const link of edges.get(key)?.links ?? []) inbound.removeSync(shortKey(link), key);
    edges.removeSync(key);
  }

  #index(key: string, put: Put): void {
    const { edges, inbound, things } = this.#tables;
    edges.putSync(key, { links: put.links, parts: put.parts });
    for (const link of put.links) inbound.putSync(shortKey(link), key);
    for (const thing of [put.topic, ...put.parts]) things.putSync(shortKey(thing), put.document);
  }

  #count(kind: string, change: number): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + change);
  }
}
