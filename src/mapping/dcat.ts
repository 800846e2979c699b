import type { Quad } from '@rdfjs/types';
import type { Finding } from '../model/finding.ts';
import type { GraphRecord, Mapping, RecordKind, SourceRecord } from '../model/record.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { parseIri, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat } from '../vocabulary/terms.ts';
import type { MappingContext } from './context.ts';
import { findingOf, notARecord, type Remark } from './mapping-findings.ts';
import { mendAddresses } from './mend-addresses.ts';

/** What the portal's catalogue calls its members of each kind. */
const membershipOf: Partial<Readonly<Record<RecordKind, Iri>>> = {
  dataset: dcat.dataset,
  series: dcat.dataset,
  service: dcat.service,
  catalog: dcat.catalog,
  app: dcat.resource,
};

const emptyValue: Remark = {
  severity: 'warning',
  code: 'empty-value',
  message: {
    en: 'The property has an empty value. It is kept as it is.',
    hi: 'इस गुण का मान रिक्त है। इसे यथावत रखा गया है।',
  },
  remedy: { en: 'State a value, or leave the property out.', hi: 'मान लिखें, या इस गुण को हटा दें।' },
};

/** Two portals that follow each other give each other's records back. */
const portalsOwn = 'the portal’s own';

/**
 * DCAT RDF is mapped to itself: every triple is kept (addresses in literals become links, which is reported) and none is
 * added but the membership in the portal's catalogue.
 * `record.data` is a {@link GraphRecord} without blank nodes.
 */
export function mapGraph(record: SourceRecord, context: MappingContext): Mapping {
  const data = record.data;
  const topic = isGraphRecord(data) ? parseIri(data.topic) : undefined;
  if (!isGraphRecord(data) || topic === undefined)
    return refused(findingOf(notARecord, { place: record.place, field: 'RDF' }));
  if (record.origin && context.iris.isOwn(topic))
    return { records: [], deletions: [], findings: [], ignored: portalsOwn };
  const { recordKind: kind } = data;
  const document = context.iris.document(kind, topic);
  if (record.operation === 'delete') return { records: [], deletions: [document], findings: [] };
  const mended = mendAddresses(parseNQuads(data.triples), record.place);
  const { quads } = mended;
  const findings = [...mended.findings, ...emptyValues(quads, document, record)];
  const portal = context.iris.portal();
  const membership = membershipOf[kind];
  if (membership !== undefined && topic !== portal && !isMember(quads, portal, membership, topic))
    quads.push(triple(portal, membership, topic));
  const mapped = {
    kind,
    topic,
    document,
    parts: data.parts as readonly Iri[],
    quads,
    incidental: false,
    place: record.place,
    findings,
  };
  return { records: [mapped], deletions: [], findings: [] };
}

function isMember(quads: readonly Quad[], catalog: Iri, membership: Iri, topic: Iri): boolean {
  return quads.some(
    ({ subject, predicate, object }) =>
      subject.value === catalog && predicate.value === membership && object.value === topic,
  );
}

/** Empty texts, and nodes that had no name in the source and are not described. */
function emptyValues(quads: readonly Quad[], document: Iri, record: SourceRecord): Finding[] {
  const described = new Set(quads.map((quad) => quad.subject.value));
  return quads
    .filter(({ object }) =>
      object.termType === 'Literal'
        ? object.value.trim() === ''
        : object.value.startsWith(`${document}#`) && !described.has(object.value),
    )
    .map(({ subject, predicate }) =>
      findingOf(emptyValue, {
        place: { ...record.place, path: subject.value },
        field: localName(predicate.value),
        property: predicate.value as Iri,
        value: '',
      }),
    );
}

function localName(iri: string): string {
  return iri.replace(/^.*[#/:]/, '') || iri;
}

function isGraphRecord(data: unknown): data is GraphRecord {
  return (
    typeof data === 'object' && data !== null && 'triples' in data && 'topic' in data && 'recordKind' in data
  );
}

function refused(finding: Finding): Mapping {
  return { records: [], deletions: [], findings: [finding] };
}
