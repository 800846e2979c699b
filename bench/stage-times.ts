/** The stages of the write path; `canonicalise` is N-Quads, sorting and the version hash. */
export const stages = ['read', 'map', 'canonicalise', 'check', 'commit'] as const;
export type Stage = (typeof stages)[number];

/** Seconds of each stage over a whole source. */
export interface StageTimes {
  readonly seconds: Readonly<Record<Stage, number>>;
  readonly records: number;
  readonly quads: number;
}
