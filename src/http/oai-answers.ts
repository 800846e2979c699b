import type { VNode } from 'preact';
import { lastCommitBefore } from '../feeds/catalogue-order.ts';
import { OaiIdentifiers } from '../feeds/oai-identifier.ts';
import { type OaiItem, type OaiList, readOaiItem, readOaiList } from '../feeds/oai-list.ts';
import { listSets } from '../feeds/oai-set.ts';
import { type ListState, writeToken } from '../feeds/oai-token.ts';
import type { RecordReader } from '../store/record-store.ts';
import { findDocument } from './find-document.ts';
import type { HttpContext } from './http-context.ts';
import { metadataFormat, metadataFormats } from './oai-formats.ts';
import { identifyElement } from './oai-identify.ts';
import { badToken, type ListArguments, OaiError, type OaiRequest } from './oai-request.ts';
import { OaiTurns } from './oai-turns.ts';
import { headerElement, recordElement, setElement, tokenElement } from './oai-xml.ts';
import { element } from './xml-text.ts';

/** Items of a page: a record is some kilobytes, a header some hundred bytes. */
export const pageSizes = { ListRecords: 100, ListIdentifiers: 500, ListSets: 500 } as const;
/** Milliseconds for which a token holds. Nothing is kept for it; the log that it points into stays for ever. */
const tokenLife = 7 * 24 * 60 * 60 * 1_000;

type Listing = { readonly verb: 'ListIdentifiers' | 'ListRecords' };

/** What the verbs of OAI-PMH 2.0 (§4) are answered with. */
export class OaiAnswers {
  readonly #context: HttpContext;
  readonly #store: RecordReader;
  readonly #identifiers: OaiIdentifiers;
  readonly #turns = new OaiTurns();

  constructor(context: HttpContext) {
    this.#context = context;
    this.#store = context.store;
    this.#identifiers = new OaiIdentifiers(context.site.base);
  }

