import type { Literal, Quad, Quad_Graph, Quad_Object, Quad_Subject } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { rdf, xsd } from '../vocabulary/terms.ts';

const { namedNode, blankNode, literal, quad, defaultGraph } = DataFactory;

type Json = { readonly [key: string]: unknown };

/** The quads of an expanded JSON-LD document (JSON-LD 1.1 API §8, without generalised RDF). */
export function* expandedToQuads(expanded: unknown): Generator<Quad> {
  yield* new Walk().nodes(asArray(expanded), defaultGraph() as Quad_Graph);
}

class Walk {
  #blanks = 0;

  *nodes(values: readonly unknown[], graph: Quad_Graph): Generator<Quad> {
    for (const value of values) if (isObject(value)) yield* this.value(value, graph);
  }

  /** The quads of one value, which is returned as the term that stands for it. */
  *value(value: Json, graph: Quad_Graph): Generator<Quad, Quad_Object> {
    if ('@value' in value) return toLiteral(value);
    if ('@list' in value) return yield* this.list(asArray(value['@list']), graph);
    const subject = this.subject(value['@id']);
    for (const type of asArray(value['@type']))
      yield statement(subject, rdf.type, toNode(String(type)), graph);
    for (const [property, values] of Object.entries(value)) {
      if (property === '@graph') yield* this.nodes(asArray(values), subject as Quad_Graph);
      else if (property === '@included') yield* this.nodes(asArray(values), graph);
      else if (property === '@reverse') yield* this.reverse(subject, values, graph);
      else if (!property.startsWith('@') && !property.startsWith('_:'))
        for (const item of asArray(values)) {
          if (!isObject(item)) continue;
          yield statement(subject, property, yield* this.value(item, graph), graph);
        }
    }
    return subject;
  }

  *reverse(object: Quad_Subject, properties: unknown, graph: Quad_Graph): Generator<Quad> {
    if (!isObject(properties)) return;
    for (const [property, values] of Object.entries(properties))
      for (const item of asArray(values)) {
        if (!isObject(item)) continue;
        const subject = yield* this.value(item, graph);
        yield statement(subject as Quad_Subject, property, object, graph);
      }
  }

  *list(items: readonly unknown[], graph: Quad_Graph): Generator<Quad, Quad_Object> {
    const nodes = items.filter(isObject);
    const cells = nodes.map(() => this.subject(undefined));
    for (const [index, item] of nodes.entries()) {
      const cell = cells[index] as Quad_Subject;
      yield statement(cell, rdf.first, yield* this.value(item, graph), graph);
      yield statement(cell, rdf.rest, cells[index + 1] ?? toNode(rdf.nil), graph);
    }
    return cells[0] ?? toNode(rdf.nil);
  }

  subject(id: unknown): Quad_Subject {
    // Labels of the document are told apart from those given here by their first letter.
    return typeof id === 'string' ? toNode(id) : (blankNode(`g${this.#blanks++}`) as Quad_Subject);
  }
}

function toNode(id: string): Quad_Subject {
  return (id.startsWith('_:') ? blankNode(`d${id.slice(2)}`) : namedNode(id)) as Quad_Subject;
}

function statement(subject: Quad_Subject, predicate: string, object: Quad_Object, graph: Quad_Graph): Quad {
  return quad(
    subject as never,
    namedNode(predicate) as never,
    object as never,
    graph as never,
  ) as unknown as Quad;
}

function toLiteral(value: Json): Literal {
  const raw = value['@value'];
  const type = typeof value['@type'] === 'string' ? value['@type'] : undefined;
  if (type === '@json') return typed(canonicalJson(raw), `${rdf.type.slice(0, -4)}JSON`);
  if (typeof raw === 'boolean') return typed(String(raw), type ?? xsd.boolean);
  if (typeof raw === 'number') return numberLiteral(raw, type);
  const language = value['@language'];
  if (typeof language === 'string') {
    const direction = value['@direction'];
    return literal(String(raw), {
      language: language.toLowerCase(),
      ...(typeof direction === 'string' ? { direction } : {}),
    } as never) as Literal;
  }
  return typed(String(raw), type ?? xsd.string);
}

/** JSON-LD 1.1 API §8.2.2: whole numbers below 10²¹ are integers, the others canonical doubles. */
function numberLiteral(value: number, type: string | undefined): Literal {
  if (Number.isInteger(value) && Math.abs(value) < 1e21 && type !== xsd.double)
    return typed(value.toFixed(0), type ?? xsd.integer);
  const digits = value
    .toExponential(15)
    .replace(/(\d)0*e\+?/, '$1E')
    .replace(/\.(?=E)/, '.0');
  return typed(digits, type ?? xsd.double);
}

function typed(value: string, datatype: string): Literal {
  return literal(value, namedNode(datatype)) as Literal;
}

/** RFC 8785: members sorted; numbers and texts as JSON.stringify writes them. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asArray(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
