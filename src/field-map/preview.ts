import { indexConcepts } from '../mapping/concept-index.ts';
import type { MappingContext } from '../mapping/context.ts';
import { Iris } from '../mapping/iris.ts';
import { mapRecord } from '../mapping/map-record.ts';
import { loadVocabulary } from '../mapping/vocabulary-files.ts';
import { type Finding, type Verdict, verdictOf } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { MappedRecord } from '../model/record.ts';
import type { SourceItem } from '../model/source-item.ts';
import { loadPolicy, type Policy } from '../validation/policy.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** One record as it would be published. */
export interface PreviewedRecord {
  readonly place: Place;
  /** The record itself; absent where nothing could be made. */
  readonly record?: MappedRecord;
  /** Organisations, catalogs and concepts met on the way. */
  readonly met: readonly MappedRecord[];
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

export interface PreviewOptions {
  readonly base: string;
  readonly licence: Iri;
  readonly language: string;
  /** `dcat`, `ndsap` or paths of shape files. */
  readonly policies: readonly string[];
}

/** Maps and checks records as publishing does, and keeps nothing. */
export class Previewer {
  readonly context: MappingContext;
  readonly #policy: Policy;

  private constructor(context: MappingContext, policy: Policy) {
    this.context = context;
    this.#policy = policy;
  }

  /** @throws Failure `invalid-configuration` where vocabulary or shapes cannot be used */
  static async create({ base, licence, language, policies }: PreviewOptions): Promise<Previewer> {
    const { quads } = loadVocabulary(base);
    const policy = await loadPolicy(policies, { base, background: quads });
    const context = { iris: new Iris(base), concepts: indexConcepts(quads, base), licence, language };
    return new Previewer(context, policy);
  }

  /** The first `most` records, and what is said of rows between them. */
  async *preview(items: AsyncIterable<SourceItem>, most: number): AsyncGenerator<PreviewedRecord> {
    let shown = 0;
    for await (const item of items) {
      if (item.type === 'unreadable') {
        const findings = [item.finding];
        yield { place: item.finding.place, met: [], findings, verdict: verdictOf(findings) };
        continue;
      }
      const mapping = mapRecord(item.record, this.context);
      const [record, ...met] = mapping.records;
      const context = met.flatMap(({ quads }) => quads);
      const [checked = []] = record ? await this.#policy.check([record], context) : [];
      const findings = [...mapping.findings, ...(record?.findings ?? []), ...checked];
      const { place } = item.record;
      yield { place, ...(record ? { record } : {}), met, findings, verdict: verdictOf(findings) };
      shown += 1;
      if (shown >= most) return;
    }
  }
}
