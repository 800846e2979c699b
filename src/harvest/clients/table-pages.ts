import { createHash } from 'node:crypto';
import type { FieldMap } from '../../field-map/map-model.ts';
import { firstPage, nextPage, withoutQuery } from '../../field-map/rest-paging.ts';
import { statedTotal } from '../../field-map/rest-total.ts';
import type { Table, TableInput, TableItem, TableReader } from '../../field-map/row.ts';
import { Failure } from '../../model/failure.ts';
import type { SourceItem } from '../../model/source-item.ts';
import type { ArrivedPage, HarvestContext, HarvestItem, Json } from '../harvest-client.ts';
import { harvestItems } from '../item-key.ts';
import { nextLinks } from './dcat-link-field.ts';
import { tableItems } from './table-items.ts';

/** What is known of a page when it is read. */
type PageLinks = {
  readonly records: number;
  /** Hash of its records. */
  readonly digest: string;
  readonly total: number | null;
  readonly link: string | null;
  /** Values at the path that leads to the next page. */
  readonly mark: Json;
};

const accept =
  'application/json, text/csv, application/xml, text/xml, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.5';

/** A table at a URL, of one page or of several. Memory is bounded by one row, and a hash of each page. */
export class TablePages {
  readonly #context: HarvestContext;
  readonly #reader: TableReader;
  readonly #map: FieldMap | undefined;
  readonly #digests = new Set<string>();

  constructor(context: HarvestContext, reader: TableReader, map: FieldMap | undefined) {
    this.#context = context;
    this.#reader = reader;
    this.#map = map;
  }

  /** @returns how many records the table has. @throws Failure `source-failed` where the pages do not end, or end early */
  async *read(): AsyncGenerator<HarvestItem, number> {
    const paging = this.#map?.records.paging;
    let met = 0;
    let url: string | undefined = firstPage(this.#context.source.url, paging);
    for (let page = 1; url !== undefined; page++) {
      const address: string = url;
      const links = yield* this.#page(address, page);
      met += links.records;
      url = nextPage(paging, readPage(address, links), met);
      this.#checkRepetition(links, address, page);
      if (url === undefined) this.#checkTotal(links, address, met);
    }
    return met;
  }

  async *#page(url: string, page: number): AsyncGenerator<HarvestItem, PageLinks> {
    const parse = (arrived: ArrivedPage) => this.#parse(arrived, url, page);
    if (page === 1) return yield* this.#context.page({ url, accept, parse });
    const links = yield* this.#context.page({ url, accept, parse, optional: true });
    if (links !== null) return links;
    const text = `Page ${page} of ${withoutQuery(url)} is not there. If the pages end with the one before it, state \`size\` under \`paging\` of the field map, which tells the last page.`;
    throw new Failure('source-failed', text);
  }

  async *#parse(arrived: ArrivedPage, url: string, page: number): AsyncGenerator<HarvestItem, PageLinks> {
    const place = withoutQuery(url);
    const file = page === 1 ? place : `${place} (page ${page})`;
    const input: TableInput = {
      file,
      bytes: () => arrived.bytes(),
      ...(this.#context.reading.limits && { limits: this.#context.reading.limits }),
    };
    const table = await this.#reader.open(input, this.#map?.records ?? {});
    const counter = new RowCounter(table);
    yield* harvestItems(this.#items(counter.table, file), () => ({ url: place }));
    const { records, digest } = counter;
    const around = table.around ?? (() => undefined);
    const [link] = this.#map?.records.paging?.by === 'link' ? nextLinks(arrived) : [];
    return {
      records,
      digest,
      total: statedTotalOf(table) ?? null,
      link: link ?? null,
      mark: markOf(around, this.#markPath),
    };
  }

  /** An empty page is none that lacks fields, and each page may lack some. */
  async *#items(table: Table, file: string): AsyncGenerator<SourceItem> {
    const rows = table.rows[Symbol.asyncIterator]();
    const first = await rows.next();
    if (first.done && this.#isPaged) return;
    async function* all(): AsyncGenerator<TableItem> {
      try {
        for (let next = first; !next.done; next = await rows.next()) yield next.value;
      } finally {
        await rows.return?.();
      }
    }
    for await (const item of tableItems({ ...table, rows: all() }, this.#map, file)) {
      const repeats = item.type === 'unreadable' && item.finding.code === 'field-never-met';
      if (!(repeats && this.#isPaged)) yield item;
    }
  }

  get #isPaged(): boolean {
    return this.#map?.records.paging !== undefined;
  }

  get #markPath(): string | undefined {
    const paging = this.#map?.records.paging;
    return paging?.by === 'next' || paging?.by === 'cursor' ? paging.path : undefined;
  }

  /** Servers that do not know the parameter give the first page for ever. */
  #checkRepetition({ digest, records }: PageLinks, url: string, page: number): void {
    if (records > 0 && this.#digests.has(digest)) {
      throw new Failure(
        'source-failed',
        `Page ${page} of ${withoutQuery(url)} has the same records as one before it: the pages do not lead on. Check \`paging\` in the field map.`,
      );
    }
    this.#digests.add(digest);
  }

  #checkTotal({ total }: PageLinks, url: string, met: number): void {
    if (total === null || met >= total) return;
    throw new Failure(
      'source-failed',
      `${withoutQuery(url)} says that it has ${total} records, but gave ${met}. ${this.#isPaged ? 'Read it again later, or check `paging` in the field map.' : 'State `paging` in the field map, so that all pages are read.'}`,
    );
  }
}

function readPage(url: string, { records, link, total, mark }: PageLinks) {
  return {
    url,
    records,
    around: () => mark,
    ...(link !== null && { link }),
    ...(total !== null && { total }),
  };
}

function statedTotalOf({ around, head }: Table): number | undefined {
  return head.format === 'json' && around ? statedTotal(around, head.path) : undefined;
}

/** Only texts and numbers lead on; of others their kind is enough to say that they do not. */
function markOf(around: (path: string) => unknown, path: string | undefined): Json {
  const value = path === undefined ? null : around(path);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === undefined || value === null ? null : {};
}

/** Counts the rows of a table, and hashes what they say. */
class RowCounter {
  readonly table: Table;
  readonly #hash = createHash('sha256');
  records = 0;

  constructor(table: Table) {
    this.table = { ...table, rows: this.#counted(table.rows) };
  }

  get digest(): string {
    return this.#hash.copy().digest('base64url').slice(0, 22);
  }

  async *#counted(rows: AsyncIterable<TableItem>): AsyncGenerator<TableItem> {
    for await (const item of rows) {
      if (item.type === 'row') {
        this.records += 1;
        this.#hash.update(JSON.stringify(item.row.values));
      }
      yield item;
    }
  }
}
