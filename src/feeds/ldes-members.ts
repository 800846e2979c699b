import type { Quad } from '@rdfjs/types';
import { iriTerm, parseStatements, statementOf } from '../rdf/n-quads.ts';
import type { Statement } from '../rdf/statement.ts';
import { integer, literal, triple, typed } from '../rdf/terms.ts';
import { documentNQuads } from '../store/document.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { activityStreams, adms, admsStatus, dct, schema, skos, tree, xsd } from '../vocabulary/terms.ts';
import type { PublishedChange, RecordChange } from './change-record.ts';
import type { LdesAddresses } from './ldes-addresses.ts';

const activities: Readonly<Record<RecordChange['type'], Iri>> = {
  create: activityStreams.Create,
  update: activityStreams.Update,
  delete: activityStreams.Delete,
};

/** What is said of the members of a page, oldest first: `as:Create`, `as:Update` or `as:Delete` of a thing (DCAT-AP Feeds §1). */
export function describeMembers(addresses: LdesAddresses, changes: readonly RecordChange[]): Quad[] {
  return changes.flatMap((change) => [
    triple(addresses.stream, tree.member, change.iri),
    ...describeMember(change),
  ]);
}

function describeMember(change: RecordChange): Quad[] {
  const { iri, document, topic, sequence, time, type } = change;
  return [
    typed(iri, activities[type]),
    triple(iri, activityStreams.object, topic),
    triple(iri, activityStreams.published, literal(time, { datatype: xsd.dateTime })),
    triple(iri, dct.isVersionOf, document),
    triple(iri, schema.position, integer(sequence)),
    ...(change.type === 'delete' ? whyWithdrawn(change) : []),
  ];
}

function whyWithdrawn({ iri, reason, replacedBy }: Extract<RecordChange, { type: 'delete' }>): Quad[] {
  return [
    triple(iri, adms.status, admsStatus.Withdrawn),
    ...(reason === undefined ? [] : [triple(iri, skos.changeNote, literal(reason))]),
    ...(replacedBy === undefined ? [] : [triple(iri, dct.isReplacedBy, replacedBy)]),
  ];
}

/** The document as it was with each version, in the graph of the member. */
export function memberContents(changes: readonly RecordChange[]): Statement[] {
  return changes.filter(isPublished).flatMap((change) => {
    const graph = iriTerm(change.iri);
    return parseStatements(documentNQuads(change.version)).map((statement) => ({ ...statement, graph }));
  });
}

/**
 * The same for syntaxes without graphs, where two versions of one document would be one contradictory description: of
 * each document the last version that the page has, unless it was withdrawn later on the page.
 */
export function latestContents(changes: readonly RecordChange[]): Statement[] {
  const latest = new Map(changes.map((change) => [change.document, change]));
  return memberContents([...latest.values()]).map((statement) => ({ ...statement, graph: '' }));
}

export function statementsOf(quads: readonly Quad[]): Statement[] {
  return quads.map(statementOf);
}

function isPublished(change: RecordChange): change is PublishedChange {
  return change.type !== 'delete';
}
