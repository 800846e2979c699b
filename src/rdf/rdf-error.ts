/**
 * Why RDF could not be read, canonicalised or written. The codes are those of `Failure`, which the rooms above make
 * of it (rooms on one floor do not import each other).
 */
export class RdfError extends Error {
  readonly code: 'unreadable-input' | 'too-large' | 'unknown-format';
  /** From 1, where the syntax has lines. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(
    code: RdfError['code'],
    message: string,
    options: ErrorOptions & { line?: number | undefined; column?: number | undefined } = {},
  ) {
    super(message, options);
    this.name = 'RdfError';
    this.code = code;
    this.line = options.line;
    this.column = options.column;
  }
}
