declare module 'rdf-canonize' {
  import type { Quad } from '@rdfjs/types';

  export interface CanonizeOptions {
    readonly algorithm: 'RDFC-1.0';
    readonly format?: 'application/n-quads';
    readonly inputFormat?: 'application/n-quads';
    /** Filled with input label → canonical label. */
    readonly canonicalIdMap?: Map<string, string>;
    /** Limit of deep comparisons: (number of alike blank nodes) to this power. */
    readonly maxWorkFactor?: number;
    readonly signal?: AbortSignal;
  }

  /** The canonical N-Quads document; rejects with an `Error` where a limit is passed or the signal aborts. */
  export function canonize(input: readonly Quad[] | string, options: CanonizeOptions): Promise<string>;

  export const NQuads: {
    parse(text: string): Quad[];
    serialize(quads: Iterable<Quad>): string;
    serializeQuad(quad: Quad): string;
  };
}
