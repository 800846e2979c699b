import assert from 'node:assert/strict';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';
import { formats, sd, voidVocabulary } from '../../../src/vocabulary/terms.ts';

/** All that http://rdfs.org/ns/void# defines. */
const ofVoid =
  `Dataset DatasetDescription Linkset TechnicalFeature class classPartition classes dataDump distinctObjects
  distinctSubjects documents entities exampleResource feature inDataset linkPredicate objectsTarget openSearchDescription
  properties property propertyPartition rootResource sparqlEndpoint subjectsTarget subset target triples
  uriLookupEndpoint uriRegexPattern uriSpace vocabulary`.split(/\s+/);

/** All that http://www.w3.org/ns/sparql-service-description# defines. */
const ofServiceDescription =
  `Aggregate BasicFederatedQuery Dataset DereferencesURIs EmptyGraphs EntailmentProfile EntailmentRegime Feature
  Function Graph GraphCollection Language NamedGraph RequiresDataset SPARQL10Query SPARQL11Query SPARQL11Update Service
  UnionDefaultGraph availableGraphs defaultDataset defaultEntailmentRegime defaultGraph defaultSupportedEntailmentProfile
  endpoint entailmentRegime extensionAggregate extensionFunction feature graph inputFormat languageExtension name
  namedGraph propertyFeature resultFormat supportedEntailmentProfile supportedLanguage`.split(/\s+/);

/** The register at https://www.w3.org/ns/formats/, as far as RDF and SPARQL results go. */
const ofFormats =
  `JSON-LD N-Quads N-Triples N3 RDF_JSON RDF_XML RDFa SPARQL_Results_CSV SPARQL_Results_JSON SPARQL_Results_TSV
  SPARQL_Results_XML TriG Turtle microdata`.split(/\s+/);

describe('the terms of descriptions', () => {
  for (const [prefix, constants, defined] of [
    ['void', voidVocabulary, ofVoid],
    ['sd', sd, ofServiceDescription],
    ['formats', formats, ofFormats],
  ] as const)
    it(`of ${prefix}: are all defined by their vocabulary`, () => {
      const names = Object.values(constants).map((iri) => iri.slice(prefixes[prefix].length));
      assert.deepEqual(
        names.filter((name) => !defined.includes(name)),
        [],
      );
    });
});
