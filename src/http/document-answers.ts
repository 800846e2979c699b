import type { IncomingMessage } from 'node:http';
import type { Quad } from '@rdfjs/types';
import { type Profile, plainDcat } from '../profiles/profiles.ts';
import { type RdfFormat, rdfFormats } from '../rdf/formats.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { describeDocument } from '../resources/describe-document.ts';
import { viewResource } from '../resources/resource-view.ts';
import { composeDocument } from '../store/document.ts';
import { isAside } from '../store/is-aside.ts';
import type { RecordReader, StoredRecord } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { skos } from '../vocabulary/terms.ts';
import { documentLinkField, formatLinks, profileLinks } from './document-links.ts';
import { type AnswerFormat, DocumentSelector, type Selection } from './document-selection.ts';
import { contentType, html } from './formats.ts';
import type { HttpContext } from './http-context.ts';
import { fromPosition, toPosition } from './page-position.ts';
import { renderDocumentPage } from './pages/document-page.tsx';
import type { FormatLink } from './pages/format-link.ts';
import type { PageContext } from './pages/page-context.ts';
import { ProblemError } from './problem.ts';
import { notAcceptable } from './problems.ts';
import type { Representation } from './representation-cache.ts';
import { representation } from './send.ts';
import { WithdrawnError } from './withdrawn-error.ts';

const inboundShown = 50;

/** Representations of `/doc/…`, made once for each version. */
export class DocumentAnswers {
  readonly #context: HttpContext;
  readonly #selector: DocumentSelector;

  constructor(context: HttpContext) {
    this.#context = context;
    this.#selector = new DocumentSelector(context);
  }

  /** The representation; `undefined` where there is none to be had, which {@link answer} explains. */
  find(request: IncomingMessage): { key: string; representation: Representation } | undefined {
    const selection = this.#selector.select(request);
    if ('problem' in selection) return undefined;
    return { key: selection.key, representation: this.#make(selection) };
  }

  /** @throws ProblemError 400, 404, 406, 410 */
  answer(request: IncomingMessage): Representation {
    const selection = this.#selector.select(request);
    if ('problem' in selection) throw selection.problem();
    return this.#make(selection);
  }

  #make(selection: Selection): Representation {
    const { cache, store, site } = this.#context;
    const cached = cache.get(selection.key, selection.validator);
    if (cached) return cached;
    const record = store.get(selection.head.document);
    if (record?.state !== 'live') throw new WithdrawnError(record ?? selection.head, `${site.base}catalog`);
    // The record may have changed since its head was read: it is stored under what it is.
    const validator = this.#selector.validator(record, selection.format, selection.profile);
    const made = selection.page
      ? this.#page(record, selection, selection.page)
      : this.#data(record, selection);
    cache.set(selection.key, validator, made);
    return made;
  }

  #data(record: StoredRecord, selection: Selection): Representation {
    const plain = selection.profile === plainDcat;
    return representation(this.#describe(record, selection), {
      validator: record.version.slice(0, 16),
      // Of other profiles, other records have a part in it.
      ...(plain && { lastModified: record.modified }),
      headers: this.#headers(record, selection, { formats: formatLinks(this.#context, record.document) }),
      cacheControl: this.#context.cacheControl,
    });
  }

  /** @throws ProblemError 406 where the record has no such form */
  #describe(record: StoredRecord, { profile, format, mediaType }: Selection): string {
    const body = this.#tryDescribe(record, profile, format);
    if (typeof body === 'string') return body;
    const plain = formatLinks(this.#context, record.document);
    const others = [
      ...(profile === plainDcat ? plain.filter((form) => form.mediaType !== mediaType) : plain),
      ...this.#profileForms(record).filter((form) => form.profile !== profile.iri),
    ];
    throw new ProblemError(notAcceptable(others), { cause: body });
  }

  /** RDF/XML cannot express every property: then the error says why. */
  #tryDescribe(record: StoredRecord, profile: Profile, format: AnswerFormat): string | RdfError | undefined {
    try {
      if (profile === plainDcat) return describeDocument(record, rdfFormat(format), this.#context.site.base);
      return this.#context.profiles.describe(record, profile, format);
    } catch (error) {
      if (error instanceof RdfError && error.code === 'unknown-format') return error;
      throw error;
    }
  }

  #profileForms(record: StoredRecord): { mediaType: string; href: string; profile: string }[] {
    return profileLinks(this.#context, record).flatMap(({ href, type, profile }) =>
      type === undefined ? [] : [{ mediaType: type, href, profile }],
    );
  }

  #page(record: StoredRecord, selection: Selection, page: PageContext): Representation {
    const { store, site, properties, profiles, cacheControl } = this.#context;
    const { after, subject } = selection;
    const quads = composeDocument(record);
    const inbound = linkedFromAny(store, [record.topic, ...exactMatches(quads, record.topic)], {
      limit: inboundShown,
      ...(after !== undefined && { after: fromPosition(site.base, after) }),
    });
    const heads = inbound.documents.flatMap((document) => store.head(document) ?? []);
    const topics = heads.filter((head) => !isAside(store, head)).map((head) => head.topic);
    const jsonLd = profiles.schemaOrg(record, page.language, quads);
    const formats = formatLinks(this.#context, record.document);
    const body = renderDocumentPage({
      context: page,
      view: viewResource(record, quads, properties),
      formats: formats.filter(({ mediaType }) => mediaType !== html.mediaType),
      ...(subject !== undefined && { subject }),
      ...(jsonLd && { jsonLd }),
      inbound: {
        topics,
        total: inbound.total - (heads.length - topics.length),
        ...(inbound.next !== undefined && { next: toPosition(site.base, inbound.next) }),
      },
    });
    return representation(body, {
      validator: record.version.slice(0, 16),
      headers: { ...this.#headers(record, selection, { formats, quads }), 'Content-Language': page.language },
      cacheControl,
    });
  }

  /** @param parts `quads`: of a page */
  #headers(
    record: StoredRecord,
    selection: Selection,
    parts: { formats: readonly FormatLink[]; quads?: readonly Quad[] },
  ): Record<string, string> {
    const { format, mediaType, byAddress, profile, profileAsked } = selection;
    const { formats, quads } = parts;
    const own = formats.find((form) => form.mediaType === format.mediaType);
    const location =
      own && (profile === plainDcat || quads ? own.href : `${own.href}?profile=${profile.token}`);
    const vary = byAddress ? [] : ['Accept', 'Accept-Profile'];
    if (quads) vary.push('Accept-Language');
    return {
      'Content-Type': contentType(mediaType),
      ...(location !== undefined && { 'Content-Location': location }),
      ...(profileAsked && !quads && { 'Content-Profile': `<${profile.iri}>` }),
      ...(vary.length > 0 && { Vary: vary.join(', ') }),
      Link: documentLinkField(this.#context, {
        head: record,
        mediaType: format.mediaType,
        profile: quads ? plainDcat : profile,
        formats,
        ...(quads && { quads }),
      }),
    };
  }
}

function rdfFormat({ name }: { readonly name: string }): RdfFormat {
  const format = rdfFormats.find((one) => one.name === name);
  if (format) return format;
  throw new TypeError(`${name} is no syntax of RDF.`);
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
