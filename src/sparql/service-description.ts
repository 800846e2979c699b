import type { Quad } from '@rdfjs/types';
import { Iris, shortHash } from '../mapping/iris.ts';
import type { Text } from '../model/text.ts';
import { rdfFormats } from '../rdf/formats.ts';
import { integer, literal, textTriples, triple, typed } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { ndsapTerms } from '../vocabulary/ndsap.ts';
import {
  dcat,
  dct,
  entailment,
  foaf,
  rdfs,
  sd,
  voidVocabulary as voidTerms,
  xsd,
} from '../vocabulary/terms.ts';
import { bindingFormats, graphFormats } from './result-formats.ts';

/** What the service refuses to go beyond; what is absent is not stated. */
export interface ServiceLimits {
  /** Milliseconds. */
  readonly queryTimeout?: number;
  /** Solutions or triples of one result. */
  readonly maximumRows?: number;
  /** Bytes of one result before compression. */
  readonly maximumBytes?: number;
  /** Requests that may wait. */
  readonly maximumQueued?: number;
}

/** What is switched on, as configuration has it. */
export interface ServiceFacts {
  /** Queries may reach other endpoints with `SERVICE`. */
  readonly federation: boolean;
  /** SPARQL Update is answered at `{base}sparql` (for authorised callers). */
  readonly update: boolean;
  /** The Graph Store Protocol is answered at `{base}graph`. */
  readonly graphStore: boolean;
  readonly limits: ServiceLimits;
}

export interface ServiceDescriptionInput extends ServiceFacts {
  readonly base: string;
  readonly title: Text;
  /** The VoID dataset that is the default graph, and the document that describes it. */
  readonly dataset: { readonly iri: Iri; readonly document: Iri };
  /** Triples of the default graph, where the engine can tell. */
  readonly triples?: number;
  /** Some of the named graphs: there may be millions, so they are not all listed. */
  readonly namedGraphs: readonly Iri[];
}

const specifications = {
  protocol: 'https://www.w3.org/TR/sparql11-protocol/' as Iri,
  graphStore: 'https://www.w3.org/TR/sparql11-http-rdf-update/' as Iri,
};

export function serviceIri(base: string): Iri {
  return new Iris(base).part(`${base}sparql` as Iri, 'service');
}

/**
 * SPARQL 1.1 Service Description. Features that are not stated are not there: URIs in `FROM` are not fetched
 * (`sd:DereferencesURIs`), a record whose graph is emptied is gone (`sd:EmptyGraphs` would promise that it stays), a request
 * needs no dataset (`sd:RequiresDataset`). `sd:availableGraphs` is left out as well: it is for services that limit which of
 * their graphs a dataset may be made of, which this one does not.
 */
export function serviceDescription(input: ServiceDescriptionInput): Quad[] {
  const { base, dataset } = input;
  const endpoint = `${base}sparql` as Iri;
  const service = serviceIri(base);
  return [
    typed(service, sd.Service),
    typed(service, dcat.DataService),
    ...textTriples(service, dct.title, titleOf(input)),
    ...textTriples(service, dct.description, {
      en: 'Queries over everything that the portal publishes. A result that goes beyond a limit is refused with an error, never cut.',
      hi: 'पोर्टल पर प्रकाशित सब कुछ पर क्वेरी। सीमा से बड़ा परिणाम त्रुटि बताकर अस्वीकार होता है, कभी काटा नहीं जाता।',
    }),
    triple(service, sd.endpoint, endpoint),
    triple(service, dcat.endpointURL, endpoint),
    triple(service, dct.conformsTo, specifications.protocol),
    triple(service, foaf.homepage, endpoint),
    triple(service, rdfs.seeAlso, dataset.document),
    triple(service, dcat.servesDataset, dataset.iri),
    ...capabilities(service, input),
    ...limits(service, input),
    ...defaultDataset(service, input),
    ...(input.graphStore ? graphStore(service, input) : []),
  ];
}

function titleOf({ title }: ServiceDescriptionInput): Text {
  return { en: `SPARQL service of ${title.en}`, hi: `${title.hi} की SPARQL सेवा` };
}