  /**
   * The element named after the verb.
   * @throws OaiError
   * @throws ProblemError 503
   */
  async answer(request: OaiRequest, now: Date): Promise<VNode> {
    switch (request.verb) {
      case 'Identify':
        return identifyElement(this.#context, this.#identifiers);
      case 'ListMetadataFormats':
        return this.#formats(request.identifier);
      case 'GetRecord': {
        const item = this.#item(request.identifier);
        return element('GetRecord', {}, await this.#record(item, request.metadataPrefix));
      }
      case 'ListSets':
        return this.#sets(request.resumed, now);
      default:
        return this.#list(request, now);
    }
  }

  #formats(identifier: string | undefined): VNode {
    // Every item can be had in every format.
    if (identifier !== undefined) this.#item(identifier);
    const { base } = this.#context.site;
    const formats = metadataFormats.map(({ prefix, schema, namespace }) =>
      element(
        'metadataFormat',
        {},
        element('metadataPrefix', {}, prefix),
        element('schema', {}, schema(base)),
        element('metadataNamespace', {}, namespace),
      ),
    );
    return element('ListMetadataFormats', {}, formats);
  }

  #item(identifier: string): OaiItem {
    const { site, portal } = this.#context;
    const rest = this.#identifiers.restOf(identifier);
    const found = rest === undefined ? undefined : findDocument(this.#store, site, `${site.path}doc/${rest}`);
    const isExact = found?.type === 'found' && found.format === undefined;
    const item = isExact ? readOaiItem(this.#store, portal, found.head) : undefined;
    if (item) return item;
    throw new OaiError('idDoesNotExist', `There is no item "${identifier.slice(0, 200)}" here.`);
  }

  async #record(item: OaiItem, prefix: ListArguments['metadataPrefix']): Promise<VNode> {
    const header = headerElement(this.#identifiers, item);
    if (!item.version) return recordElement(header);
    return recordElement(header, await metadataFormat(prefix).write(this.#context, item.version));
  }

  async #list(
    request: Listing & (ListArguments | { readonly resumed: ListState }),
    now: Date,
  ): Promise<VNode> {
    const { verb } = request;
    const resumed = 'resumed' in request ? request.resumed : undefined;
    const asked = 'resumed' in request ? this.#resume(request.resumed) : this.#begin(request);
    const range = { ...asked, size: pageSizes[verb] };
    const list = await this.#turns.take(() => readOaiList(this.#store, this.#context.portal, range));
    if (list.items.length === 0) {
      throw new OaiError('noRecordsMatch', 'No record has these dates and is in this set.');
    }
    const children: VNode[] = [];
    for (const item of list.items) {
      const isFull = verb === 'ListRecords';
      children.push(
        isFull ? await this.#record(item, asked.metadataPrefix) : headerElement(this.#identifiers, item),
      );
      if (children.length % 20 === 0) await othersFirst();
    }
    const cursor = resumed?.cursor ?? 0;
    const token = this.#token(list, cursor, { verb, ...asked }, now);
    return element(verb, {}, children, token);
  }

  #begin({ metadataPrefix, from, until, set }: ListArguments) {
    return {
      metadataPrefix,
      after: from === undefined ? 0 : lastCommitBefore(this.#store, from),
      ...(until !== undefined && { until }),
      ...(set !== undefined && { set }),
    };
  }

  #resume({ metadataPrefix, after, time, until, set }: ListState) {
    const format = metadataFormats.find(({ prefix }) => prefix === metadataPrefix);
    const entry = typeof after === 'number' ? this.#store.changes(after - 1, 1)[0] : undefined;
    // A data folder that was made anew counts from 1 again: what was given before would be skipped.
    if (!format || !entry || entry.sequence !== after || entry.time !== time) {
      throw badToken('The token is of another state of this repository.');
    }
    return {
      metadataPrefix: format.prefix,
      after: entry.sequence,
      ...(until !== undefined && { until }),
      ...(set !== undefined && { set }),
    };
  }

  /** A list that was divided ends with an empty token (§3.5), and only then is known to be complete. */
  #token(
    { items, next }: OaiList,
    cursor: number,
    list: Pick<ListState, 'verb' | 'metadataPrefix' | 'set' | 'until'>,
    now: Date,
  ): VNode | undefined {
    const given = cursor + items.length;
    if (!next) return cursor > 0 ? tokenElement({ cursor, completeListSize: given }) : undefined;
    const { verb, metadataPrefix, set, until } = list;
    const expires = now.getTime() + tokenLife;
    const state: ListState = {
      verb,
      ...(metadataPrefix !== undefined && { metadataPrefix }),
      ...(set !== undefined && { set }),
      ...(until !== undefined && { until }),
      after: next.sequence,
      time: next.time,
      cursor: given,
      expires,
    };
    return tokenElement({ cursor, expires: new Date(expires), token: writeToken(state) });
  }

  #sets(resumed: ListState | undefined, now: Date): VNode {
    if (typeof resumed?.after === 'number') throw badToken('The token is of another list.');
    const { base } = this.#context.site;
    const { sets, next } = this.#readSets(resumed?.after);
    const cursor = resumed?.cursor ?? 0;
    const given = cursor + sets.length;
    const children = sets.map((set) => setElement(this.#context.labels, set));
    if (next === undefined) {
      const last = cursor > 0 ? tokenElement({ cursor, completeListSize: given }) : undefined;
      return element('ListSets', {}, children, last);
    }
    const expires = now.getTime() + tokenLife;
    const after = next.slice(base.length);
    const token = writeToken({ verb: 'ListSets', after, cursor: given, expires });
    return element('ListSets', {}, children, tokenElement({ cursor, expires: new Date(expires), token }));
  }

  #readSets(after: string | undefined): ReturnType<typeof listSets> {
    const { base } = this.#context.site;
    try {
      const position = after === undefined ? {} : { after: base + after };
      return listSets(this.#store, base, { ...position, size: pageSizes.ListSets });
    } catch (error) {
      throw error instanceof RangeError ? badToken('The token leads nowhere.') : error;
    }
  }
}

function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
