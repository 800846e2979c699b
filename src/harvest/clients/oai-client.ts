import { Failure } from '../../model/failure.ts';
import type { HarvestClient, HarvestContext, HarvestEnd, HarvestItem } from '../harvest-client.ts';
import type { SourceDefinition } from '../source-definition.ts';
import { type OaiBookmark, type OaiCursor, readOaiBookmark, readOaiCursor } from './oai-bookmark.ts';
import { type OaiLinks, readOaiPage } from './oai-page.ts';
import {
  chooseFormat,
  identify,
  OaiAddress,
  type OaiIdentity,
  oaiAccept,
  oaiFailure,
} from './oai-repository.ts';
import { questionHash } from './question-hash.ts';
import { readWholeEvery } from './whole-every.ts';

/** Of so many runs one reads everything, where the repository tells what it deleted. */
const usualWholeEvery = 10;

/**
 * Harvests a repository by OAI-PMH 2.0 (https://www.openarchives.org/OAI/openarchivesprotocol.html). Options: `prefix` (the
 * metadata format; otherwise the best that there is), `set`, `whole` (`always`, or a number n: every n-th run; 10 unless it is
 * said, and 1 where the repository does not keep track of deletions), `size` (`estimated`, where `completeListSize` is not
 * to be taken at its word), `empty` (`allowed`).
 */
export const oaiClient: HarvestClient = {
  async *read(context): AsyncGenerator<HarvestItem, HarvestEnd> {
    const address = new OaiAddress(context.source.url);
    const identity = await identify(context, address);
    const prefix = context.source.options?.['prefix'] ?? (await chooseFormat(context, address));
    return yield* new OaiHarvest(context, { address, identity, prefix }).read();
  },
};

interface Repository {
  readonly address: OaiAddress;
  readonly identity: OaiIdentity;
  readonly prefix: string;
}

class OaiHarvest {
  readonly #context: HarvestContext;
  readonly #repository: Repository;
  readonly #set: string | undefined;
  /** What is asked for; a bookmark of another question is worth nothing. */
  readonly #query: string;

  constructor(context: HarvestContext, repository: Repository) {
    this.#context = context;
    this.#repository = repository;
    this.#set = context.source.options?.['set'];
    this.#query = questionHash(context.source.url, repository.prefix, this.#set);
  }

  async *read(): AsyncGenerator<HarvestItem, HarvestEnd> {
    const resumed = readOaiCursor(this.#context.cursor, this.#query);
    const bookmark = readOaiBookmark(this.#context.bookmark, this.#query);
    const every = wholeEvery(this.#context.source, this.#repository.identity);
    const follows = bookmark !== undefined && bookmark.runs + 1 < every;
    const from = resumed ? resumed.from : follows ? bookmark.from : undefined;
    const begin: OaiCursor = resumed ?? this.#beginning(from);
    const end = yield* this.#list(begin);
    if (end === 'from-refused') {
      this.#context.note('The repository does not know changes since a time: everything is read.');
      return this.#end(yield* this.#list(this.#beginning(undefined)), bookmark);
    }
    return this.#end(end, bookmark);
  }

  #beginning(from: string | undefined): OaiCursor {
    const query = this.#query;
    return {
      query,
      ...(from !== undefined && { from }),
      token: '',
      rows: 0,
      records: 0,
      began: '',
      again: false,
    };
  }

  /** The whole list; where its token has expired, once more from its beginning (§3.5.1). */
  async *#list(begin: OaiCursor): AsyncGenerator<HarvestItem, OaiCursor | 'from-refused'> {
    let at = begin;
    let size: number | null = null;
    for (;;) {
      const url = this.#addressOf(at);
      const links: OaiLinks = yield* this.#page(url);
      if (links.error) {
        const isFirst = at.token === '';
        if (links.error.code === 'noRecordsMatch' && isFirst)
          return { ...at, began: at.began || links.responseDate };
        if (links.error.code === 'badArgument' && isFirst && at.from !== undefined) return 'from-refused';
        if (links.error.code !== 'badResumptionToken' || isFirst || at.again)
          throw oaiFailure(url, links.error.code, links.error.message);
        this.#context.note('The list could not be gone on with, it is begun anew.');
        at = { ...this.#beginning(at.from), again: true };
        size = null;
        continue;
      }
      size = links.size ?? size;
      at = {
        ...at,
        token: links.token,
        rows: at.rows + links.rows,
        records: at.records + links.records,
        began: at.began || links.responseDate,
      };
      if (links.token === '') break;
      await this.#context.checkpoint({ ...at });
    }
    this.#checkSize(at, size);
    return at;
  }

  #page(url: string): AsyncGenerator<HarvestItem, OaiLinks> {
    const [context, { address, prefix }] = [this.#context, this.#repository];
    return context.page<OaiLinks>({
      url,
      accept: oaiAccept,
      parse: (page) => readOaiPage(page, { context, address, prefix }),
    });
  }

  #addressOf({ token, from, again }: OaiCursor): string {
    const { address, prefix } = this.#repository;
    if (token !== '') return address.of({ verb: 'ListRecords', resumptionToken: token });
    const list = { metadataPrefix: prefix, from, set: this.#set };
    // The same question in other words: an address that was met before would be taken for a loop.
    return address.of(again ? { ...list, verb: 'ListRecords' } : { verb: 'ListRecords', ...list });
  }

  #checkSize({ rows }: OaiCursor, size: number | null): void {
    if (size === null || rows >= size || this.#context.source.options?.['size'] === 'estimated') return;
    throw new Failure(
      'source-failed',
      `<${this.#context.source.url}>: the list ended after ${rows} of ${size} records, so it is not whole. ` +
        'Where the repository only estimates its size, give the source the option size: estimated.',
    );
  }

  #end(end: OaiCursor | 'from-refused', last: OaiBookmark | undefined): HarvestEnd {
    if (end === 'from-refused')
      throw oaiFailure(this.#context.source.url, 'badArgument', 'The list cannot be asked for.');
    const { from, records, began } = end;
    const coverage = from === undefined ? 'whole' : 'changes';
    if (coverage === 'whole' && records === 0 && this.#context.source.options?.['empty'] !== 'allowed')
      throw new Failure(
        'source-failed',
        `<${this.#context.source.url}> has no record in the format ${this.#repository.prefix}${this.#set === undefined ? '' : ` in the set ${this.#set}`}. ` +
          'Where that is as it should be, give the source the option empty: allowed.',
      );
    const next = datestamp(began, this.#repository.identity);
    if (next === undefined) return { coverage };
    const runs = coverage === 'whole' ? 0 : (last?.runs ?? 0) + 1;
    return { coverage, bookmark: { query: this.#query, from: next, runs } };
  }
}

function wholeEvery(source: SourceDefinition, { deletedRecord }: OaiIdentity): number {
  return readWholeEvery(source, deletedRecord === 'no' ? 1 : usualWholeEvery);
}

/** The repository's own time in its granularity (§3.3); `undefined` where it is none. */
function datestamp(time: string, { seconds }: OaiIdentity): string | undefined {
  const read = /^\d{4}-\d\d-\d\d/.test(time) ? Date.parse(time) : Number.NaN;
  if (Number.isNaN(read)) return undefined;
  const text = new Date(read).toISOString();
  return seconds ? text.replace(/\.\d+Z$/, 'Z') : text.slice(0, 10);
}
