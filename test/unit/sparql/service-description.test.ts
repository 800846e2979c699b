import assert from 'node:assert/strict';
import { bindingFormats, graphFormats } from '../../../src/sparql/result-formats.ts';
import { type ServiceDescriptionInput, serviceDescription } from '../../../src/sparql/service-description.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dct, sd } from '../../../src/vocabulary/terms.ts';
import { canonicalTriples } from '../../acceptance/client.ts';
import { base, parseTurtle } from '../../acceptance/running-portal.ts';

const whole: ServiceDescriptionInput = {
  base,
  title: { en: 'Portal', hi: 'पोर्टल' },
  dataset: {
    iri: `${base}.well-known/void#catalogue` as Iri,
    document: `${base}.well-known/void` as Iri,
  },
  triples: 9_000,
  namedGraphs: [`${base}doc/catalog/portal` as Iri],
  federation: true,
  update: true,
  graphStore: true,
  limits: {
    queryTimeout: 30_500,
    maximumRows: 1_000_000,
    maximumBytes: 256_000_000,
    maximumQueued: 64,
  },
};
const least: ServiceDescriptionInput = {
  base,
  title: whole.title,
  dataset: whole.dataset,
  namedGraphs: [],
  federation: false,
  update: false,
  graphStore: false,
  limits: {},
};

const always = `
@prefix formats: <http://www.w3.org/ns/formats/> .
<sparql#service> a sd:Service , dcat:DataService ;
  dct:title "SPARQL service of Portal"@en , "पोर्टल की SPARQL सेवा"@hi ;
  sd:endpoint <sparql> ;
  dcat:endpointURL <sparql> ;
  dct:conformsTo <https://www.w3.org/TR/sparql11-protocol/> ;
  foaf:homepage <sparql> ;
  rdfs:seeAlso <.well-known/void> ;
  dcat:servesDataset <.well-known/void#catalogue> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:feature sd:UnionDefaultGraph ;
  sd:resultFormat formats:SPARQL_Results_JSON , formats:SPARQL_Results_XML , formats:SPARQL_Results_CSV ,
    formats:SPARQL_Results_TSV , formats:Turtle , formats:JSON-LD , formats:N-Triples , formats:RDF_XML , formats:TriG ,
    formats:N-Quads ;
  sd:defaultEntailmentRegime <http://www.w3.org/ns/entailment/Simple> ;
  sd:defaultDataset <sparql#dataset> .
<sparql#dataset> a sd:Dataset ; sd:defaultGraph <.well-known/void#catalogue> .
<.well-known/void#catalogue> a sd:Graph , void:Dataset .
`;

const more = `
<sparql#service> sd:supportedLanguage sd:SPARQL11Update ;
  sd:feature sd:BasicFederatedQuery ;
  sd:inputFormat formats:Turtle , formats:JSON-LD , formats:N-Triples , formats:RDF_XML , formats:TriG , formats:N-Quads ;
  ndsap:queryTimeout "PT30.5S"^^xsd:duration ;
  ndsap:maximumRows 1000000 ;
  ndsap:maximumBytes 256000000 ;
  ndsap:maximumQueued 64 ;
  dct:relation <graph#service> .
<.well-known/void#catalogue> void:triples 9000 .
<sparql#dataset> sd:namedGraph <sparql#graph-NAME> .
<sparql#graph-NAME> a sd:NamedGraph ; sd:name <doc/catalog/portal> .
<graph#service> a dcat:DataService ;
  dct:title "Graph store of Portal"@en , "पोर्टल का ग्राफ़ भंडार"@hi ;
  dcat:endpointURL <graph> ;
  dct:conformsTo <https://www.w3.org/TR/sparql11-http-rdf-update/> ;
  dcat:servesDataset <.well-known/void#catalogue> .
`;

/** Without descriptions, which are prose. */
const withoutProse = (input: ServiceDescriptionInput) =>
  serviceDescription(input).filter(({ predicate }) => predicate.value !== dct.description);

describe('serviceDescription', () => {
  it('states what is always so where nothing else is switched on', async () => {
    assert.equal(await canonicalTriples(withoutProse(least)), await canonicalTriples(parseTurtle(always)));
  });

  it('states everything that is switched on, with the limits', async () => {
    const quads = withoutProse(whole);
    const named = quads.find(({ predicate }) => predicate.value === sd.namedGraph)?.object.value ?? '';
    const name = named.replace(/.*graph-/, '');
    assert.match(name, /^[0-9a-f]{8}$/);
    assert.equal(
      await canonicalTriples(quads),
      await canonicalTriples(parseTurtle(always + more.replaceAll('NAME', name))),
    );
  });

  it('describes in English and Hindi', () => {
    for (const property of [dct.title, dct.description]) {
      const languages = new Map<string, string[]>();
      for (const { subject, predicate, object } of serviceDescription(whole)) {
        if (predicate.value !== property || object.termType !== 'Literal') continue;
        languages.set(subject.value, [...(languages.get(subject.value) ?? []), object.language]);
      }
      assert.ok(languages.size > 0);
      for (const [subject, tags] of languages) assert.deepEqual(tags.sort(), ['en', 'hi'], subject);
    }
  });

  it('uses only terms that the vocabulary defines', () => {
    const terms: ReadonlySet<string> = new Set(Object.values(sd));
    const used = serviceDescription(whole)
      .flatMap(({ predicate, object }) => [predicate.value, object.value])
      .filter((iri) => iri.startsWith('http://www.w3.org/ns/sparql-service-description#'));
    assert.deepEqual(
      used.filter((iri) => !terms.has(iri)),
      [],
    );
  });

  it('names every format of results', () => {
    const stated = serviceDescription(least)
      .filter(({ predicate }) => predicate.value === sd.resultFormat)
      .map(({ object }) => object.value);
    const written = [...bindingFormats, ...graphFormats].map(({ iri }) => iri);
    assert.deepEqual(stated.sort(), written.sort());
  });
});
