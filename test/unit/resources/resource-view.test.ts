import assert from 'node:assert/strict';
import { propertyLabels } from '../../../src/resources/property-labels.ts';
import { fetchLinks, viewResource } from '../../../src/resources/resource-view.ts';
import type { RecordHead } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dcat, dct } from '../../../src/vocabulary/terms.ts';
import { pricesTurtle } from '../../acceptance/example-records.ts';
import { base, parseTurtle } from '../../acceptance/running-portal.ts';

function view(topic: string, turtle: string) {
  const head = { topic: `${base}${topic}`, document: `${base}doc/x` } as RecordHead;
  return viewResource(head, parseTurtle(turtle), propertyLabels(base));
}

describe('viewResource', () => {
  const prices = view('id/dataset/prices-2016', pricesTurtle);

  it('names and describes the topic in every language', () => {
    assert.deepEqual(
      prices.topic.titles.map(({ language }) => language),
      ['en', 'hi'],
    );
    assert.equal(prices.topic.descriptions.length, 2);
  });
  it('gives distributions a section of their own', () => {
    const [distribution] = prices.distributions;
    assert.ok(distribution);
    assert.ok(!prices.topic.properties.some(({ property }) => property === dcat.distribution));
    const file = 'https://mospi.example.gov.in/cpi/2016-03.csv';
    assert.deepEqual(fetchLinks(distribution), { downloads: [file], accesses: [] });
  });
  it('tells the schema of a table as its columns, and nothing of it twice', () => {
    const { distributions, parts, topic } = view(
      'id/dataset/x',
      `<id/dataset/x> dcat:distribution <id/distribution/x/1> .
      <id/distribution/x/1> dct:conformsTo <#schema> , <https://standard.example/> .
      <#schema> a <http://www.w3.org/ns/csvw#Schema> ; <http://www.w3.org/ns/csvw#column> <#1> .
      <#1> rdf:first <#state> ; rdf:rest <#2> .
      <#2> rdf:first <#rain> ; rdf:rest <#3> .
      <#3> rdf:first <#days> ; rdf:rest <#4> .
      <#4> rdf:first <#area> ; rdf:rest rdf:nil .
      <#state> <http://www.w3.org/ns/csvw#name> "state" ; <http://www.w3.org/ns/csvw#title> "State"@en , "राज्य"@hi .
      <#rain> <http://www.w3.org/ns/csvw#name> "rain" ; <http://www.w3.org/ns/csvw#datatype> xsd:decimal .
      <#days> <http://www.w3.org/ns/csvw#name> "days" .
      <#area> <http://www.w3.org/ns/csvw#name> "area" .`,
    );
    assert.deepEqual(distributions[0]?.columns, [
      {
        name: 'state',
        titles: [
          { text: 'State', language: 'en' },
          { text: 'राज्य', language: 'hi' },
        ],
        descriptions: [],
      },
      { name: 'rain', titles: [], descriptions: [], type: 'number' },
      { name: 'days', titles: [], descriptions: [] },
      { name: 'area', titles: [], descriptions: [] },
    ]);
    assert.deepEqual(distributions[0].properties, [
      { property: dct.conformsTo, values: [{ type: 'link', iri: 'https://standard.example/' }] },
    ]);
    assert.deepEqual([parts, topic.properties], [[], []]);
  });
  it('nests what has no document of its own', () => {
    const contact = prices.topic.properties.find(({ property }) => property === dcat.contactPoint)?.values[0];
    assert.ok(contact?.type === 'node');
    assert.equal(contact.node.titles[0]?.text, 'Price Statistics Desk');
  });
  it('tells catalogues that list the topic from its parts', () => {
    assert.deepEqual(prices.memberOf.map((iri) => iri.slice(base.length)).sort(), [
      'id/catalog/consumer-price-index-2016',
      'id/catalog/portal',
    ]);
    assert.deepEqual(prices.parts, []);
  });
  it('orders properties by the table, unknown ones last', () => {
    const { topic } = view(
      'id/dataset/x',
      '<id/dataset/x> <urn:x:unknown> "u" ; dct:identifier "i" ; dct:publisher <id/organization/o> .',
    );
    assert.deepEqual(
      topic.properties.map(({ property }) => property),
      [dct.publisher, dct.identifier, 'urn:x:unknown' as Iri],
    );
  });
  it('shows terms that nothing refers to as parts', () => {
    const vocabulary = view(
      'def/v',
      '<def/v> a owl:Ontology ; dct:title "V" . <def/v#a> a rdf:Property ; rdfs:label "a" ; rdfs:isDefinedBy <def/v> .',
    );
    assert.deepEqual(
      vocabulary.parts.map(({ iri }) => iri),
      [`${base}def/v#a`],
    );
  });
  it('ends on circles', () => {
    const { topic, parts } = view(
      'id/dataset/x',
      '<id/dataset/x> dct:relation <doc/x#a> . <doc/x#a> dct:relation <doc/x#b> . <doc/x#b> dct:relation <doc/x#a>, <id/dataset/x> .',
    );
    assert.equal(topic.properties.length, 1);
    assert.equal(parts.length, 0);
  });
});
