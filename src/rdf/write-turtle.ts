import { xsd } from '../vocabulary/terms.ts';
import {
  type DocumentWriter,
  groupByGraph,
  groupBySubject,
  type SubjectGroup,
  typeTerm,
} from './document-writer.ts';
import { escapeIri } from './n-quads.ts';
import type { UsedPrefixes } from './prefix-table.ts';
import type { Statement } from './statement.ts';

/**
 * Turtle (graph names dropped) or TriG for people: prefixes, one block a subject, `a` first. Terms are written as in
 * canonical N-Quads, whose escapes Turtle shares, unless they have a shorter form.
 * Not `n3.Writer`: it writes the IRI `<dct:title>` as the prefixed name `dct:title`, which is another IRI.
 */
export function turtleWriter(names: UsedPrefixes, { graphs }: { graphs: boolean }): DocumentWriter {
  return {
    open: (prefixes) => {
      const lines = Object.entries(prefixes).map(
        ([prefix, iri]) => `@prefix ${prefix}: <${escapeIri(iri)}> .\n`,
      );
      return lines.length > 0 ? `${lines.join('')}\n` : '';
    },
    write: (statements) =>
      graphs ? writeGraphs(statements, names) : writeSubjects(groupBySubject(statements), names, ''),
    close: () => '',
  };
}

function writeGraphs(statements: readonly Statement[], names: UsedPrefixes): string {
  let text = '';
  for (const [graph, own] of groupByGraph(statements))
    text +=
      graph === ''
        ? writeSubjects(groupBySubject(own), names, '')
        : `${turtleTerm(graph, names)} {\n${writeSubjects(groupBySubject(own), names, '  ')}}\n\n`;
  return text;
}

function writeSubjects(groups: Iterable<SubjectGroup>, names: UsedPrefixes, indent: string): string {
  let text = '';
  for (const { subject, properties } of groups) {
    text += `${indent}${turtleTerm(subject, names)} `;
    let separator = '';
    for (const [predicate, objects] of properties) {
      text += separator + (predicate === typeTerm ? 'a' : turtleTerm(predicate, names));
      let comma = ' ';
      for (const object of objects) {
        text += comma + turtleTerm(object, names);
        comma = ' , ';
      }
      separator = ` ;\n${indent}  `;
    }
    text += indent === '' ? ' .\n\n' : ' .\n';
  }
  return text;
}

/** A term of a statement as Turtle writes it, shortened where a prefix fits. */
export function turtleTerm(term: string, names: UsedPrefixes): string {
  if (term.startsWith('<')) return names.shorten(term) ?? term;
  return term.endsWith('>') ? typedLiteral(term, names) : term;
}

/** Lexical forms that Turtle (§2.5.2) reads back as the same literal of that datatype. */
const bare: Readonly<Record<string, RegExp>> = {
  [`<${xsd.boolean}>`]: /^(?:true|false)$/,
  [`<${xsd.integer}>`]: /^[+-]?\d+$/,
  [`<${xsd.decimal}>`]: /^[+-]?\d*\.\d+$/,
};

function typedLiteral(term: string, names: UsedPrefixes): string {
  const end = term.lastIndexOf('"') + 1;
  const datatype = term.slice(end + 2);
  const text = term.slice(1, end - 1);
  if (bare[datatype]?.test(text)) return text;
  const short = names.shorten(datatype);
  return short === undefined ? term : `${term.slice(0, end)}^^${short}`;
}
