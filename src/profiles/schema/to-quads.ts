import type { Quad, Quad_Object, Quad_Subject } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { iri, literal, triple } from '../../rdf/terms.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { rdf, xsd } from '../../vocabulary/terms.ts';
import { isList, isNode, type JsonLdNode, type JsonLdValue } from './json-ld.ts';

export const schemaOrgNamespace = 'https://schema.org/';

/** Members whose strings are addresses, as schema.org's own context has them (`"@type": "@id"`). */
const addresses = new Set([
  'contentUrl',
  'documentation',
  'downloadUrl',
  'isBasedOn',
  'license',
  'logo',
  'sameAs',
  'termsOfService',
  'url',
]);
const dates = new Set(['dateCreated', 'dateModified', 'datePublished']);

/** The triples of a node as a JSON-LD processor with schema.org's context reads them, in the https namespace. */
export function schemaQuads(root: JsonLdNode): Quad[] {
  const quads: Quad[] = [];
  let blankNodes = 0;

  function subjectOf(value: JsonLdNode): Quad_Subject {
    const id = value['@id'];
    if (typeof id === 'string') return iri(id as Iri);
    blankNodes += 1;
    return DataFactory.blankNode(`b${blankNodes}`) as unknown as Quad_Subject;
  }

  function tell(value: JsonLdNode): Quad_Subject {
    const subject = subjectOf(value);
    for (const [key, member] of Object.entries(value)) {
      if (key === '@id' || key === '@context' || member === undefined) continue;
      for (const one of isList(member) ? member : [member]) {
        if (key === '@type') quads.push(triple(subject, rdf.type, term(String(one))));
        else quads.push(triple(subject, term(key), objectOf(key, one)));
      }
    }
    return subject;
  }

  function objectOf(key: string, value: JsonLdValue): Quad_Object {
    if (isNode(value)) {
      const text = value['@value'];
      if (typeof text === 'string') return literal(text, { language: String(value['@language'] ?? '') });
      return tell(value) as Quad_Object;
    }
    return plain(key, value);
  }

  tell(root);
  return quads;
}

function plain(key: string, value: JsonLdValue): Quad_Object {
  if (typeof value === 'boolean') return literal(String(value), { datatype: xsd.boolean });
  if (typeof value === 'number')
    return literal(String(value), { datatype: Number.isInteger(value) ? xsd.integer : xsd.decimal });
  const text = String(value);
  if (addresses.has(key) && /^[a-z][a-z0-9+.-]*:/i.test(text)) return iri(text as Iri);
  if (dates.has(key)) return literal(text, { datatype: term(text.includes('T') ? 'DateTime' : 'Date') });
  return literal(text);
}

function term(name: string): Iri {
  return `${schemaOrgNamespace}${name}` as Iri;
}
