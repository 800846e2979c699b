import { type RdfFormat, rdfFormats } from '../rdf/formats.ts';

export type DumpEncoding = 'identity' | 'gzip';

/** One way to write the whole catalogue: a syntax, plain or compressed. */
export interface DumpKind {
  readonly format: RdfFormat;
  readonly encoding: DumpEncoding;
  /** Extension of files and addresses, e.g. `nq` or `nq.gz`; names the kind. */
  readonly extension: string;
}

export const dumpKinds: readonly DumpKind[] = rdfFormats.flatMap((format) => [
  Object.freeze({ format, encoding: 'identity', extension: format.extension } as const),
  Object.freeze({ format, encoding: 'gzip', extension: `${format.extension}.gz` } as const),
]);

export function dumpKind(format: RdfFormat, encoding: DumpEncoding): DumpKind {
  const kind = dumpKinds.find((one) => one.format === format && one.encoding === encoding);
  if (!kind) throw new TypeError(`There are no dumps in ${format.name}.`);
  return kind;
}
