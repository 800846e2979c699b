import type { Oxigraph } from './instantiation.ts';
import { tripleLine } from './oxigraph-edit.ts';

/**
 * Each line of N-Quads as the engine would give it back: it lower-cases language tags and folds numeric types and dates
 * into one form. The result has one N-Triples line for each line that is not empty, in their order.
 */
export function engineLines(oxigraph: Oxigraph, nquads: string): string[] {
  return nquads
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const store = new oxigraph.Store();
      store.load(`${line}\n`, { format: 'application/n-quads', lenient: true });
      const [quad] = store.match();
      if (!quad) throw new Error(`The engine read nothing from ${line}`);
      return tripleLine(quad);
    });
}
