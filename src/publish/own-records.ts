import { Iris } from '../mapping/iris.ts';
import type { Vocabulary } from '../mapping/vocabulary-files.ts';
import { vocabularyRecords } from '../mapping/vocabulary-records.ts';
import type { MappedRecord, RecordKind } from '../model/record.ts';
import { canonicalNQuads, versionOf } from '../rdf/canonical.ts';
import { literal, triple, typed } from '../rdf/terms.ts';
import type { Put } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { policyIri } from '../vocabulary/ndsap.ts';
import { dcat, dct, foaf, org, skos } from '../vocabulary/terms.ts';
import { linksOf } from './links.ts';
import { recordPut } from './record-put.ts';

/** How the portal describes itself. */
export interface PortalDescription {
  readonly base: string;
  readonly title: string;
  readonly description: string;
  readonly publisher: string;
  readonly licence: Iri;
  /** Of the texts above. */
  readonly language: string;
}

/** The portal's own records: its vocabulary and concept schemes, its catalogue, and who publishes it. */
export function ownRecords(portal: PortalDescription, vocabulary: Vocabulary): Put[] {
  const iris = new Iris(portal.base);
  const records = [...vocabularyRecords(vocabulary, iris), catalogue(portal, iris), publisher(portal, iris)];
  return records.map((record) => putOf(record, policyIri(portal.base, 'dcat')));
}

function catalogue(portal: PortalDescription, iris: Iris): MappedRecord {
  const topic = iris.portal();
  const { language } = portal;
  return ownRecord(iris, 'catalog', topic, [
    typed(topic, dcat.Catalog),
    triple(topic, dct.title, literal(portal.title, { language })),
    triple(topic, dct.description, literal(portal.description, { language })),
    triple(topic, dct.publisher, iris.organization([portal.publisher])),
    triple(topic, dct.license, portal.licence),
    triple(topic, dcat.themeTaxonomy, iris.scheme('sector')),
    triple(topic, foaf.homepage, portal.base as Iri),
  ]);
}

function publisher(portal: PortalDescription, iris: Iris): MappedRecord {
  const topic = iris.organization([portal.publisher]);
  const name = literal(portal.publisher, { language: portal.language });
  const record = ownRecord(iris, 'organization', topic, [
    typed(topic, foaf.Organization),
    typed(topic, org.Organization),
    triple(topic, foaf.name, name),
    triple(topic, skos.prefLabel, name),
  ]);
  return { ...record, incidental: true };
}

function ownRecord(iris: Iris, kind: RecordKind, topic: Iri, quads: MappedRecord['quads']): MappedRecord {
  const document = iris.document(kind, topic);
  return {
    kind,
    topic,
    document,
    parts: [],
    quads,
    incidental: false,
    place: { file: 'configuration' },
    findings: [],
  };
}

function putOf(record: MappedRecord, policy: Iri): Put {
  const { document, topic, parts } = record;
  const nquads = canonicalNQuads(record.quads, document);
  const links = linksOf(record.quads, new Set<string>([topic, ...parts]));
  const content = { ...record, links, nquads, version: versionOf(nquads) };
  return recordPut(content, { policy, policyVersion: '' }, [], record.incidental);
}
