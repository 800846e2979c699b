import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Router } from 'express';
import { dumpCatalogue } from '../../feeds/catalogue-dump.ts';
import { type RdfFormat, rdfFormats } from '../../rdf/formats.ts';
import { parsePreferences } from '../accept.ts';
import { contentType } from '../formats.ts';
import { commonHeaders } from '../headers.ts';
import type { HttpContext } from '../http-context.ts';
import { negotiateFormat } from '../negotiate-format.ts';
import { ProblemError } from '../problem.ts';
import { notAcceptable } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { readOnly } from './allow-methods.ts';

/** Milliseconds without a byte taken after which a dump is broken off: it holds a snapshot of the store. */
const stalled = 120_000;

/** `/catalog/all.{nq,nt,ttl,trig,jsonld,rdf}`: everything in one answer, streamed at the client's pace. */
export function dumpRoutes(context: HttpContext): Router {
  const { site, store, portal, log } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const extensions = rdfFormats.map(({ extension }) => extension).join('|');

  router.all(new RegExp(`^/catalog/all(?:\\.(?:${extensions}))?$`), readOnly(), async (request, response) => {
    const suffix = requestTarget(request).path.slice(`${site.path}catalog/all`.length);
    const format = chooseFormat(suffix, request.headers.accept);
    const gzip = acceptsGzip(request.headers['accept-encoding']);
    response.writeHead(200, {
      ...commonHeaders,
      'Content-Type': contentType(format.mediaType),
      'Cache-Control': 'public, no-cache',
      'Content-Disposition': `inline; filename="catalog.${format.extension}"`,
      Vary: suffix === '' ? 'Accept, Accept-Encoding' : 'Accept-Encoding',
      ...(gzip && { 'Content-Encoding': 'gzip' }),
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    await stream(format, gzip, response);
  });

  function chooseFormat(suffix: string, accept: string | undefined): RdfFormat {
    const format = suffix
      ? rdfFormats.find(({ extension }) => `.${extension}` === suffix)
      : negotiateFormat(accept, rdfFormats)?.format;
    if (format) return format;
    const available = rdfFormats.map(({ mediaType, extension }) => ({
      mediaType,
      href: `${site.path}catalog/all.${extension}`,
    }));
    throw new ProblemError(notAcceptable(available));
  }

  /** A fault after the first byte can only be shown by breaking the connection off: the client must not take it for whole. */
  async function stream(format: RdfFormat, gzip: boolean, response: ServerResponse): Promise<void> {
    response.setTimeout(stalled, () => response.destroy());
    const source = Readable.from(dumpCatalogue(store, portal, format), {
      objectMode: true,
      highWaterMark: 2,
    });
    try {
      if (gzip) await pipeline(source, createGzip({ level: 5 }), response);
      else await pipeline(source, response);
    } catch (error) {
      response.destroy();
      const left = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
      if (left) log.debug({ format: format.name }, 'a client left during a dump');
      else log.error({ err: error, format: format.name }, 'a dump was broken off');
    }
  }
  return router;
}

function acceptsGzip(field: string | undefined): boolean {
  const preferences = parsePreferences(field ?? '');
  const own = preferences.find(({ range }) => range === 'gzip' || range === 'x-gzip');
  return ((own ?? preferences.find(({ range }) => range === '*'))?.quality ?? 0) > 0;
}
