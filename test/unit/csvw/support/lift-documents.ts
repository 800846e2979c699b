import type { Quad } from '@rdfjs/types';
import { type ConversionMode, csvToRdf } from '../../../../src/csvw/csv-to-rdf.ts';
import type { LoadedResource, ResourceLoader } from '../../../../src/csvw/resource-loader.ts';
import { describeWarning } from '../../../../src/csvw/warning.ts';
import { nQuadLine } from '../../../../src/rdf/n-quads.ts';

export const folder = 'https://example.org/data/';

type Document = string | Uint8Array | object;

export interface Lifted {
  readonly quads: readonly Quad[];
  /** Lines of N-Triples. */
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
}

export interface LiftSettings {
  readonly mode?: ConversionMode;
  readonly metadata?: string;
  /** Fields of HTTP of the table. */
  readonly fields?: Partial<LoadedResource>;
  /** Bytes come in pieces of this length. */
  readonly piece?: number;
}

/** Lifts `start`, with documents by their names in one folder; objects stand for JSON. A `.json` to start with is metadata. */
export async function liftDocuments(
  start: string,
  documents: Readonly<Record<string, Document>>,
  { mode = 'minimal', metadata, fields = {}, piece }: LiftSettings = {},
): Promise<Lifted> {
  const loader: ResourceLoader = {
    load: async (url) => {
      const document = documents[url.startsWith(folder) ? url.slice(folder.length) : url];
      if (document === undefined) return undefined;
      return { bytes: piecesOf(document, piece), ...(url === folder + start && fields) };
    },
  };
  const quads: Quad[] = [];
  const warnings: string[] = [];
  const from = start.endsWith('.json') ? { metadata: folder + start } : { table: folder + start };
  const named = metadata === undefined ? {} : { metadata: folder + metadata };
  const warn = (warning: Parameters<typeof describeWarning>[0]) => warnings.push(describeWarning(warning));
  for await (const batch of csvToRdf({ ...from, ...named, mode, loader, warn })) quads.push(...batch);
  return { quads, lines: quads.map((quad) => nQuadLine(quad).trimEnd()), warnings };
}

async function* piecesOf(document: Document, length: number | undefined): AsyncGenerator<Uint8Array> {
  const bytes =
    document instanceof Uint8Array
      ? document
      : Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
  const step = length ?? Math.max(1, bytes.length);
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
}

/** Predicate's last part and object's value of each triple. */
export function saidBy({ quads }: Lifted): string[] {
  return quads.map(({ predicate, object }) => `${predicate.value.replace(/^.*[#/]/, '')}=${object.value}`);
}

export const csvw = 'http://www.w3.org/ns/csvw';
