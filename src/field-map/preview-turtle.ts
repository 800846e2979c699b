import type { Quad } from '@rdfjs/types';
import { groupBySubject, type Prefixes, typeTerm } from '../rdf/document-writer.ts';
import { iriTerm, statementOf } from '../rdf/n-quads.ts';
import { UsedPrefixes } from '../rdf/prefix-table.ts';
import { turtleTerm } from '../rdf/write-turtle.ts';

/** Columns that an indented value may begin in, at most. */
const deepest = 24;
const indent = '  ';

export interface PreviewLayout {
  readonly columns: number;
  /** Long texts are cut to the width; they are then no longer what would be published. */
  readonly shorten: boolean;
}

/** Turtle for people who look at a few records: one value a line where they do not fit beside each other. */
export class PreviewTurtle {
  readonly #names: UsedPrefixes;
  readonly #layout: PreviewLayout;
  #shortened = false;

  constructor(prefixes: Prefixes, layout: PreviewLayout) {
    this.#names = new UsedPrefixes(prefixes);
    this.#layout = layout;
  }

  /** Whether any text was cut so far. */
  get shortened(): boolean {
    return this.#shortened;
  }

  /** Declarations of the prefixes that were used so far. */
  prefixes(): string {
    const lines = Object.entries(this.#names.prefixes()).map(
      ([prefix, iri]) => `@prefix ${prefix}: ${iriTerm(iri)} .\n`,
    );
    return lines.join('');
  }

  /** The triples of one record, its topic first. */
  record(quads: readonly Quad[], topic: string): string {
    const subject = iriTerm(topic);
    const statements = quads.map(statementOf);
    const own = statements.filter((statement) => statement.subject === subject);
    const others = statements.filter((statement) => statement.subject !== subject);
    let text = '';
    for (const group of groupBySubject([...own, ...others])) {
      const lines = [...group.properties].map(([predicate, objects]) => {
        const name = predicate === typeTerm ? 'a' : turtleTerm(predicate, this.#names);
        return this.#property(name, [...objects]);
      });
      text += `${turtleTerm(group.subject, this.#names)}\n${lines.join(' ;\n')} .\n\n`;
    }
    return text;
  }

  #property(name: string, objects: readonly string[]): string {
    const { columns } = this.#layout;
    const hanging = ' '.repeat(Math.min(deepest, indent.length * 2));
    const lines: string[] = [];
    let line = `${indent}${name}`;
    for (const [index, object] of objects.entries()) {
      const term = this.#term(object, columns - hanging.length - 2);
      const part = index === 0 ? ` ${term}` : ` , ${term}`;
      // " ;" or " ," follows.
      if (widthOf(line) + widthOf(part) + 2 <= columns) {
        line += part;
        continue;
      }
      lines.push(index === 0 ? line : `${line} ,`);
      line = `${hanging}${term}`;
    }
    return [...lines, line].join('\n');
  }

  #term(object: string, room: number): string {
    const term = turtleTerm(object, this.#names);
    if (!this.#layout.shorten || !term.startsWith('"') || widthOf(term) <= room) return term;
    this.#shortened = true;
    const end = term.lastIndexOf('"');
    const suffix = term.slice(end);
    const letters = [...graphemes.segment(term.slice(1, end))].map(({ segment }) => segment);
    const kept = letters.slice(0, Math.max(10, room - widthOf(suffix) - 2)).join('');
    // An escape that was cut in half would end the text.
    return `"${kept.replace(/\\(?:u[0-9A-Fa-f]{0,3}|U[0-9A-Fa-f]{0,7})?$/, '')}…${suffix}`;
  }
}

const graphemes = new Intl.Segmenter('hi', { granularity: 'grapheme' });

function widthOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII from its first character to its last
  return /^[\u0000-\u007f]*$/.test(text) ? text.length : [...graphemes.segment(text)].length;
}
