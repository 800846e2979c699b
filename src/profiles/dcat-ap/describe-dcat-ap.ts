import type { Literal, Quad, Term } from '@rdfjs/types';
import { parseChecksum } from '../../mapping/values/checksum.ts';
import { parseNQuads } from '../../rdf/n-quads.ts';
import { literal } from '../../rdf/terms.ts';
import { catalogRecordTriples } from '../../store/document.ts';
import type { StoredRecord } from '../../store/record-store.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { prefixes } from '../../vocabulary/prefixes.ts';
import { dcat, dct, foaf, rdf, skos, spdx } from '../../vocabulary/terms.ts';
import { Description } from '../description.ts';
import type { ProfileContext } from '../profile-context.ts';
import { ApGraph } from './ap-graph.ts';
import { authorityTerm, tableIri } from './authority-terms.ts';
import { fitLiteral, takesLiterals } from './literals.ts';
import { mediaTypeProperties, type Range, ranges, singleProperties } from './ranges.ts';
import { ApThings } from './things.ts';

/** What DCAT-AP has a class for; apps, vocabularies and policies it has not. */
export const apKinds: ReadonlySet<string> = new Set([
  'agent',
  'catalog',
  'concept',
  'contact',
  'dataset',
  'distribution',
  'organization',
  'place',
  'scheme',
  'series',
  'service',
]);
const memberships: readonly Iri[] = [dcat.dataset, dcat.catalog, dcat.service];
const mediaTypes = /^https?:\/\/www\.iana\.org\/assignments\/media-types\//;
const authority = 'http://publications.europa.eu/resource/authority/';
const membersShown = 100;
const checksumAlgorithm = `${prefixes.spdx}ChecksumAlgorithm` as Iri;

/**
 * A record as triples that meet DCAT-AP 3.0.1 by themselves: the terms of the EU's tables in the place of the portal's
 * concepts (beside the sectors), and with them as much of publishers, concepts, places and catalogues as the profile
 * demands. What the record and its neighbours do not say is not made up.
 * @returns undefined for kinds that the profile has no class for
 */
export function describeDcatAp(context: ProfileContext, record: StoredRecord): Quad[] | undefined {
  if (!apKinds.has(record.kind)) return undefined;
  const quads = [...parseNQuads(record.nquads), ...catalogRecordTriples(record)];
  const writer = new ApWriter(context, quads);
  for (const { subject, predicate, object } of quads) writer.restate(subject, predicate.value as Iri, object);
  writer.complete(record);
  return writer.quads();
}

class ApWriter {
  readonly #context: ProfileContext;
  readonly #graph = new ApGraph();
  readonly #from: Description;
  readonly #things: ApThings;

  constructor(context: ProfileContext, quads: readonly Quad[]) {
    this.#context = context;
    this.#from = new Description(quads);
    this.#things = new ApThings(context, this.#graph, this.#from);
    // The classes of the record's own things are known before anything refers to them.
    for (const { subject, predicate, object } of quads)
      if (predicate.value === rdf.type) this.#graph.state(subject, rdf.type, object);
  }

  restate(subject: Quad['subject'], property: Iri, object: Term): void {
    const range = ranges.get(property);
    if (range) this.#inRange(subject, property, object, range);
    else if (!takesLiterals(property)) this.#graph.state(subject, property, object);
    else if (object.termType === 'Literal') this.#literal(subject, property, object);
    else if (property === dct.identifier) this.#graph.state(subject, property, literal(object.value));
  }

