import type { Quad } from '@rdfjs/types';
import { Iris } from '../mapping/iris.ts';
import type { RecordReader } from '../store/record-store.ts';
import { shortKey } from '../store/short-key.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct } from '../vocabulary/terms.ts';
import { describePortal, type Portal, portalDocument, portalIri } from './portal.ts';

/** What the record store knows of the whole without reading it through. */
export interface VoidFacts {
  /** Last commit. */
  readonly sequence: number;
  /** Time of the last commit, xsd:dateTime; absent where nothing was ever published. */
  readonly modified?: string;
  /** Live records. */
  readonly records: number;
  /** Some live datasets. */
  readonly examples: readonly Iri[];
  /** Title, description, publisher and the like of the portal's catalogue. */
  readonly portal: readonly Quad[];
  /** The named graph of the portal's catalogue, where it is published as a record. */
  readonly portalGraph?: Iri;
}

const examplesShown = 3;
/** What holds for the triples as it holds for the catalogue. */
const shared = new Set<string>([dct.title, dct.description, dct.publisher, dct.license, dct.rights]);

export function readVoidFacts(store: RecordReader, portal: Portal): VoidFacts {
  const sequence = store.sequence();
  const modified = store.changes(sequence - 1, 1)[0]?.time;
  const own = portalIri(portal);
  const graph = portalDocument(portal);
  return {
    sequence,
    ...(sequence > 0 && modified !== undefined && { modified }),
    records: store.count(),
    examples: exampleDatasets(store, portal.base),
    portal: describePortal(store, portal).filter(
      (quad) => quad.subject.value === own && shared.has(quad.predicate.value),
    ),
    ...(store.head(graph)?.state === 'live' && { portalGraph: graph }),
  };
}

/** Documents lie in the order of their IRIs: datasets begin here, whatever lies before them. */
function exampleDatasets(store: RecordReader, base: string): Iri[] {
  const iris = new Iris(base);
  const start = iris.document('dataset', iris.dataset(''));
  const { records } = store.list({ kinds: ['dataset'], after: shortKey(start), limit: examplesShown });
  return records.map(({ topic }) => topic);
}