function capabilities(service: Iri, { federation, update, graphStore }: ServiceFacts): Quad[] {
  const languages = [sd.SPARQL11Query, ...(update ? [sd.SPARQL11Update] : [])];
  const features = [sd.UnionDefaultGraph, ...(federation ? [sd.BasicFederatedQuery] : [])];
  const written = new Set([...bindingFormats, ...graphFormats].map(({ iri }) => iri));
  // Read from the body of a graph store request; SPARQL Update itself brings its triples in its own syntax.
  const read = graphStore ? rdfFormats.map(({ iri }) => iri) : [];
  return [
    ...languages.map((language) => triple(service, sd.supportedLanguage, language)),
    ...features.map((feature) => triple(service, sd.feature, feature)),
    ...[...written].map((format) => triple(service, sd.resultFormat, format)),
    ...read.map((format) => triple(service, sd.inputFormat, format)),
    triple(service, sd.defaultEntailmentRegime, entailment.Simple),
  ];
}

function limits(service: Iri, { base, limits }: ServiceDescriptionInput): Quad[] {
  const terms = ndsapTerms(base);
  const { queryTimeout } = limits;
  const counts = (['maximumRows', 'maximumBytes', 'maximumQueued'] as const).flatMap((name) => {
    const value = limits[name];
    return value === undefined ? [] : [triple(service, terms[name], integer(value))];
  });
  if (queryTimeout === undefined) return counts;
  const duration = literal(`PT${queryTimeout / 1000}S`, { datatype: xsd.duration });
  return [triple(service, terms.queryTimeout, duration), ...counts];
}

function defaultDataset(service: Iri, input: ServiceDescriptionInput): Quad[] {
  const { base, dataset, triples, namedGraphs } = input;
  const endpoint = `${base}sparql` as Iri;
  const iris = new Iris(base);
  const whole = iris.part(endpoint, 'dataset');
  return [
    triple(service, sd.defaultDataset, whole),
    typed(whole, sd.Dataset),
    ...textTriples(whole, dct.description, {
      en: 'Each record is a named graph whose name is the IRI of its document; the default graph is the union of all graphs. Only some named graphs are described here: SELECT ?graph WHERE { GRAPH ?graph { } } lists them all.',
      hi: 'हर रिकॉर्ड एक नामित ग्राफ़ है जिसका नाम उसके दस्तावेज़ का IRI है; डिफ़ॉल्ट ग्राफ़ सभी ग्राफ़ों का योग है। यहाँ केवल कुछ नामित ग्राफ़ों का विवरण है: SELECT ?graph WHERE { GRAPH ?graph { } } से सभी की सूची मिलती है।',
    }),
    triple(whole, sd.defaultGraph, dataset.iri),
    typed(dataset.iri, sd.Graph),
    typed(dataset.iri, voidTerms.Dataset),
    ...(triples === undefined ? [] : [triple(dataset.iri, voidTerms.triples, integer(triples))]),
    ...namedGraphs.flatMap((name) => {
      const graph = iris.part(endpoint, `graph-${shortHash(name)}`);
      return [triple(whole, sd.namedGraph, graph), typed(graph, sd.NamedGraph), triple(graph, sd.name, name)];
    }),
  ];
}

/** The vocabulary has no term for the Graph Store Protocol: DCAT describes it as a service beside the first. */
function graphStore(service: Iri, { base, title, dataset }: ServiceDescriptionInput): Quad[] {
  const address = `${base}graph` as Iri;
  const store = new Iris(base).part(address, 'service');
  return [
    triple(service, dct.relation, store),
    typed(store, dcat.DataService),
    ...textTriples(store, dct.title, {
      en: `Graph store of ${title.en}`,
      hi: `${title.hi} का ग्राफ़ भंडार`,
    }),
    triple(store, dcat.endpointURL, address),
    triple(store, dct.conformsTo, specifications.graphStore),
    triple(store, dcat.servesDataset, dataset.iri),
  ];
}
