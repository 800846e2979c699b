import type { Quad } from '@rdfjs/types';
import type { EngineSummary } from '../engine/query-engine.ts';
import { Iris } from '../mapping/iris.ts';
import type { Text } from '../model/text.ts';
import { rdfFormats } from '../rdf/formats.ts';
import { PrefixTable } from '../rdf/prefix-table.ts';
import { portalPrefixes } from '../rdf/serialise.ts';
import { integer, literal, parseIri, textTriples, triple, typed } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, foaf, rdfs, voidVocabulary as terms, xsd } from '../vocabulary/terms.ts';
import { changeFeedTriples } from './change-links.ts';
import { dumpListAddress, offeredDumps } from './dump-list.ts';
import { type Portal, portalIri } from './portal.ts';
import { pushTriples } from './push-links.ts';
import { vocabulariesInUse } from './vocabularies-in-use.ts';
import type { VoidFacts } from './void-facts.ts';

/** What the query engine holds, and the commit that it reflects. */
export interface KnownSummary {
  readonly summary: EngineSummary;
  readonly sequence: number;
}

export interface VoidInput {
  readonly portal: Portal;
  readonly facts: VoidFacts;
  /** Further documents about how the catalogue comes about, such as the list of what is harvested. */
  readonly seeAlso?: readonly Iri[];
  /** Absent while no engine can tell: the description then has no counts of statements. */
  readonly known?: KnownSummary;
}

/** Partitions that are described; the rarer ones of a catalogue with more are only counted. */
export const mostPartitions = 1_000;

export function voidDocument(base: string): Iri {
  return `${base}.well-known/void` as Iri;
}

/** Everything that is published, as one `void:Dataset`. */
export function catalogueDataset(base: string): Iri {
  return new Iris(base).part(voidDocument(base), 'catalogue');
}

/**
 * The whole catalogue in VoID (https://www.w3.org/TR/void/), made of counts that are kept anyway: nothing is read through.
 *
 * An entity is what a record is about (VoID §4.6 leaves to the author what counts as one), so `void:entities` and
 * `void:documents` of the whole are both the number of live records; distributions, contacts and other parts without a
 * record of their own are not counted. There is no `void:uriSpace` of the whole, because things that were harvested keep
 * their own IRIs: the portal's own names are a subset. `void:triples`, and `void:entities` of the classes, are counts of
 * statements as the engine keeps them: what two named graphs state counts twice.
 */
export function voidDescription(input: VoidInput): Quad[] {
  const { portal } = input;
  const { base } = portal;
  const document = voidDocument(base);
  const dataset = catalogueDataset(base);
  return [
    typed(document, terms.DatasetDescription),
    ...textTriples(document, dct.title, {
      en: `What ${portal.title.en} holds (VoID)`,
      hi: `${portal.title.hi} में क्या है (VoID)`,
    }),
    triple(document, foaf.primaryTopic, dataset),
    typed(dataset, terms.Dataset),
    ...about(dataset, input),
    ...access(dataset, base),
    ...(input.seeAlso ?? []).map((document) => triple(dataset, rdfs.seeAlso, document)),
    ...ownNames(dataset, base),
    ...(input.known ? statistics(dataset, base, input.known.summary) : []),
  ];
}

function about(dataset: Iri, { portal, facts, known }: VoidInput): Quad[] {
  const { modified, records, sequence } = facts;
  return [
    ...facts.portal.map(({ predicate, object }) => triple(dataset, predicate.value as Iri, object)),
    ...countingNotes(facts, known).flatMap((note) => textTriples(dataset, rdfs.comment, note)),
    triple(dataset, dcat.version, literal(String(sequence))),
    ...(modified ? [triple(dataset, dct.modified, literal(modified, { datatype: xsd.dateTime }))] : []),
    triple(dataset, terms.documents, integer(records)),
    triple(dataset, terms.entities, integer(records)),
    triple(dataset, terms.rootResource, portalIri(portal)),
    ...facts.examples.map((example) => triple(dataset, terms.exampleResource, example)),
  ];
}

