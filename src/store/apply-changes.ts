import type { Tables } from './lmdb-tables.ts';
import { lastVersion } from './lmdb-versions.ts';
import type {
  Change,
  ChangeKind,
  DropGraph,
  Outcome,
  Put,
  PutGraph,
  RecordHead,
  VersionEnd,
  Withdrawal,
} from './record-store.ts';
import { shortKey } from './short-key.ts';
import { ThingIndex } from './thing-index.ts';

/** Applies changes inside the caller's write transaction; the outcomes come in the order of the changes. */
export function applyChanges(tables: Tables, changes: readonly Change[], now: Date): Outcome[] {
  const batch = new Batch(tables, timeOfCommit(tables, now));
  const outcomes = changes.map((change) => batch.apply(change));
  batch.finish();
  return outcomes;
}

/** Times in the log never go back, though the clock may: who follows it by time must not miss a change. */
function timeOfCommit({ log, meta }: Tables, now: Date): string {
  const time = now.toISOString().replace(/\.\d{3}Z$/, 'Z');
  const last = log.get(Number(meta.get('sequence') ?? 0))?.time ?? '';
  return last > time ? last : time;
}

/** Whether none of what the changes are about was written after commit `sequence`. Inside the caller's transaction. */
export function unchangedSince(tables: Tables, sequence: number, changes: readonly Change[]): boolean {
  return changes.every((change) => {
    const stored =
      'graph' in change
        ? (tables.graphs.get(shortKey(change.graph))?.sequence ??
          Number(tables.meta.get(`dropped:${shortKey(change.graph)}`) ?? 0))
        : tables.heads.get(shortKey(change.document))?.sequence;
    return (stored ?? 0) <= sequence;
  });
}

/** What another source says, or the portal itself, is another version though it were the same to the letter. */
function hasSameOwner(old: RecordHead, put: Put): boolean {
  return old.origin?.source === put.origin?.source && old.alternate === put.alternate;
}

class Batch {
  readonly #tables: Tables;
  readonly #time: string;
  readonly #counts = new Map<string, number>();
  readonly #things: ThingIndex;
  #sequence: number;

  constructor(tables: Tables, time: string) {
    this.#tables = tables;
    this.#time = time;
    this.#things = new ThingIndex(tables, (name, change) => this.#count(name, change));
    this.#sequence = Number(tables.meta.get('sequence') ?? 0);
  }

  apply(change: Change): Outcome {
    switch (change.type) {
      case 'put':
        return this.put(change);
      case 'withdraw':
        return this.withdraw(change);
      case 'put-graph':
        return this.putGraph(change);
      case 'drop-graph':
        return this.dropGraph(change.graph);
    }
  }

