import type { Quad } from '@rdfjs/types';
import { differenceIri, versionIri } from '../mapping/version-iris.ts';
import { nQuadLine, nQuadTerm } from '../rdf/n-quads.ts';
import { integer, iri, textTriples, triple, typed } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { cs, dct, prov, rdf, rdfs, sd, voidVocabulary } from '../vocabulary/terms.ts';
import type { Difference } from './difference.ts';
import { dateTime, describeVersion, inGraph } from './version-description.ts';

const labels = {
  added: { en: 'Added triples', hi: 'जोड़े गए ट्रिपल' },
  removed: { en: 'Removed triples', hi: 'हटाए गए ट्रिपल' },
};

/** With named graphs: the triples stand in `…#removed` and `…#added`, which the change set in the default graph describes. */
export function differenceGraphs(difference: Difference): Quad[] {
  const sides = sidesOf(difference);
  return [
    ...describeSet(difference),
    ...sides.flatMap(({ graph }) => [typed(graph, sd.NamedGraph), triple(graph, sd.name, graph)]),
    ...sides.flatMap(({ graph, quads }) => inGraph(quads, graph)),
  ];
}

function sidesOf(difference: Difference) {
  const set = setIri(difference);
  return (['removed', 'added'] as const).map((side) => ({
    side,
    graph: `${set}#${side}` as Iri,
    quads: difference[side],
  }));
}

/** Without named graphs: each triple as an `rdf:Statement`, so that what is told as removed is not stated. */
export function differenceStatements(difference: Difference): Quad[] {
  const set = setIri(difference);
  return [
    ...describeSet(difference),
    ...difference.removed.flatMap((quad, index) =>
      statement(set, cs.removal, `${set}#removed-${index + 1}` as Iri, quad),
    ),
    ...difference.added.flatMap((quad, index) =>
      statement(set, cs.addition, `${set}#added-${index + 1}` as Iri, quad),
    ),
  ];
}

/** As SPARQL 1.1 Update: in the document's graph, `from` becomes `to`. */
export function differenceUpdate({ document, removed, added }: Difference): string {
  const data = (word: string, quads: readonly Quad[]) => {
    const lines = quads.map((quad) => `    ${nQuadLine(quad, '')}`).join('');
    return `${word} DATA {\n  GRAPH ${nQuadTerm(iri(document))} {\n${lines}  }\n}`;
  };
  const operations = [
    ...(removed.length > 0 ? [data('DELETE', removed)] : []),
    ...(added.length > 0 ? [data('INSERT', added)] : []),
  ];
  return `${operations.join(' ;\n')}\n`;
}

function setIri({ document, from, to }: Difference): Iri {
  return differenceIri(document, from.sequence, to.sequence);
}

/** https://vocab.org/changeset/. Its two sides have a name in every syntax, also where that names no graph. */
function describeSet(difference: Difference): Quad[] {
  const { document, from, to } = difference;
  const set = setIri(difference);
  return [
    typed(set, cs.ChangeSet),
    triple(set, cs.subjectOfChange, document),
    triple(set, cs.createdDate, dateTime(to.modified)),
    ...[from, to].flatMap((version) => [
      triple(set, prov.wasDerivedFrom, versionIri(document, version.sequence)),
      ...describeVersion(withoutEnd(version), version.previous),
    ]),
    ...sidesOf(difference).flatMap(({ side, graph, quads }) => [
      triple(set, dct.hasPart, graph),
      triple(graph, voidVocabulary.triples, integer(quads.length)),
      ...textTriples(graph, rdfs.label, labels[side]),
    ]),
  ];
}

/** A difference never changes; when the newer version ends is told by that version. */
function withoutEnd({ ended: _ended, ...version }: Difference['from']): Difference['from'] {
  return version;
}

function statement(set: Iri, property: Iri, name: Iri, { subject, predicate, object }: Quad): Quad[] {
  return [
    triple(set, property, name),
    typed(name, rdf.Statement),
    triple(name, rdf.subject, subject as never),
    triple(name, rdf.predicate, predicate.value as Iri),
    triple(name, rdf.object, object as never),
  ];
}
