import type { IncomingMessage } from 'node:http';
import { type Profile, type ProfileFormat, plainDcat, profiles } from '../profiles/profiles.ts';
import { jsonLd } from '../rdf/formats.ts';
import type { RecordHead } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { formatLinks } from './document-links.ts';
import { findDocument } from './find-document.ts';
import { documentFormats, type HtmlFormat, html } from './formats.ts';
import type { HttpContext } from './http-context.ts';
import { nearThings } from './near-addresses.ts';
import { type Negotiated, negotiateFormat } from './negotiate-format.ts';
import { negotiateProfile, profileOfMediaType } from './negotiate-profile.ts';
import { pageContextOf } from './page-context-of.ts';
import type { PageContext } from './pages/page-context.ts';
import { ProblemError } from './problem.ts';
import { malformedUrl, notAcceptable, notFound } from './problems.ts';
import { unknownProfile } from './profile-problems.ts';
import { requestTarget } from './request-target.ts';
import { WithdrawnError } from './withdrawn-error.ts';

/** A wish for a profile leaves the page to browsers. The lists are made once: outcomes are remembered by list. */
const formatsWithPage = new Map<Profile, readonly AnswerFormat[]>(
  profiles.map((profile) => [profile, profile === plainDcat ? documentFormats : [...profile.formats, html]]),
);

export type AnswerFormat = ProfileFormat | HtmlFormat;

/** What a request for a document comes to, before anything is read but the record's head. */
export interface Selection {
  readonly head: RecordHead;
  readonly format: AnswerFormat;
  readonly mediaType: string;
  /** The format was named by the address, not negotiated. */
  readonly byAddress: boolean;
  readonly profile: Profile;
  /** The profile was asked for, by the address or by a field. */
  readonly profileAsked: boolean;
  /** Of the page; data has none. */
  readonly page?: PageContext;
  /** What the page is about, where that is a part of what the document describes. */
  readonly subject?: Iri;
  /** Cursor of the records that refer to the thing. */
  readonly after?: string;
  readonly key: string;
  /** A cached representation is as good as new while this is the same. */
  readonly validator: string;
}

interface AskedProfile {
  readonly profile: Profile;
  readonly asked: boolean;
  /** By the address: nothing else will do. */
  readonly byAddress: boolean;
}

/** Decides which representation of which document a request gets (RFC 9110 §12.5.1, DX-PROF-CONNEG §7). */
export class DocumentSelector {
  readonly #context: HttpContext;

  constructor(context: HttpContext) {
    this.#context = context;
  }

