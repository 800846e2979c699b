import { Router } from 'express';
import type { DumpFile } from '../../feeds/dump-file.ts';
import type { DumpIdentity } from '../../feeds/dump-snapshot.ts';
import { DumpUnavailable } from '../../feeds/dump-store.ts';
import { isNotModified } from '../conditional.ts';
import type { DataJsonKind } from '../data-json-files.ts';
import { sendDump } from '../dump-answer.ts';
import { preconditionFails } from '../dump-preconditions.ts';
import { dumpHasChanged, dumpUnavailable } from '../dump-problems.ts';
import { commonHeaders } from '../headers.ts';
import type { HttpContext } from '../http-context.ts';
import { chooseEncoding } from '../negotiate-encoding.ts';
import { ProblemError } from '../problem.ts';
import { unavailable } from '../problems.ts';
import { readOnly } from './allow-methods.ts';

/** They describe a body that is not sent (RFC 9110 §15.4.5). */
const notOn304: ReadonlySet<string> = new Set(['Content-Type', 'Content-Encoding']);

/** `/data.json`: all datasets in DCAT-US 1.1, where harvesters of data.gov and its like look for them. */
export function dataJsonRoutes(context: HttpContext): Router {
  const { site, dataJson, cacheControl, log } = context;
  const router = Router({ caseSensitive: true, strict: true });

  router.all('/data.json', readOnly(), async (request, response) => {
    if (!dataJson) throw new ProblemError(unavailable('dump-unavailable', nowhere));
    const gzip = chooseEncoding(request.headers['accept-encoding'], ['gzip']) === 'gzip';
    const kind: DataJsonKind = gzip ? 'json.gz' : 'json';
    const headersOf = (identity: DumpIdentity) => ({
      ...commonHeaders,
      'Content-Type': 'application/json; charset=utf-8',
      ...(gzip && { 'Content-Encoding': 'gzip' }),
      'Cache-Control': cacheControl,
      Vary: 'Accept-Encoding',
      ETag: `"${identity.name}.${kind}"`,
      ...(identity.modified !== undefined && { 'Last-Modified': new Date(identity.modified).toUTCString() }),
      Link: [
        `<${site.path}catalog>; rel="alternate"; type="text/turtle"`,
        '<https://project-open-data.cio.gov/v1.1/schema>; rel="profile"',
        '<https://project-open-data.cio.gov/v1.1/schema/catalog.json>; rel="describedby"',
      ].join(', '),
    });
    /** RFC 9110 §13.2.2: 412 or 304 instead of the file. */
    const settled = (identity: DumpIdentity): boolean => {
      const headers = headersOf(identity);
      const { modified } = identity;
      const validators = { etag: headers.ETag, ...(modified !== undefined && { lastModified: modified }) };
      if (preconditionFails(request.headers, validators)) throw new ProblemError(dumpHasChanged());
      if (!isNotModified(request.headers, { ...validators, headers: [], body: Buffer.alloc(0) }))
        return false;
      const kept = Object.entries(headers).filter(([name]) => !notOn304.has(name));
      response.writeHead(304, Object.fromEntries(kept)).end();
      return true;
    };
    if (settled(dataJson.identify(kind))) return;
    const file = await opened(dataJson.open(kind));
    try {
      if (!settled(file.identity))
        await sendDump(request, response, { file, headers: headersOf(file.identity), log });
    } finally {
      file.release();
    }
  });

  async function opened(opening: Promise<DumpFile>): Promise<DumpFile> {
    try {
      return await opening;
    } catch (error) {
      if (!(error instanceof DumpUnavailable)) throw error;
      throw new ProblemError(dumpUnavailable(`${site.base}catalog`), { cause: error });
    }
  }

  return router;
}

const nowhere = {
  en: 'This server writes no data.json.',
  hi: 'यह सर्वर data.json नहीं लिखता।',
};
