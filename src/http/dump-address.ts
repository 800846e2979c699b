import type { IncomingMessage } from 'node:http';
import { type DumpKind, dumpKind } from '../feeds/dump-kind.ts';
import { rdfFormats } from '../rdf/formats.ts';
import { contentType } from './formats.ts';
import { chooseEncoding } from './negotiate-encoding.ts';
import { negotiateFormat } from './negotiate-format.ts';
import { ProblemError } from './problem.ts';
import { notAcceptable } from './problems.ts';

const gzipType = 'application/gzip';
const extensions = rdfFormats.map(({ extension }) => extension).join('|');

/** `/catalog/all`, `/catalog/all.nq`, `/catalog/all.nq.gz`, and either with `.sha256`. */
export const dumpPath = new RegExp(`^/catalog/all(?:\\.(?:${extensions})(?:\\.gz)?(?:\\.sha256)?)?$`);
const parts = /^(?:\.([a-z]+)(\.gz)?(\.sha256)?)?$/;

/** What a request for a dump asks for. */
export interface DumpSelection {
  readonly kind: DumpKind;
  /** Of the file at this address that the checksum is wanted, not the file. */
  readonly checksum: boolean;
  /** Last segment of the address of its own, e.g. `all.nq.gz`. */
  readonly name: string;
  /** Fields that tell how it is written and how it was chosen. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * @param address of `/catalog/all`, as a path
 * @param suffix what follows it in the request
 */
export function selectDump(request: IncomingMessage, address: string, suffix: string): DumpSelection {
  const [, extension, gz, checksum] = parts.exec(suffix) ?? [];
  const { format, mediaType } = chooseFormat(request.headers.accept, address, extension);
  const own = `all.${format.extension}`;
  if (gz !== undefined || checksum !== undefined) {
    const kind = dumpKind(format, gz ? 'gzip' : 'identity');
    const name = `all.${kind.extension}`;
    const headers = {
      'Content-Type': gz ? gzipType : contentType(mediaType),
      'Content-Disposition': disposition('attachment', name),
    };
    return { kind, checksum: checksum !== undefined, name, headers };
  }
  const coding = chooseEncoding(request.headers['accept-encoding'], ['gzip']);
  const headers = {
    'Content-Type': contentType(mediaType),
    'Content-Disposition': disposition('inline', own),
    Vary: extension === undefined ? 'Accept, Accept-Encoding' : 'Accept-Encoding',
    ...(extension === undefined && { 'Content-Location': `${address}.${format.extension}` }),
    ...(coding === 'gzip' && { 'Content-Encoding': 'gzip' }),
  };
  const kind = dumpKind(format, coding === 'gzip' ? 'gzip' : 'identity');
  return { kind, checksum: false, name: own, headers };
}

function chooseFormat(accept: string | undefined, address: string, extension: string | undefined) {
  const named = rdfFormats.find((format) => format.extension === extension);
  const chosen = named ? { format: named, mediaType: named.mediaType } : negotiateFormat(accept, rdfFormats);
  if (chosen) return chosen;
  const available = rdfFormats.map((format) => ({
    mediaType: format.mediaType,
    href: `${address}.${format.extension}`,
  }));
  throw new ProblemError(notAcceptable(available));
}

function disposition(type: 'inline' | 'attachment', name: string): string {
  return `${type}; filename="${name}"`;
}
