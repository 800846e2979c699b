import type { IncomingMessage } from 'node:http';
import type { Quad } from '@rdfjs/types';
import { type RdfFormat, rdfXml } from '../rdf/formats.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { describeDocument } from '../resources/describe-document.ts';
import { viewResource } from '../resources/resource-view.ts';
import { composeDocument } from '../store/document.ts';
import type { RecordHead, RecordReader, StoredRecord } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { skos } from '../vocabulary/terms.ts';
import { findDocument } from './find-document.ts';
import { contentType, type DocumentFormat, documentFormats, html, isHtml } from './formats.ts';
import type { HttpContext } from './http-context.ts';
import { type Negotiated, negotiateFormat } from './negotiate-format.ts';
import { pageContextOf } from './page-context-of.ts';
import { fromPosition, toPosition } from './page-position.ts';
import { renderDocumentPage } from './pages/document-page.tsx';
import type { FormatLink } from './pages/format-link.ts';
import type { PageContext } from './pages/page-context.ts';
import { ProblemError } from './problem.ts';
import { gone, malformedUrl, notAcceptable, notFound } from './problems.ts';
import type { Representation } from './representation-cache.ts';
import { requestTarget } from './request-target.ts';
import { representation } from './send.ts';
import { encodeIri } from './site.ts';

const inboundShown = 50;
/** `Accept` fields whose outcome is remembered. */
const mostNegotiated = 500;
/** Characters. Proxies refuse answers with more than 4 to 8 kB of fields; a Devanagari key alone may take 900. */
const longestLinkField = 2_800;

/** What a request for a document comes to, before anything is read but the record's head. */
interface Selection {
  readonly head: RecordHead;
  readonly format: DocumentFormat;
  readonly mediaType: string;
  /** The format was named by the address, not negotiated. */
  readonly byAddress: boolean;
  /** Of the page; data has none. */
  readonly page?: PageContext;
  readonly key: string;
  /** A cached representation is as good as new while this is the same. */
  readonly validator: string;
}

/** Thrown where the document was withdrawn: the tombstone tells more than other problems. */
export class WithdrawnError extends ProblemError {
  readonly head: RecordHead;

  constructor(head: RecordHead, catalogue: string) {
    super(gone(head.topic, head.modified, catalogue));
    this.head = head;
  }
}

/** Representations of `/doc/…`, made once for each version. */
export class DocumentAnswers {
  readonly #context: HttpContext;
  readonly #negotiated = new Map<string, Negotiated<DocumentFormat> | undefined>();

  constructor(context: HttpContext) {
    this.#context = context;
  }

