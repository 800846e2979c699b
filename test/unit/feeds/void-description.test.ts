import assert from 'node:assert/strict';
import { type KnownSummary, mostPartitions, voidDescription } from '../../../src/feeds/void-description.ts';
import type { VoidFacts } from '../../../src/feeds/void-facts.ts';
import { literal, triple } from '../../../src/rdf/terms.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dcat, dct, rdf, rdfs, voidVocabulary } from '../../../src/vocabulary/terms.ts';
import { canonicalTriples } from '../../acceptance/client.ts';
import { base, parseTurtle } from '../../acceptance/running-portal.ts';

const portal = {
  base,
  title: { en: 'Portal', hi: 'पोर्टल' },
  description: { en: 'Data.', hi: 'डेटा।' },
};
const own = `${base}id/catalog/portal` as Iri;
const facts: VoidFacts = {
  sequence: 42,
  modified: '2026-11-22T10:00:00.000Z',
  records: 1234,
  examples: [`${base}id/dataset/rainfall` as Iri],
  portal: [
    triple(own, dct.title, literal('Portal', { language: 'en' })),
    triple(own, dct.license, 'https://data.gov.in/government-open-data-license-india' as Iri),
  ],
  portalGraph: `${base}doc/catalog/portal` as Iri,
};
const known: KnownSummary = {
  sequence: 42,
  summary: {
    quads: 9_000,
    classes: [
      { iri: dcat.Dataset, statements: 500 },
      { iri: 'http://example.org/ns/Thing', statements: 3 },
    ],
    properties: [
      { iri: rdf.type, statements: 503 },
      { iri: dct.title, statements: 500 },
    ],
  },
};

const dumps = [
  ['ttl', 'Turtle'],
  ['jsonld', 'JSON-LD'],
  ['nt', 'N-Triples'],
  ['rdf', 'RDF_XML'],
  ['trig', 'TriG'],
  ['nq', 'N-Quads'],
];

const expectedTurtle = `
@prefix formats: <http://www.w3.org/ns/formats/> .
<.well-known/void> a void:DatasetDescription ;
  dct:title "What Portal holds (VoID)"@en , "पोर्टल में क्या है (VoID)"@hi ;
  foaf:primaryTopic <.well-known/void#catalogue> .
<.well-known/void#catalogue> a void:Dataset ;
  dct:title "Portal"@en ;
  dct:license <https://data.gov.in/government-open-data-license-india> ;
  dcat:version "42" ;
  dct:modified "2026-11-22T10:00:00.000Z"^^xsd:dateTime ;
  void:documents 1234 ;
  void:entities 1234 ;
  void:rootResource <id/catalog/portal> ;
  void:exampleResource <id/dataset/rainfall> ;
  void:sparqlEndpoint <sparql> ;
  foaf:page <${base}> ;
  rdfs:seeAlso <catalog> , <dumps/> , <feed/ldes> , <feed/activity> , <feed/atom> , <hub> ;
  <http://www.w3.org/ns/ldp#inbox> <inbox> ;
  void:subset <.well-known/void#catalogue-own> .
<.well-known/void#catalogue-own> a void:Dataset ;
  dct:title "What the portal itself names"@en , "जिनके नाम पोर्टल ने दिए हैं"@hi ;
  void:uriSpace "https://data.example.gov.in/" ;
  void:uriRegexPattern "^https://data\\\\.example\\\\.gov\\\\.in/(id|def)/" ;
  void:sparqlEndpoint <sparql> .
<hub> dct:conformsTo <https://www.w3.org/TR/websub/> ;
  dct:title "WebSub hub: changes are sent to those who subscribe"@en , "WebSub हब: परिवर्तन सदस्यों को भेजे जाते हैं"@hi .
<feed/ldes> dct:conformsTo <https://w3id.org/ldes/specification> ;
  dct:title "Every change, as a Linked Data Event Stream"@en , "हर परिवर्तन, लिंक्ड डेटा इवेंट स्ट्रीम के रूप में"@hi .
<feed/activity> dct:conformsTo <https://www.w3.org/TR/activitystreams-core/> ;
  dct:title "Every change, as ActivityStreams"@en , "हर परिवर्तन, ActivityStreams के रूप में"@hi .
<feed/atom> dct:conformsTo <https://www.rfc-editor.org/rfc/rfc4287> ;
  dct:title "Every change, as an Atom feed"@en , "हर परिवर्तन, Atom फ़ीड के रूप में"@hi .
${dumps
  .map(
    ([
      extension,
      format,
    ]) => `<.well-known/void#catalogue> void:dataDump <catalog/all.${extension}> , <catalog/all.${extension}.gz> ;
  void:feature formats:${format} .
