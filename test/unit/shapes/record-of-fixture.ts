import { readFileSync } from 'node:fs';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import type { MappedRecord } from '../../../src/model/record.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { rdf } from '../../../src/vocabulary/terms.ts';

export const base = 'https://data.example.gov.in/';
export const fixtures = new URL('../../fixtures/shapes/', import.meta.url);
export const shapes = new URL('../../../shapes/', import.meta.url);

export function parseTurtle(text: string): Quad[] {
  return new Parser({ baseIRI: base }).parse(text) as unknown as Quad[];
}

export function readTurtle(file: URL): Quad[] {
  return parseTurtle(readFileSync(file, 'utf8'));
}

/** The record of a Turtle text: its first subject is the topic, the other subjects with a type are its parts. */
export function recordOf(text: string, place = { file: 'fixture.ttl' }): MappedRecord {
  const quads = parseTurtle(text);
  const topic = quads[0]?.subject.value as Iri;
  const typed = quads
    .filter((quad) => quad.predicate.value === rdf.type)
    .map((quad) => quad.subject.value as Iri);
  return {
    kind: 'dataset',
    topic,
    document: topic.replace('/id/', '/doc/') as Iri,
    parts: [...new Set(typed)].filter((subject) => subject !== topic),
    quads,
    incidental: false,
    place,
    findings: [],
  };
}
