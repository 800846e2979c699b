import { versionOf } from '../rdf/canonical.ts';
import { iriTerm, parseStatements } from '../rdf/n-quads.ts';
import type { Change, Put, RecordReader } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { placeFor } from './document-for.ts';

/** What a source changes, at the document that its record has or is to have: never at one of another's. */
export function settleOwner(change: Change, source: string, store: Pick<RecordReader, 'head'>): Change {
  if (change.type === 'withdraw') return { ...change, document: placeFor(store, change.document, source) };
  if (change.type !== 'put' || change.incidental) return change;
  const place = placeFor(store, change.document, source);
  return place === change.document ? change : besides(change, place);
}

/** The same record in another document, which is its graph and holds its nodes. */
function besides(put: Put, document: Iri): Put {
  const nquads = movedNQuads(put.nquads, put.document, document);
  const links = put.links.map((link) =>
    link.startsWith(`${put.document}#`) ? ((document + link.slice(put.document.length)) as Iri) : link,
  );
  return { ...put, document, nquads, version: versionOf(nquads), links, alternate: true };
}

/** Canonical N-Quads of the graph `from` as those of the graph `to`, with the nodes that stood for blank ones in it. */
export function movedNQuads(nquads: string, from: Iri, to: Iri): string {
  const [graph, node, moved] = [iriTerm(from), iriTerm(from).replace(/>$/, '#'), iriTerm(to).slice(0, -1)];
  const move = (term: string) => (term.startsWith(node) ? moved + term.slice(node.length - 1) : term);
  const lines = parseStatements(nquads).map((statement) => {
    const { subject, predicate, object } = statement;
    return `${move(subject)} ${predicate} ${move(object)} ${statement.graph === graph ? iriTerm(to) : statement.graph} .\n`;
  });
  return lines.sort().join('');
}
