import type { BlankNode, NamedNode, Quad, Quad_Object } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { iri, literal, parseIri, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { rdf, xsd } from '../vocabulary/terms.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json-value.ts';
import type { CommonProperty } from './metadata-model.ts';
import { expandPrefixedName, isCommonProperty } from './prefixed-name.ts';
import { datatypeIri, nodeTypeIri } from './read-annotations.ts';
import { resolveUrl } from './resolve-url.ts';

type Node = NamedNode | BlankNode;

/** A common property as triples (csv2rdf, "Interpreting annotations as RDF"). Its value was checked when it was read. */
export function* commonPropertyQuads(
  subject: Node,
  { property, value, base, language }: CommonProperty,
): Generator<Quad> {
  yield* valueQuads(subject, property, value, { base, language });
}

interface Setting {
  readonly base: string;
  readonly language: string;
}

function* valueQuads(subject: Node, property: Iri, value: JsonValue, setting: Setting): Generator<Quad> {
  if (value === null) return;
  if (isJsonArray(value)) {
    for (const item of value) yield* valueQuads(subject, property, item, setting);
  } else if (!isJsonObject(value) || '@value' in value) {
    yield triple(subject, property, literalOf(value, setting));
  } else {
    const node = nodeOf(value, setting);
    if (node === undefined) return;
    yield triple(subject, property, node);
    yield* nodeQuads(node, value, setting);
  }
}

function nodeOf(value: JsonObject, { base }: Setting): Node | undefined {
  const id = value['@id'];
  if (typeof id !== 'string') return DataFactory.blankNode() as BlankNode;
  const resolved = parseIri(resolveUrl(expandPrefixedName(id), base));
  return resolved && iri(resolved);
}

function* nodeQuads(node: Node, value: JsonObject, setting: Setting): Generator<Quad> {
  for (const [key, own] of Object.entries(value)) {
    if (key === '@id') continue;
    if (key === '@type') {
      for (const name of isJsonArray(own) ? own : [own]) {
        const type = typeof name === 'string' ? nodeTypeIri(name) : undefined;
        if (type) yield triple(node, rdf.type, type);
      }
      continue;
    }
    const property = isCommonProperty(key) ? parseIri(expandPrefixedName(key)) : undefined;
    if (property) yield* valueQuads(node, property, own, setting);
  }
}

function literalOf(value: string | number | boolean | JsonObject, { language }: Setting): Quad_Object {
  if (typeof value !== 'object') return plainLiteral(value, language === 'und' ? {} : { language });
  const { '@value': text, '@type': type, '@language': own } = value;
  const plain = typeof text === 'number' || typeof text === 'boolean' ? text : String(text ?? '');
  if (typeof type === 'string') {
    const datatype = datatypeIri(type);
    return literal(String(plain), datatype ? { datatype } : {});
  }
  // Without @language the value is of none: the default language is that of plain strings (JSON-LD §6.9).
  return plainLiteral(plain, typeof own === 'string' ? { language: own } : {});
}

function plainLiteral(value: string | number | boolean, text: { language?: string }): Quad_Object {
  if (typeof value === 'string') return literal(value, text);
  if (typeof value === 'boolean') return literal(String(value), { datatype: xsd.boolean });
  if (Number.isInteger(value) && Math.abs(value) < 1e21)
    return literal(value.toFixed(0), { datatype: xsd.integer });
  return literal(canonicalDouble(value), { datatype: xsd.double });
}

/** As JSON-LD writes numbers with a fraction: `5.3E0`. */
function canonicalDouble(value: number): string {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}
