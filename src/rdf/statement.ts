/** A triple or quad whose terms are written as canonical N-Quads writes them: what every writer starts from. */
export interface Statement {
  readonly subject: string;
  readonly predicate: string;
  readonly object: string;
  /** `''`: the default graph. */
  readonly graph: string;
}

/** The triple without its full stop. */
export function triplePart({ subject, predicate, object }: Statement): string {
  return `${subject} ${predicate} ${object}`;
}

const canonicalLine =
  /(<[^>\n]*>|_:[^ \n]+) (<[^>\n]*>) (<[^>\n]*>|_:[^ \n]+|"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>\n]*>)?)(?: (<[^>\n]*>|_:[^ \n]+))? \.\n/y;

/**
 * The statements of a text whose lines are as `nQuadLine` writes them: such lines need no grammar.
 * @returns `undefined` where a line is written otherwise
 */
export function readStatements(text: string): Statement[] | undefined {
  const statements: Statement[] = [];
  canonicalLine.lastIndex = 0;
  while (canonicalLine.lastIndex < text.length) {
    const match = canonicalLine.exec(text);
    if (match === null) return undefined;
    const [, subject = '', predicate = '', object = '', graph = ''] = match;
    statements.push({ subject, predicate, object, graph });
  }
  return statements;
}