  /** What DCAT-AP demands beyond the single triples. */
  complete(record: StoredRecord): void {
    const { topic, kind } = record;
    for (const membership of memberships)
      for (const catalogue of this.#from.subjectsOf(membership, topic)) this.#things.catalogue(catalogue);
    for (const distribution of this.#graph.ofType(dcat.Distribution)) this.#accessAddress(distribution);
    for (const checksum of this.#graph.ofType(spdx.Checksum)) this.#checksum(checksum);
    if (kind === 'catalog') this.#themeTaxonomy(topic);
    if (kind === 'series') this.#members(topic);
    for (const type of [foaf.Agent, skos.Concept, skos.ConceptScheme])
      for (const thing of this.#graph.ofType(type))
        if (thing.termType === 'NamedNode') this.#things.describe(thing.value as Iri, type);
    if (kind === 'organization' || kind === 'agent') this.#things.describe(topic, foaf.Agent);
    this.#accessRights(topic);
    for (const property of singleProperties) this.#graph.keepOne(property, prefer(property));
  }

  quads(): Quad[] {
    return this.#graph.quads();
  }

  #inRange(subject: Quad['subject'], property: Iri, object: Term, range: Range): void {
    const iri = object.value as Iri;
    if (object.termType === 'Literal') this.#wrapped(subject, property, object, range);
    else if (range.table !== undefined) this.#fromTable(subject, property, iri, range);
    else if (mediaTypeProperties.has(property)) this.#mediaType(subject, property, iri);
    else if (range.resource) this.#resource(subject, property, iri, range.type);
    else this.#named(subject, property, iri, range.type);
  }

  #named(subject: Iri | Quad['subject'], property: Iri, thing: Iri, type: Iri): void {
    this.#graph.state(subject, property, thing);
    this.#things.describe(thing, type);
  }

  /** Of a thing that is not known to be what DCAT-AP wants there, it is only said that it has to do with this one. */
  #resource(subject: Quad['subject'], property: Iri, thing: Iri, type: Iri): void {
    const known = this.#things.resource(thing, type);
    this.#graph.state(subject, known ? property : dct.relation, thing);
  }

  /** The EU's term instead of the value; beside it where DCAT-AP takes concepts of others as well. */
  #fromTable(subject: Quad['subject'], property: Iri, iri: Iri, range: Range): void {
    const term = range.table && authorityTerm(this.#context, iri, range.table);
    if (term !== undefined) this.#named(subject, property, term, range.type);
    const beside = term === undefined || (term !== iri && property === dcat.theme);
    if (beside && !range.strict) this.#named(subject, property, iri, range.type);
  }

  /** A media type of the register; a format that stands in for one tells its own. */
  #mediaType(subject: Quad['subject'], property: Iri, iri: Iri): void {
    const format = mediaTypes.test(iri) ? undefined : this.#context.concepts.resolve('file-format', iri);
    const [type = iri] = format?.properties.get(this.#context.ndsap.mediaType) ?? [];
    if (mediaTypes.test(type)) this.#named(subject, property, type as Iri, dct.MediaType);
  }

  /** A text where DCAT-AP wants a thing: a thing with that text, where its class has a property for one. */
  #wrapped(subject: Quad['subject'], property: Iri, text: Literal, { type, label }: Range): void {
    if (property === dcat.theme) this.#graph.state(subject, dcat.keyword, text);
    if (label === undefined) return;
    const thing = this.#graph.fresh();
    this.#graph.state(subject, property, thing);
    this.#graph.state(thing, rdf.type, type);
    this.#graph.state(thing, label, text);
  }

  #literal(subject: Quad['subject'], property: Iri, text: Literal): void {
    const fitted = fitLiteral(property, text);
    if (fitted) this.#graph.state(subject, property, fitted);
  }

  /** DCAT-AP 3.0.1, Distribution, access URL: where no other is known, that of the file. */
  #accessAddress(distribution: Quad['subject']): void {
    if (this.#graph.has(distribution.value, dcat.accessURL)) return;
    for (const file of this.#graph.values(distribution.value, dcat.downloadURL))
      this.#graph.state(distribution, dcat.accessURL, file);
  }

  /** A checksum is its digits and an algorithm, which their number tells where it is not stated; half of one is left out. */
  #checksum(checksum: Quad['subject']): void {
    const [digits] = this.#graph.literals(checksum.value, spdx.checksumValue);
    const algorithm = digits && parseChecksum(digits.value)?.algorithm;
    if (digits && !this.#graph.has(checksum.value, spdx.algorithm) && algorithm)
      this.#graph.state(checksum, spdx.algorithm, algorithm);
    const [stated] = this.#graph.values(checksum.value, spdx.algorithm);
    if (digits === undefined || stated === undefined) this.#graph.forget(checksum.value);
    else if (stated.termType === 'NamedNode')
      this.#graph.state(stated.value as Iri, rdf.type, checksumAlgorithm);
  }

  /** Every sector that has a theme of the EU is told by it as well: so the table is one of the catalogue's. */
  #themeTaxonomy(catalogue: Iri): void {
    const table = tableIri('data-theme');
    this.#graph.state(catalogue, dcat.themeTaxonomy, table);
    this.#graph.state(table, rdf.type, skos.ConceptScheme);
    this.#graph.state(table, dct.title, literal('Data theme', { language: 'en' }));
  }

  #members(series: Iri): void {
    for (const { record } of this.#context.things.linkedFrom(series, membersShown)) {
      const member = record.topic;
      const known = this.#context.things.find(member)?.description;
      if (!known?.iris(member, dcat.inSeries).includes(series)) continue;
      if (this.#things.resource(member, dcat.Dataset)) this.#graph.state(member, dcat.inSeries, series);
    }
  }

  /** NDSAP's access type tells the access right where none is stated. */
  #accessRights(topic: Iri): void {
    if (this.#graph.has(topic, dct.accessRights)) return;
    for (const type of this.#from.iris(topic, this.#context.ndsap.accessType)) {
      const right = authorityTerm(this.#context, type, 'access-right');
      if (right !== undefined) this.#named(topic, dct.accessRights, right, dct.RightsStatement);
    }
  }
}

/** The latest change and the earliest release; a term of the EU before others. */
function prefer(property: Iri): (a: Term, b: Term) => boolean {
  if (property === dct.modified) return (a, b) => a.value > b.value;
  if (property === dct.issued) return (a, b) => a.value < b.value;
  return (a, b) => a.value.startsWith(authority) && !b.value.startsWith(authority);
}
