import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import type { DumpFile } from '../../feeds/dump-file.ts';
import type { DumpKind } from '../../feeds/dump-kind.ts';
import type { DumpIdentity } from '../../feeds/dump-snapshot.ts';
import { DumpUnavailable } from '../../feeds/dump-store.ts';
import { isNotModified } from '../conditional.ts';
import { type DumpSelection, dumpPath, selectDump } from '../dump-address.ts';
import { sendDump } from '../dump-answer.ts';
import { type DumpValidators, preconditionFails } from '../dump-preconditions.ts';
import { checksumPending, dumpHasChanged, dumpUnavailable } from '../dump-problems.ts';
import { commonHeaders } from '../headers.ts';
import type { HttpContext } from '../http-context.ts';
import { ProblemError } from '../problem.ts';
import { requestTarget } from '../request-target.ts';
import { representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/** Milliseconds that a checksum waits for its dump. */
const checksumPatience = 10_000;

/** They describe a body that is not sent (RFC 9110 §15.4.5). */
const notOn304: ReadonlySet<string> = new Set(['Content-Type', 'Content-Disposition', 'Content-Encoding']);

/**
 * `/catalog/all.{nq,nt,ttl,trig,jsonld,rdf}`: everything in one answer, from files that are written once for each
 * commit that is asked for; `.gz` the same compressed, `.sha256` the checksum of either.
 */
export function dumpRoutes(context: HttpContext): Router {
  const { site, dumps, cacheControl, log } = context;
  const address = `${site.path}catalog/all`;
  const router = Router({ caseSensitive: true, strict: true });

  router.all(dumpPath, readOnly(), async (request, response) => {
    const suffix = requestTarget(request).path.slice(address.length);
    const selection = selectDump(request, address, suffix);
    if (selection.checksum) await sendChecksum(selection, request, response);
    else await answer(selection, request, response);
  });

  async function answer(selection: DumpSelection, request: IncomingMessage, response: ServerResponse) {
    const { kind } = selection;
    // What is there already, or would be made: who has it needs nothing made.
    if (settle(request, response, selection, await dumps.identify(kind))) return;
    await withDump(kind, async (file) => {
      const headers = headersOf(selection, file.identity);
      if (settle(request, response, selection, file.identity)) return;
      await sendDump(request, response, { file, headers, log });
    });
  }

  /** RFC 9110 §13.2.2: 412 or 304 instead of the dump. */
  function settle(
    request: IncomingMessage,
    response: ServerResponse,
    selection: DumpSelection,
    identity: DumpIdentity,
  ): boolean {
    const validators = validatorsOf(selection, identity);
    if (preconditionFails(request.headers, validators)) throw new ProblemError(dumpHasChanged());
    if (!isNotModified(request.headers, { ...validators, headers: [], body: Buffer.alloc(0) })) return false;
    const headers = Object.entries(headersOf(selection, identity));
    response.writeHead(304, Object.fromEntries(headers.filter(([name]) => !notOn304.has(name)))).end();
    return true;
  }

  async function sendChecksum(selection: DumpSelection, request: IncomingMessage, response: ServerResponse) {
    const { kind, name } = selection;
    await withDump(kind, async (file) => {
      await file.settled(checksumPatience);
      const { whole, identity } = file;
      if (!whole) throw new ProblemError(checksumPending(name));
      const ready = representation(`${whole.sha256}  ${name}\n`, {
        validator: identity.name,
        headers: {
          'Content-Type': 'text/plain; charset=utf-8',
          'Content-Disposition': `inline; filename="${name}.sha256"`,
          Link: `<${address}.${kind.extension}>; rel="describes"`,
        },
        ...(identity.modified !== undefined && { lastModified: identity.modified }),
        cacheControl,
      });
      sendRepresentation(request, response, ready);
    });
  }

  async function withDump(kind: DumpKind, use: (file: DumpFile) => Promise<void>): Promise<void> {
    let file: DumpFile;
    try {
      file = await dumps.open(kind);
    } catch (error) {
      if (!(error instanceof DumpUnavailable)) throw error;
      throw new ProblemError(dumpUnavailable(`${site.base}catalog`), { cause: error });
    }
    try {
      await use(file);
    } finally {
      file.release();
    }
  }

  function headersOf(selection: DumpSelection, identity: DumpIdentity) {
    const { etag, lastModified } = validatorsOf(selection, identity);
    const { name } = selection;
    const links = [
      `<${site.path}.well-known/void>; rel="describedby"`,
      `<${site.path}catalog>; rel="collection"`,
      `<${site.path}catalog/${name}.sha256>; rel="describedby"; type="text/plain"`,
    ];
    return {
      ...commonHeaders,
      ...selection.headers,
      'Cache-Control': cacheControl,
      ETag: etag,
      ...(lastModified !== undefined && { 'Last-Modified': new Date(lastModified).toUTCString() }),
      Link: links.join(', '),
    };
  }

  return router;
}

/** The tag begins with the number of the commit. It is strong: the same bytes each time that it is made. */
function validatorsOf({ kind }: DumpSelection, { name, modified }: DumpIdentity): DumpValidators {
  return {
    etag: `"${name}.${kind.extension}"`,
    ...(modified !== undefined && { lastModified: modified }),
  };
}
