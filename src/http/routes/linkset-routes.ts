import type { IncomingMessage } from 'node:http';
import { Router } from 'express';
import { linksetJsonType, linksetTextType } from '../../resources/signposting.ts';
import {
  type LinkContext,
  linksetJson,
  linksetOf,
  linksetText,
} from '../../resources/signposting-linkset.ts';
import { composeDocument } from '../../store/document.ts';
import type { RecordHead } from '../../store/record-store.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import type { HttpContext } from '../http-context.ts';
import { type Negotiable, negotiateFormat } from '../negotiate-format.ts';
import { ProblemError } from '../problem.ts';
import { gone, malformedUrl, notAcceptable, notFound } from '../problems.ts';
import { requestTarget } from '../request-target.ts';
import { representation, sendRepresentation } from '../send.ts';
import { linksetIri, signpostPlaces, versionSignposts } from '../signpost-places.ts';
import { readOnly } from './allow-methods.ts';

export interface LinksetFormat extends Negotiable {
  readonly extension: string;
  readonly write: (contexts: readonly LinkContext[]) => string;
}

/** Media types of RFC 9264 §4, in order of preference. */
export const linksetFormats: readonly LinksetFormat[] = [
  { mediaType: linksetJsonType, aliases: ['application/json'], extension: 'json', write: linksetJson },
  { mediaType: linksetTextType, aliases: ['text/plain'], extension: 'txt', write: linksetText },
];

interface Selection {
  readonly head: RecordHead;
  readonly format: LinksetFormat;
  readonly mediaType: string;
  readonly byAddress: boolean;
}

/** `/linkset/…`: every link of the document `/doc/…` (FAIR Signposting level 2), negotiated or by extension. */
export function linksetRoutes(context: HttpContext): Router {
  const { site, store } = context;
  const router = Router({ caseSensitive: true, strict: true });

  router.use('/linkset', readOnly(), (request, response) => {
    const { head, format, mediaType, byAddress } = select(request);
    const record = store.get(head.document);
    if (record?.state !== 'live') throw new ProblemError(withdrawn(record ?? head));
    const contexts = linksetOf(
      record,
      composeDocument(record),
      signpostPlaces(context, record),
      versionSignposts(record.document),
    );
    const alternates = addresses(record.document).filter((other) => other.mediaType !== format.mediaType);
    const own = addresses(record.document).find((one) => one.mediaType === format.mediaType);
    const headers = {
      'Content-Type': mediaType,
      ...(own?.href !== undefined && { 'Content-Location': own.href }),
      ...(!byAddress && { Vary: 'Accept' }),
      Link: [
        `<${site.reference(record.document)}>; rel="describes"`,
        ...alternates.map((other) => `<${other.href}>; rel="alternate"; type="${other.mediaType}"`),
      ].join(', '),
    };
    const validator = record.version.slice(0, 16);
    sendRepresentation(
      request,
      response,
      representation(format.write(contexts), {
        validator,
        lastModified: record.modified,
        headers,
        cacheControl: context.cacheControl,
      }),
    );
  });

  function select(request: IncomingMessage): Selection {
    const { path } = requestTarget(request);
    const exact = headOf(path);
    const dot = path.lastIndexOf('.');
    const named = linksetFormats.find(({ extension }) => extension === path.slice(dot + 1));
    const head = exact ?? (named && headOf(path.slice(0, dot)));
    if (!head) throw new ProblemError(notFound(path, `${site.base}catalog`));
    if (head.state !== 'live') throw new ProblemError(withdrawn(head));
    if (!exact && named) return { head, format: named, mediaType: named.mediaType, byAddress: true };
    const chosen = negotiateFormat(request.headers.accept, linksetFormats);
    if (!chosen) throw new ProblemError(notAcceptable(addresses(head.document)));
    return { head, ...chosen, byAddress: false };
  }

  function headOf(path: string): RecordHead | undefined {
    const documents = site.irisOf(path.replace(`${site.path}linkset/`, `${site.path}doc/`));
    if (!documents) throw new ProblemError(malformedUrl());
    return documents.map((document) => store.head(document)).find((head) => head !== undefined);
  }

  /** Addresses of the formats; one that is the link set of another document is left out. */
  function addresses(document: Iri): { mediaType: string; href: string }[] {
    return linksetFormats.flatMap(({ mediaType, extension }) => {
      const address = `${document}.${extension}` as Iri;
      return store.head(address) ? [] : [{ mediaType, href: site.reference(linksetIri(site.base, address)) }];
    });
  }

  function withdrawn(head: RecordHead) {
    return gone(head.topic, head.modified, `${site.base}catalog`);
  }
  return router;
}