  /** The representation; `undefined` where there is none to be had, which {@link answer} explains. */
  find(request: IncomingMessage): { key: string; representation: Representation } | undefined {
    const selection = this.#select(request);
    if ('problem' in selection) return undefined;
    return { key: selection.key, representation: this.#make(selection) };
  }

  /** @throws ProblemError 400, 404, 406, 410 */
  answer(request: IncomingMessage): Representation {
    const selection = this.#select(request);
    if ('problem' in selection) throw selection.problem;
    return this.#make(selection);
  }

  #make(selection: Selection): Representation {
    const { cache, store } = this.#context;
    const cached = cache.get(selection.key, selection.validator);
    if (cached) return cached;
    const record = store.get(selection.head.document);
    if (record?.state !== 'live') throw new WithdrawnError(record ?? selection.head, this.#catalogue());
    // The record may have changed since its head was read: it is stored under what it is.
    const made = selection.page
      ? this.#page(record, selection, selection.page)
      : this.#data(record, selection);
    cache.set(selection.key, this.#validator(record, selection.format), made);
    return made;
  }

  #select(request: IncomingMessage): Selection | { problem: ProblemError } {
    const { site, store } = this.#context;
    const { path } = requestTarget(request);
    const found = findDocument(store, site, path);
    if (found.type === 'malformed') return { problem: new ProblemError(malformedUrl()) };
    if (found.type === 'absent') return { problem: new ProblemError(notFound(path, this.#catalogue())) };
    const { head } = found;
    if (head.state !== 'live') return { problem: new WithdrawnError(head, this.#catalogue()) };
    const chosen = found.format
      ? { format: found.format, mediaType: found.format.mediaType }
      : this.#negotiate(request.headers.accept ?? '');
    if (!chosen) return { problem: new ProblemError(notAcceptable(this.#links(head.document))) };
    const page = chosen.format === html ? pageContextOf(this.#context, request) : undefined;
    return {
      head,
      format: chosen.format,
      mediaType: chosen.mediaType,
      byAddress: found.format !== undefined,
      ...(page && { page }),
      key: [
        head.document,
        chosen.mediaType,
        found.format ? 'address' : 'negotiated',
        ...(page ? [page.language, page.languageAsked, page.path, pagePosition(page) ?? ''] : []),
      ].join(' '),
      validator: this.#validator(head, chosen.format),
    };
  }

  /** Clients repeat themselves: the same few fields come millions of times. */
  #negotiate(accept: string): Negotiated<DocumentFormat> | undefined {
    const known = this.#negotiated.get(accept);
    if (known !== undefined || this.#negotiated.has(accept)) return known;
    if (this.#negotiated.size >= mostNegotiated) this.#negotiated.clear();
    const chosen = negotiateFormat(accept, documentFormats);
    this.#negotiated.set(accept, chosen);
    return chosen;
  }

  /** Pages also show the names of other records, so any commit may change them. */
  #validator(head: RecordHead, format: DocumentFormat): string {
    const own = `${head.version}.${head.sequence}`;
    return format === html ? `${own}.${this.#context.store.sequence()}` : own;
  }

  #data(record: StoredRecord, selection: Selection): Representation {
    const format = selection.format;
    if (isHtml(format)) throw new TypeError('A page is no data.');
    return representation(this.#describe(record, format), {
      validator: record.version.slice(0, 16),
      lastModified: record.modified,
      headers: this.#headers(record, selection),
    });
  }

  #describe(record: StoredRecord, format: RdfFormat): string {
    try {
      return describeDocument(record, format, this.#context.site.base);
    } catch (error) {
      if (!(error instanceof RdfError && error.code === 'unknown-format')) throw error;
      const others = this.#links(record.document).filter(({ mediaType }) => mediaType !== rdfXml.mediaType);
      throw new ProblemError(notAcceptable(others), { cause: error });
    }
  }

  #page(record: StoredRecord, selection: Selection, page: PageContext): Representation {
    const { store, site, properties } = this.#context;
    const after = pagePosition(page);
    const quads = composeDocument(record);
    const inbound = linkedFromAny(store, [record.topic, ...exactMatches(quads, record.topic)], {
      limit: inboundShown,
      ...(after !== undefined && { after: fromPosition(site.base, after) }),
    });
    const topics = inbound.documents.flatMap((document) => store.head(document)?.topic ?? []);
    const body = renderDocumentPage({
      context: page,
      view: viewResource(record, quads, properties),
      formats: this.#links(record.document).filter(({ mediaType }) => mediaType !== html.mediaType),
      inbound: {
        topics,
        total: inbound.total,
        ...(inbound.next !== undefined && { next: toPosition(site.base, inbound.next) }),
      },
    });
    return representation(body, {
      validator: record.version.slice(0, 16),
      headers: { ...this.#headers(record, selection), 'Content-Language': page.language },
    });
  }

  #headers(record: StoredRecord, selection: Selection): Record<string, string> {
    const { site } = this.#context;
    const { format, byAddress } = selection;
    const links = this.#links(record.document);
    const others = links.filter(({ mediaType }) => mediaType !== format.mediaType);
    const own = links.find(({ mediaType }) => mediaType === format.mediaType);
    const vary = [...(byAddress ? [] : ['Accept']), ...(format === html ? ['Accept-Language'] : [])];
    return {
      'Content-Type': contentType(selection.mediaType),
      ...(own && { 'Content-Location': own.href }),
      ...(vary.length > 0 && { Vary: vary.join(', ') }),
      Link: linkField([
        `<${encodeIri(record.topic)}>; rel="describes"`,
        `<${encodeIri(record.document)}>; rel="canonical"`,
        `<${site.path}catalog>; rel="collection"`,
        ...others.map(({ href, mediaType }) => `<${href}>; rel="alternate"; type="${mediaType}"`),
      ]),
    };
  }

  /** Addresses of the document's formats; one that is the name of another document is left out. */
  #links(document: Iri): FormatLink[] {
    const { site, store } = this.#context;
    return documentFormats.flatMap(({ name, mediaType, extension }) => {
      const address = `${document}.${extension}` as Iri;
      return store.head(address) ? [] : [{ name, mediaType, href: site.reference(address) }];
    });
  }

  #catalogue(): string {
    return `${this.#context.site.base}catalog`;
  }
}

function exactMatches(quads: readonly Quad[], topic: Iri): Iri[] {
  return quads
    .filter((quad) => quad.subject.value === topic && quad.predicate.value === skos.exactMatch)
    .map((quad) => quad.object.value as Iri);
}

/** Data refers to some concepts by the name that another authority gave them (EU frequencies, formats, access rights). */
function linkedFromAny(
  store: RecordReader,
  things: readonly Iri[],
  options: { limit: number; after?: string },
): ReturnType<RecordReader['linkedFrom']> {
  for (const thing of things) {
    const inbound = store.linkedFrom(thing, options);
    if (inbound.total > 0) return inbound;
  }
  return { documents: [], total: 0 };
}

/** The links, most telling first, as many as fit. */
function linkField(links: readonly string[]): string {
  return links.reduce((field, link) =>
    field.length + link.length + 2 > longestLinkField ? field : `${field}, ${link}`,
  );
}

function pagePosition(page: PageContext): string | undefined {
  return page.query.includes('after=')
    ? (new URLSearchParams(page.query).get('after') ?? undefined)
    : undefined;
}
