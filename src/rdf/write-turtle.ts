import type { Literal, Quad, Term } from '@rdfjs/types';
import { rdf, xsd } from '../vocabulary/terms.ts';
import { type DocumentWriter, groupByGraph, groupBySubject, type Prefixes } from './document-writer.ts';
import { escapeIri, escapeText } from './n-quads.ts';
import { PrefixTable } from './prefix-table.ts';

/**
 * Turtle (graph names dropped) or TriG for people: prefixes, one block a subject, `a` first.
 * Not `n3.Writer`: it writes the IRI `<dct:title>` as the prefixed name `dct:title`, which is another IRI.
 */
export function turtleWriter(prefixes: Prefixes, { graphs }: { graphs: boolean }): DocumentWriter {
  const table = new PrefixTable(prefixes);
  return {
    open: () => {
      const lines = Object.entries(prefixes).map(
        ([prefix, iri]) => `@prefix ${prefix}: <${escapeIri(iri)}> .\n`,
      );
      return lines.length > 0 ? `${lines.join('')}\n` : '';
    },
    write: (quads) => (graphs ? writeGraphs(quads, table) : writeSubjects(quads, table, '')),
    close: () => '',
  };
}

function writeGraphs(quads: readonly Quad[], table: PrefixTable): string {
  return [...groupByGraph(quads).values()]
    .map((group) =>
      group.graph.termType === 'DefaultGraph'
        ? writeSubjects(group.quads, table, '')
        : `${turtleTerm(group.graph, table)} {\n${writeSubjects(group.quads, table, '  ')}}\n\n`,
    )
    .join('');
}

function writeSubjects(quads: readonly Quad[], table: PrefixTable, indent: string): string {
  let text = '';
  for (const { subject, properties } of groupBySubject(quads).values()) {
    const lines: string[] = [];
    for (const [predicate, values] of properties) {
      const verb = predicate === rdf.type ? 'a' : turtleIri(predicate, table);
      lines.push(`${verb} ${values.map((quad) => turtleTerm(quad.object, table)).join(' , ')}`);
    }
    text += `${indent}${turtleTerm(subject, table)} ${lines.join(` ;\n${indent}  `)} .\n${indent === '' ? '\n' : ''}`;
  }
  return text;
}

function turtleTerm(term: Term, table: PrefixTable): string {
  switch (term.termType) {
    case 'NamedNode':
      return turtleIri(term.value, table);
    case 'BlankNode':
      return `_:${term.value}`;
    case 'Literal':
      return turtleLiteral(term, table);
    default:
      throw new TypeError(`A ${term.termType} cannot be written as Turtle.`);
  }
}

function turtleIri(iri: string, table: PrefixTable): string {
  return table.shorten(iri) ?? `<${escapeIri(iri)}>`;
}

/** Lexical forms that Turtle (§2.5.2) reads back as the same literal of that datatype. */
const bare: Readonly<Record<string, RegExp>> = {
  [xsd.boolean]: /^(?:true|false)$/,
  [xsd.integer]: /^[+-]?\d+$/,
  [xsd.decimal]: /^[+-]?\d*\.\d+$/,
};

function turtleLiteral(literal: Literal, table: PrefixTable): string {
  if (literal.language !== '') return `"${escapeText(literal.value)}"@${literal.language}`;
  const datatype = literal.datatype.value;
  if (bare[datatype]?.test(literal.value)) return literal.value;
  const text = `"${escapeText(literal.value)}"`;
  return datatype === xsd.string ? text : `${text}^^${turtleIri(datatype, table)}`;
}