  /** @returns where there is none to be had, what makes the problem: to say what was perhaps meant takes time */
  select(request: IncomingMessage): Selection | { problem: () => ProblemError } {
    const { site, store } = this.#context;
    const { path, query } = requestTarget(request);
    const found = findDocument(store, site, path);
    if (found.type === 'malformed') return { problem: () => new ProblemError(malformedUrl()) };
    if (found.type === 'absent') return { problem: () => this.#absent(path) };
    const { head } = found;
    if (head.state !== 'live') return { problem: () => new WithdrawnError(head, catalogueOf(site)) };
    const parameters = query === '' ? undefined : new URLSearchParams(query);
    const asked = this.#profile(request, parameters, head, found.format !== undefined);
    if (asked === undefined)
      return { problem: () => new ProblemError(unknownProfile(parameters?.get('profile') ?? '')) };
    const chosen = this.#format(request, asked, found.format);
    if (!chosen)
      return {
        problem: () => new ProblemError(notAcceptable(formatLinks(this.#context, head.document))),
      };
    return this.#selection({
      request,
      head,
      asked,
      chosen,
      parameters,
      byAddress: found.format !== undefined,
    });
  }

  #absent(path: string): ProblemError {
    const { site, store } = this.#context;
    const problem = notFound(path, catalogueOf(site));
    const nearest = nearThings(store, site, path).map((iri) => ({ href: site.reference(iri) }));
    return new ProblemError(nearest.length === 0 ? problem : { ...problem, extensions: { nearest } });
  }

  #selection(parts: {
    request: IncomingMessage;
    head: RecordHead;
    asked: AskedProfile;
    chosen: Negotiated<AnswerFormat>;
    parameters: URLSearchParams | undefined;
    byAddress: boolean;
  }): Selection {
    const { request, head, asked, chosen, parameters, byAddress } = parts;
    const { profile } = asked;
    const isPage = chosen.format === html;
    const after = isPage ? (parameters?.get('after') ?? undefined) : undefined;
    const subject = isPage ? this.#subject(parameters) : undefined;
    const page = isPage ? this.#page(request, after, subject) : undefined;
    const how = `${byAddress ? 'address' : 'negotiated'} ${profile.token} ${asked.asked} ${asked.byAddress}`;
    const of = page ? ` ${page.language} ${page.languageAsked} ${page.path}?${page.query}` : '';
    return {
      head,
      ...chosen,
      byAddress,
      profile,
      profileAsked: asked.asked,
      ...(page && { page }),
      ...(subject !== undefined && { subject }),
      ...(after !== undefined && { after }),
      key: `${head.document} ${chosen.mediaType} ${how}${of}`,
      validator: this.validator(head, chosen.format, profile),
    };
  }

  /** Pages and most profiles also show the names of other records, so any commit may change them. */
  validator(head: RecordHead, format: AnswerFormat, profile: Profile): string {
    const own = `${head.version}.${head.sequence}`;
    const alone = format !== html && profile === plainDcat;
    return alone ? own : `${own}.${this.#context.store.sequence()}`;
  }

  /** An address with a format of its own is not negotiated: there a profile is named by the address or not at all. */
  #profile(
    request: IncomingMessage,
    parameters: URLSearchParams | undefined,
    head: RecordHead,
    byExtension: boolean,
  ): AskedProfile | undefined {
    const query = parameters?.get('profile') || null;
    const field = byExtension ? undefined : request.headers['accept-profile'];
    const accept = byExtension ? undefined : profileOfMediaType(request.headers.accept, jsonLd.mediaType);
    const plain = { profile: plainDcat, asked: false, byAddress: false };
    if (query === null && field === undefined && accept === undefined) return plain;
    const outcome = negotiateProfile(
      {
        query,
        acceptProfile: Array.isArray(field) ? field.join(',') : field,
        ...(accept !== undefined && { mediaTypeProfile: accept }),
      },
      profiles,
    );
    if (outcome === 'unknown') return undefined;
    if (outcome === undefined) return plain;
    // A wish that this record cannot meet is none; what the address demands is refused further on.
    const has = outcome.byAddress || this.#context.profiles.offers(head, outcome.profile);
    return has ? { ...outcome, asked: true } : plain;
  }

  #format(
    request: IncomingMessage,
    { profile, byAddress }: AskedProfile,
    named: AnswerFormat | undefined,
  ): Negotiated<AnswerFormat> | undefined {
    if (named === html) return { format: html, mediaType: html.mediaType };
    if (named !== undefined) {
      const format = profile.formats.find(({ extension }) => extension === named.extension);
      return format && { format, mediaType: format.mediaType };
    }
    const formats = byAddress && profile !== plainDcat ? profile.formats : formatsWithPage.get(profile);
    return negotiateFormat(request.headers.accept, formats ?? profile.formats);
  }

  #subject(parameters: URLSearchParams | undefined): Iri | undefined {
    const value = parameters?.get('subject');
    if (!value) return undefined;
    const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(value);
    return (isAbsolute ? value : this.#context.site.base + value) as Iri;
  }

  /** What else stands in the address is no part of the page, nor of its key. */
  #page(request: IncomingMessage, after: string | undefined, subject: Iri | undefined): PageContext {
    const page = pageContextOf(this.#context, request);
    const kept = new URLSearchParams({
      ...(after !== undefined && { after }),
      ...(subject !== undefined && { subject }),
    });
    return { ...page, query: kept.toString() };
  }
}

function catalogueOf({ base }: { base: string }): string {
  return `${base}catalog`;
}
