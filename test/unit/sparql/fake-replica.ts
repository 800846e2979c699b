import type { EditResult } from '../../../src/engine/engine-edit.ts';
import type {
  EngineQuery,
  EngineReplica,
  EngineSummary,
  GraphContent,
  ImageOutcome,
  ReplicaEnd,
  RestoredImage,
} from '../../../src/engine/query-engine.ts';
import { Failure } from '../../../src/model/failure.ts';

/** A query that a replica works on until it is told how it ends. */
export interface Asked {
  readonly query: EngineQuery;
  readonly timeout: number;
  readonly answer: (body?: string) => void;
  readonly fail: (failure: Failure) => void;
}

const noChange: EditResult = { graphs: [], created: [], dropped: [] };
const codes = { timeout: 'query-timeout', full: 'engine-full' } as const;

/** A replica that holds what it was given and answers when it is told to. */
export class FakeReplica implements EngineReplica {
  readonly graphs: GraphContent[] = [];
  readonly loaded: string[] = [];
  readonly asked: Asked[] = [];
  readonly closed: Promise<ReplicaEnd>;
  restored: Promise<RestoredImage | undefined> = Promise.resolve(undefined);
  outcome: ImageOutcome = { type: 'saved', bytes: 1 };
  saves = 0;
  ended: ReplicaEnd | undefined;
  #end: (end: ReplicaEnd) => void = () => {};

  constructor() {
    this.closed = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async load(nquads: Uint8Array): Promise<number> {
    if (this.ended) throw failureOf(this.ended);
    this.loaded.push(new TextDecoder().decode(nquads));
    return this.loaded.join('').split('\n').length - 1;
  }

  async replace(graphs: readonly GraphContent[]): Promise<number> {
    if (this.ended) throw failureOf(this.ended);
    this.graphs.push(...graphs);
    return this.graphs.length;
  }

  query(query: EngineQuery, timeout: number): Promise<Uint8Array> {
    if (this.ended) return Promise.reject(failureOf(this.ended));
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        const index = this.asked.indexOf(asked);
        if (index === -1) return;
        this.asked.splice(index, 1);
        settle();
      };
      const asked: Asked = {
        query,
        timeout,
        answer: (body = query.query) => done(() => resolve(new TextEncoder().encode(body))),
        fail: (failure) => done(() => reject(failure)),
      };
      this.asked.push(asked);
    });
  }

  async edit(): Promise<EditResult> {
    return noChange;
  }

  async engineLines(nquads: string): Promise<readonly string[]> {
    return nquads.split('\n').filter((line) => line !== '');
  }

  async summary(): Promise<EngineSummary> {
    return { quads: 0, classes: [], properties: [] };
  }

  async save(): Promise<ImageOutcome> {
    this.saves += 1;
    return this.outcome;
  }

  die(reason: ReplicaEnd['reason']): void {
    if (this.ended) return;
    const end = { reason, message: `It is gone: ${reason}.` };
    this.ended = end;
    for (const { fail } of [...this.asked]) fail(failureOf(end));
    this.#end(end);
  }

  async close(end: ReplicaEnd = { reason: 'closed', message: 'closed' }): Promise<void> {
    this.die(end.reason);
  }
}

function failureOf({ reason, message }: ReplicaEnd): Failure {
  return new Failure(reason in codes ? codes[reason as keyof typeof codes] : 'engine-unavailable', message);
}