  putGraph({ graph, nquads, version }: PutGraph): Outcome {
    const key = shortKey(graph);
    const old = this.#tables.graphs.get(key);
    if (old?.version === version) return 'unchanged';
    if (old) this.#keep(key, old, old.nquads);
    this.#log(old ? 'update' : 'create', graph, version, 'graph');
    this.#tables.graphs.putSync(key, {
      graph,
      version,
      sequence: this.#sequence,
      issued: old?.issued ?? this.#time,
      modified: this.#time,
      nquads,
    });
    return old ? 'updated' : 'created';
  }

  dropGraph(graph: DropGraph['graph']): Outcome {
    const key = shortKey(graph);
    const old = this.#tables.graphs.get(key);
    if (!old) return 'absent';
    this.#keep(key, old, old.nquads);
    this.#log('delete', graph, old.version, 'graph');
    this.#tables.graphs.removeSync(key);
    this.#tables.meta.putSync(`dropped:${key}`, this.#sequence);
    return 'withdrawn';
  }

  put(put: Put): Outcome {
    const key = shortKey(put.document);
    const old = this.#tables.heads.get(key);
    const live = old?.state === 'live';
    if (live && put.incidental) return 'unchanged';
    if (live && old.version === put.version && old.policy === put.policy && hasSameOwner(old, put)) {
      if (old.policyVersion !== put.policyVersion || old.warnings !== put.warnings) {
        const { policyVersion, warnings } = put;
        this.#tables.heads.putSync(key, { ...old, policyVersion, warnings });
      }
      return 'unchanged';
    }
    const previous = old && (live ? old.sequence : lastVersion(this.#tables, key, old));
    const parts = new Set<string>(put.parts);
    const dropped = live ? this.#partsOf(key).filter((part) => !parts.has(part)) : [];
    if (live) this.#retire(key, old, { type: 'superseded', time: this.#time });
    this.#log(live ? 'update' : 'create', put.document, put.version);
    this.#tables.heads.putSync(key, {
      document: put.document,
      topic: put.topic,
      kind: put.kind,
      state: 'live',
      version: put.version,
      sequence: this.#sequence,
      ...(previous !== undefined && { previous }),
      issued: old?.issued ?? this.#time,
      modified: this.#time,
      policy: put.policy,
      policyVersion: put.policyVersion,
      warnings: put.warnings,
      ...(put.origin && { origin: put.origin }),
      ...(put.alternate && { alternate: put.alternate }),
    });
    this.#tables.bodies.putSync(key, put.nquads);
    this.#index(key, put);
    this.#things.handOn(put, dropped);
    if (live && old.kind !== put.kind) this.#count(`count:${old.kind}`, -1);
    if (!live || old.kind !== put.kind) this.#count(`count:${put.kind}`, 1);
    return live ? 'updated' : 'created';
  }

  withdraw({ document, reason, replacedBy }: Withdrawal): Outcome {
    const key = shortKey(document);
    const old = this.#tables.heads.get(key);
    if (old?.state !== 'live') return 'absent';
    const why = { ...(reason && { reason }), ...(replacedBy && { replacedBy }) };
    const described = [old.topic, ...this.#partsOf(key)];
    this.#retire(key, old, { type: 'withdrawn', time: this.#time, ...why });
    this.#log('delete', document, old.version);
    this.#tables.heads.putSync(key, {
      ...old,
      state: 'withdrawn',
      sequence: this.#sequence,
      previous: old.sequence,
      modified: this.#time,
      ...why,
    });
    this.#tables.bodies.removeSync(key);
    this.#count(`count:${old.kind}`, -1);
    this.#things.handOn(old, described);
    return 'withdrawn';
  }

  finish(): void {
    const { meta } = this.#tables;
    if (this.#sequence === Number(meta.get('sequence') ?? 0)) return;
    meta.putSync('sequence', this.#sequence);
    for (const [name, change] of this.#counts) {
      meta.putSync(name, Number(meta.get(name) ?? 0) + change);
    }
  }

  #log(kind: ChangeKind, document: string, version: string, subject?: 'graph'): void {
    this.#sequence += 1;
    const entry = { time: this.#time, kind, document, version, ...(subject && { subject }) };
    this.#tables.log.putSync(this.#sequence, entry);
  }

  /** Moves the live version to the history and takes its links back. Parts keep leading to the document (410, not 404). */
  #retire(key: string, old: RecordHead, ended: VersionEnd): void {
    const { bodies, edges, inbound, versions } = this.#tables;
    this.#keep(key, old, bodies.get(key) ?? '');
    const { topic, kind, version, sequence, previous, issued, modified, policy, origin, alternate } = old;
    versions.putSync([key, sequence], {
      topic,
      kind,
      version,
      sequence,
      ...(previous !== undefined && { previous }),
      issued,
      modified,
      policy,
      ...(origin && { origin }),
      ...(alternate && { alternate }),
      ended,
    });
    if (alternate) this.#things.removeAlternate(topic, key);
    for (const link of edges.get(key)?.links ?? []) inbound.removeSync(shortKey(link), key);
    edges.removeSync(key);
  }

  #keep(key: string, old: { sequence: number; version: string; modified: string }, nquads: string): void {
    const { sequence, version, modified } = old;
    this.#tables.history.putSync([key, sequence], { sequence, version, modified, nquads });
  }

  #partsOf(key: string): readonly string[] {
    return this.#tables.edges.get(key)?.parts ?? [];
  }

  #index(key: string, put: Put): void {
    const { edges, inbound } = this.#tables;
    edges.putSync(key, { links: put.links, parts: put.parts });
    for (const link of put.links) inbound.putSync(shortKey(link), key);
    this.#things.take(put);
  }

  /** @param name as in `meta` */
  #count(name: string, change: number): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + change);
  }
}