function countingNotes({ sequence }: VoidFacts, known: KnownSummary | undefined): Text[] {
  const entities: Text = {
    en: `This describes commit ${sequence}. An entity is the thing that a record is about; distributions, contacts and other parts without a record of their own are not counted, nor is what stands in other graphs.`,
    hi: `यह विवरण कमिट ${sequence} का है। इकाई वह वस्तु है जिसके बारे में रिकॉर्ड है; वितरण, संपर्क और अन्य भाग जिनका अपना रिकॉर्ड नहीं है, तथा अन्य ग्राफ़ों की वस्तुएँ, गिनी नहीं गई हैं।`,
  };
  if (!known) {
    const loading: Text = {
      en: 'Triples, classes and properties are not counted at the moment: the query engine is loading or busy.',
      hi: 'इस समय ट्रिपल, वर्ग और गुण गिने नहीं जा सके: क्वेरी इंजन लोड हो रहा है या व्यस्त है।',
    };
    return [entities, loading];
  }
  const statements: Text = {
    en: 'Triples, and the entities of classes, are counts of statements: what two named graphs state counts twice.',
    hi: 'ट्रिपल और वर्गों की इकाइयाँ कथनों की गिनती हैं: जो दो नामित ग्राफ़ों में है वह दो बार गिना जाता है।',
  };
  const behind: Text = {
    en: `Counts of statements, classes and properties are still those of commit ${known.sequence}.`,
    hi: `कथनों, वर्गों और गुणों की गिनती अभी कमिट ${known.sequence} की है।`,
  };
  return [entities, statements, ...(known.sequence === sequence ? [] : [behind])];
}

function access(dataset: Iri, base: string): Quad[] {
  const catalogue = `${base}catalog` as Iri;
  return [
    triple(dataset, terms.sparqlEndpoint, `${base}sparql` as Iri),
    triple(dataset, foaf.page, base as Iri),
    triple(dataset, rdfs.seeAlso, catalogue),
    ...changeFeedTriples(dataset, base),
    ...pushTriples(dataset, base),
    ...rdfFormats.map(({ iri }) => triple(dataset, terms.feature, iri)),
    // The compressed ones too: VoID §3.3 counts every such file as a dump, and most clients unpack what they fetch.
    ...offeredDumps(base, []).flatMap(({ kind, address }) => [
      triple(dataset, terms.dataDump, address),
      triple(address, dct.format, kind.format.iri),
    ]),
    triple(dataset, rdfs.seeAlso, dumpListAddress(base)),
  ];
}

/** So that a client that meets one of these IRIs finds who describes it (VoID §4.2). */
function ownNames(dataset: Iri, base: string): Quad[] {
  const own = new Iris(base).part(dataset, 'own');
  return [
    triple(dataset, terms.subset, own),
    typed(own, terms.Dataset),
    ...textTriples(own, dct.title, {
      en: 'What the portal itself names',
      hi: 'जिनके नाम पोर्टल ने दिए हैं',
    }),
    triple(own, terms.uriSpace, literal(base)),
    triple(own, terms.uriRegexPattern, literal(`^${base.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(id|def)/`)),
    triple(own, terms.sparqlEndpoint, `${base}sparql` as Iri),
  ];
}

function statistics(dataset: Iri, base: string, summary: EngineSummary): Quad[] {
  const classes = summary.classes.filter(isNamed);
  const properties = summary.properties.filter(isNamed);
  const name = partitionNames(dataset, base);
  return [
    triple(dataset, terms.triples, integer(summary.quads)),
    triple(dataset, terms.classes, integer(classes.length)),
    triple(dataset, terms.properties, integer(properties.length)),
    ...vocabulariesInUse(summary, base).map((vocabulary) => triple(dataset, terms.vocabulary, vocabulary)),
    ...classes.slice(0, mostPartitions).flatMap(({ iri, statements }) => {
      const partition = name('class', iri);
      return [
        triple(dataset, terms.classPartition, partition),
        triple(partition, terms.class, iri as Iri),
        triple(partition, terms.entities, integer(statements)),
      ];
    }),
    ...properties.slice(0, mostPartitions).flatMap(({ iri, statements }) => {
      const partition = name('property', iri);
      return [
        triple(dataset, terms.propertyPartition, partition),
        triple(partition, terms.property, iri as Iri),
        triple(partition, terms.triples, integer(statements)),
      ];
    }),
  ];
}

/** A class may be named by anything that a graph states: only an IRI can be described. */
function isNamed({ iri }: { readonly iri: string }): boolean {
  return parseIri(iri) === iri;
}

/** Stable names instead of blank nodes: `…-class-dcat-Dataset`, or with the whole IRI where it has no known prefix. */
function partitionNames(dataset: Iri, base: string): (role: 'class' | 'property', iri: string) => Iri {
  const iris = new Iris(base);
  const table = new PrefixTable(portalPrefixes(base));
  return (role, iri) => {
    const known = table.split(iri);
    return iris.part(
      dataset,
      `${role}-${known ? `${known.prefix}-${known.local}` : encodeURIComponent(iri)}`,
    );
  };
}
