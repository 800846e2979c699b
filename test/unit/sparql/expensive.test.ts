import assert from 'node:assert/strict';
import { looksExpensive } from '../../../src/sparql/expensive.ts';

const expensive = [
  'SELECT * { ?a ?b ?c . ?d ?e ?f }',
  'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }',
  'SELECT * { ?s ?p ?o } ORDER BY ?o',
  'SELECT DISTINCT ?p { ?s ?p ?o }',
  'SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p',
  'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }',
  'SELECT (MAX(?o) AS ?m) { GRAPH ?g { ?s ?p ?o } }',
  'SELECT * { ?a <urn:p>* ?b }',
  'SELECT * { ?a (<urn:p>|<urn:q>)+ ?b }',
  'SELECT * { ?a <urn:p>/<urn:q>* ?b }',
  'SELECT * { ?a <urn:p> ?b . ?c <urn:q> ?d }',
  'SELECT * { ?a <urn:p> ?x . ?b <urn:p> ?y FILTER(?x = ?y) }',
  'SELECT (GROUP_CONCAT(?t) AS ?all) { ?d <urn:title> ?t }',
  'ASK { ?a ?p ?b . ?b ?q ?c }',
  'CONSTRUCT { ?a <urn:x> ?b } WHERE { ?a <urn:p> ?x . ?b <urn:q> ?y }',
];
const cheap = [
  'SELECT * { ?s ?p ?o } LIMIT 10',
  'ASK { <urn:a> ?p ?o }',
  'DESCRIBE <urn:a>',
  'SELECT * { <urn:a> ?p ?o . ?o <urn:q> ?x }',
  'SELECT * { ?d a <urn:D> ; <urn:t> ?t }',
  'SELECT ?theme (COUNT(?d) AS ?n) { ?d <urn:theme> ?theme } GROUP BY ?theme',
  'SELECT * { ?d <urn:publisher> [ <urn:name> ?n ] }',
  'SELECT * { ?d <urn:p> [ <urn:q> [ <urn:name> ?n ] ] ; <urn:t> ?t }',
  'SELECT * { ?d <urn:list> (?a ?b) }',
  'SELECT * { <urn:a> <urn:broader>* ?b }',
  'SELECT * { ?c <urn:broader>+ <urn:top> }',
  'SELECT * { ?d <urn:p>/<urn:q> ?b }',
  'SELECT * { ?d <urn:t> ?t FILTER(CONTAINS(?t, "rain")) } ORDER BY ?t LIMIT 20',
  'SELECT * { ?d <urn:t> ?t OPTIONAL { ?d <urn:l> ?l } FILTER NOT EXISTS { ?d <urn:x> ?y } }',
  'SELECT * { GRAPH ?g { ?d <urn:t> ?t } }',
];

describe('looksExpensive', () => {
  for (const query of expensive) it(`yes: ${query}`, () => assert.equal(looksExpensive(query), true));
  for (const query of cheap) it(`no: ${query}`, () => assert.equal(looksExpensive(query), false));

  it('does not stumble over what is no query', () => {
    for (const text of ['', 'SELECT', 'CLEAR ALL', '{{{{']) assert.equal(looksExpensive(text), false);
  });
});
