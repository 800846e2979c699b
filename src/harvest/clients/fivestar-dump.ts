import { Iris } from '../../mapping/iris.ts';
import { membershipProperties } from '../../sources/rdf-kinds.ts';
import { dcat, foaf, rdf } from '../../vocabulary/terms.ts';
import type { ArrivedPage, HarvestItem } from '../harvest-client.ts';
import { type GraphRun, graphsOf } from './fivestar-graphs.ts';
import { isAlternate, recordOfDocument } from './fivestar-record.ts';

export interface DumpLinks {
  readonly [member: string]: number | null;
  /** The commit that the dump shows; `null`: it cannot be told, and nothing was given. */
  readonly sequence: number | null;
  readonly records: number;
}

/** A portal's tags of dumps begin with the number of the commit; a proxy may have weakened the tag. */
const dumpTag = /^(?:W\/)?"(\d{1,15})-/;

/**
 * Every record of another portal as one commit left it, from `/catalog/all.nq`. What stands outside a record's graph
 * (memberships in the portal's catalogue) is left out, but for the catalogue's own description where it has no record.
 * @param base of the other portal, as its IRIs have it
 */
export async function* readDump(page: ArrivedPage, base: string): AsyncGenerator<HarvestItem, DumpLinks> {
  const tag = dumpTag.exec(page.headers['etag'] ?? '');
  if (!tag) return { sequence: null, records: 0 };
  let records = 0;
  for await (const run of graphsOf(page)) {
    const item = run.graph === '' ? describedPortal(run, base) : recordOfGraph(run, base);
    if (!item) continue;
    records += 1;
    yield item;
  }
  return { sequence: Number(tag[1]), records };
}

function recordOfGraph({ graph, quads }: GraphRun, base: string): HarvestItem | undefined {
  const topic = quads.find(
    ({ subject, predicate }) => subject.value === graph && predicate.value === foaf.primaryTopic,
  )?.object;
  if (topic?.termType !== 'NamedNode' || isAlternate(graph)) return undefined;
  return recordOfDocument({ base, document: graph, topic: topic.value, quads });
}

function describedPortal({ quads }: GraphRun, base: string): HarvestItem | undefined {
  const iris = new Iris(base);
  const topic = iris.portal();
  const own = quads.filter(
    ({ subject, predicate }) => subject.value === topic && !membershipProperties.has(predicate.value),
  );
  if (!own.some(({ predicate, object }) => predicate.value === rdf.type && object.value === dcat.Catalog))
    return undefined;
  return recordOfDocument({ base, document: iris.document('catalog', topic), topic, quads: own });
}