<catalog/all.${extension}> dct:format formats:${format} .
<catalog/all.${extension}.gz> dct:format formats:${format} .`,
  )
  .join('\n')}
`;

const statisticsTurtle = `
@prefix part: <.well-known/void#catalogue-> .
<.well-known/void#catalogue> void:triples 9000 ; void:classes 2 ; void:properties 2 ;
  void:vocabulary <http://example.org/ns/> , <http://purl.org/dc/terms/> , <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ,
    <http://www.w3.org/ns/dcat#> ;
  void:classPartition part:class-dcat-Dataset , <.well-known/void#catalogue-class-http%3A%2F%2Fexample.org%2Fns%2FThing> ;
  void:propertyPartition part:property-rdf-type , part:property-dct-title .
part:class-dcat-Dataset void:class dcat:Dataset ; void:entities 500 .
<.well-known/void#catalogue-class-http%3A%2F%2Fexample.org%2Fns%2FThing> void:class <http://example.org/ns/Thing> ; void:entities 3 .
part:property-rdf-type void:property rdf:type ; void:triples 503 .
part:property-dct-title void:property dct:title ; void:triples 500 .
`;

/** Without the notes on counting, which are prose. */
const withoutNotes = (quads: ReturnType<typeof voidDescription>) =>
  quads.filter(({ predicate }) => predicate.value !== rdfs.comment);

function notesOf(quads: ReturnType<typeof voidDescription>, language: string): string[] {
  return quads.flatMap(({ predicate, object }) =>
    predicate.value === rdfs.comment && object.termType === 'Literal' && object.language === language
      ? [object.value]
      : [],
  );
}

describe('voidDescription', () => {
  it('describes the whole catalogue', async () => {
    const quads = voidDescription({ portal, facts, known });
    assert.equal(
      await canonicalTriples(withoutNotes(quads)),
      await canonicalTriples(parseTurtle(expectedTurtle + statisticsTurtle)),
    );
  });

  it('leaves out what only the engine knows while there is none, and says so', async () => {
    const quads = voidDescription({ portal, facts });
    assert.equal(
      await canonicalTriples(withoutNotes(quads)),
      await canonicalTriples(parseTurtle(expectedTurtle)),
    );
    assert.match(notesOf(quads, 'en').join(' '), /not counted at the moment/);
    assert.equal(notesOf(quads, 'hi').length, notesOf(quads, 'en').length);
  });

  it('names the commit that its counts reflect where the engine is behind', () => {
    const behind = voidDescription({ portal, facts, known: { ...known, sequence: 41 } });
    assert.match(notesOf(behind, 'en').join(' '), /still those of commit 41/);
    assert.doesNotMatch(notesOf(voidDescription({ portal, facts, known }), 'en').join(' '), /still/);
  });

  it('says that what two graphs state counts twice', () => {
    assert.match(notesOf(voidDescription({ portal, facts, known }), 'en').join(' '), /counts twice/);
  });

  it('uses only terms that VoID defines', () => {
    const terms: ReadonlySet<string> = new Set(Object.values(voidVocabulary));
    const used = voidDescription({ portal, facts, known })
      .flatMap(({ predicate, object }) => [predicate.value, object.value])
      .filter((iri) => iri.startsWith('http://rdfs.org/ns/void#'));
    assert.ok(used.length > 20);
    assert.deepEqual(
      used.filter((iri) => !terms.has(iri)),
      [],
    );
  });

  it('describes no class that is not named by an IRI', () => {
    const summary = { ...known.summary, classes: [{ iri: 'no iri" <x', statements: 1 }] };
    const quads = voidDescription({ portal, facts, known: { sequence: 42, summary } });
    assert.ok(!quads.some(({ predicate }) => predicate.value === voidVocabulary.class));
    const count = quads.find(({ predicate }) => predicate.value === voidVocabulary.classes);
    assert.equal(count?.object.value, '0');
  });

  it(`describes at most ${mostPartitions} partitions of a kind, and counts all`, () => {
    const properties = Array.from({ length: mostPartitions + 5 }, (_, index) => ({
      iri: `http://example.org/p${index}`,
      statements: 1,
    }));
    const summary = { ...known.summary, properties };
    const quads = voidDescription({ portal, facts, known: { sequence: 42, summary } });
    const partitions = quads.filter(({ predicate }) => predicate.value === voidVocabulary.propertyPartition);
    assert.equal(partitions.length, mostPartitions);
    const count = quads.find(({ predicate }) => predicate.value === voidVocabulary.properties);
    assert.equal(count?.object.value, String(mostPartitions + 5));
  });
});
