import type { GraphRecord } from '../../../../src/model/record.ts';
import type { SourceItem } from '../../../../src/model/source-item.ts';
import type { BatchReport } from '../../../../src/publish/publisher.ts';
import type { RecordReport } from '../../../../src/publish/record-report.ts';
import { noTotals } from '../../../../src/publish/run-totals.ts';
import type { Change, Outcome, RecordHead } from '../../../../src/store/record-store.ts';
import type { Iri } from '../../../../src/vocabulary/iri.ts';

interface FakeDocument {
  readonly content: string;
  readonly source: string | undefined;
  readonly isLive: boolean;
}

/** Lines of a record that name its document, and that have it refused. */
export const documentLine = (document: string) => `<s> <document> "${document}" .`;
export const refusedLine = '<s> <refused> "true" .';

/** A record store and a gate in memory, for tests of what leads to them. Every write is told of first, and may be refused. */
export class FakePortal {
  readonly documents = new Map<string, FakeDocument>();
  #sequence = 0;
  readonly #onWrite: () => void;
  batchSize: number;
  /** Records that came to the gate. */
  given = 0;
  /** Called after each commit. */
  onCommit: () => void = () => undefined;

  constructor(onWrite: () => void = () => undefined, batchSize = 3) {
    this.#onWrite = onWrite;
    this.batchSize = batchSize;
  }

  sequence(): number {
    return this.#sequence;
  }

  /** Contents of what is live, by document. */
  live(): Map<string, string> {
    const live = [...this.documents].filter(([, { isLive }]) => isLive);
    return new Map(live.map(([document, { content }]) => [document, content]));
  }

  head(document: Iri): RecordHead | undefined {
    const found = this.documents.get(document);
    if (!found) return undefined;
    const { source, isLive } = found;
    const origin = source === undefined ? {} : { origin: { source } };
    return { document, state: isLive ? 'live' : 'withdrawn', ...origin } as unknown as RecordHead;
  }

  async commitSince(sequence: number, changes: readonly Change[]): Promise<readonly Outcome[] | undefined> {
    return sequence === this.#sequence ? this.commit(changes) : undefined;
  }

  async commit(changes: readonly Change[]): Promise<readonly Outcome[]> {
    this.#onWrite();
    const outcomes = changes.map((change) => this.#apply(change));
    this.onCommit();
    if (outcomes.some((outcome) => outcome !== 'unchanged' && outcome !== 'absent')) this.#sequence += 1;
    return outcomes;
  }

  #apply(change: Change): Outcome {
    if (change.type !== 'put' && change.type !== 'withdraw') throw new Error('Graphs are not harvested.');
    const before = this.documents.get(change.document);
    if (change.type === 'withdraw') {
      if (!before?.isLive) return 'absent';
      this.documents.set(change.document, { ...before, isLive: false });
      return 'withdrawn';
    }
    if (before?.isLive && before.content === change.nquads) return 'unchanged';
    this.documents.set(change.document, {
      content: change.nquads,
      source: change.origin?.source,
      isLive: true,
    });
    return before?.isLive ? 'updated' : 'created';
  }

  /** A publisher of one run: of several records of one document it refuses all but the first. */
  publisher() {
    const seen = new Map<string, string>();
    return { run: (items: AsyncIterable<SourceItem>) => this.#publish(items, seen) };
  }

  async *#publish(
    items: AsyncIterable<SourceItem>,
    seen: Map<string, string>,
  ): AsyncGenerator<BatchReport, void> {
    let batch: SourceItem[] = [];
    for await (const item of items) {
      batch.push(item);
      if (batch.length < this.batchSize) continue;
      yield await this.#finish(batch, seen);
      batch = [];
    }
    if (batch.length > 0) yield await this.#finish(batch, seen);
  }

  async #finish(batch: readonly SourceItem[], seen: Map<string, string>): Promise<BatchReport> {
    const changes: Change[] = [];
    this.given += batch.length;
    const decided = batch.map((item): 'put' | 'refused' => {
      if (item.type !== 'record') throw new Error('Only records are published.');
      const { origin, data } = item.record;
      const lines = (data as GraphRecord).triples.split('\n').filter((line) => line !== '');
      const content = [...new Set(lines)].sort().join('\n');
      const document = /<document> "([^"]*)"/.exec(content)?.[1] as Iri;
      const isRepeated = (seen.get(document) ?? content) !== content;
      if (content.includes(refusedLine) || isRepeated) return 'refused';
      seen.set(document, content);
      changes.push({ type: 'put', document, nquads: content, ...(origin && { origin }) } as Change);
      return 'put';
    });
    const outcomes = changes.length > 0 ? await this.commit(changes) : [];
    let next = 0;
    const reports = decided.map((what): RecordReport => {
      const place = { file: 'x' };
      if (what === 'refused') return { place, verdict: 'refused', outcome: 'refused', findings: [] };
      const document = (changes[next] as Extract<Change, { type: 'put' }>).document;
      const outcome = outcomes[next++] as 'created' | 'updated' | 'unchanged';
      return { place, document, verdict: 'accepted', outcome, findings: [] };
    });
    return { reports, totals: noTotals };
  }
}
