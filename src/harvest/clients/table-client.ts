import { fileURLToPath } from 'node:url';
import { loadFieldMap } from '../../field-map/map-file.ts';
import type { FieldMap } from '../../field-map/map-model.ts';
import type { TableInput, TableReader } from '../../field-map/row.ts';
import { isSqlAddress, parseSqlAddress } from '../../field-map/sql-address.ts';
import { type CheckHost, checkHostBy } from '../../field-map/sql-host.ts';
import { fileInput } from '../../field-map/table-input.ts';
import { tableReader } from '../../field-map/table-reader.ts';
import { Failure } from '../../model/failure.ts';
import { asObject } from '../../sources/json-structure.ts';
import type { HarvestClient, HarvestContext, HarvestEnd, HarvestItem, Json } from '../harvest-client.ts';
import { harvestItems } from '../item-key.ts';
import type { SourceDefinition } from '../source-definition.ts';
import { sourcePolicy } from '../source-fetcher.ts';
import { hashOfFiles } from './table-bytes-hash.ts';
import { tableItems } from './table-items.ts';
import { readTableOptions, type TableOptions } from './table-options.ts';
import { TablePages } from './table-pages.ts';

/**
 * Harvests a table of any format with a field map, or a sheet of NDSAP elements without one. The address is a URL, the
 * path of a file, folder or zip file, or that of a database. Options: `empty` (`allowed`), `download` (address of the
 * data file of a pair).
 *
 * A run is whole. Files that are what they were are not read again: such a run has no changes.
 * @param checkHostOf where databases of a source may stand: by default, as of URLs, on public addresses and what it lists
 */
export function tableClient(
  checkHostOf: (source: SourceDefinition) => CheckHost = (source) =>
    checkHostBy(sourcePolicy(source, { allow: [] })),
): HarvestClient {
  return {
    async *read(context) {
      const { source } = context;
      const options = readTableOptions(source);
      const { download } = options;
      const reader = tableReader({
        checkHost: checkHostOf(source),
        ...(download !== undefined && { download }),
      });
      const map = source.map === undefined ? undefined : await loadFieldMap(source.map);
      return yield* new TableHarvest(context, options, reader, map).read();
    },
  };
}

class TableHarvest {
  readonly #context: HarvestContext;
  readonly #options: TableOptions;
  readonly #reader: TableReader;
  readonly #map: FieldMap | undefined;

  constructor(
    context: HarvestContext,
    options: TableOptions,
    reader: TableReader,
    map: FieldMap | undefined,
  ) {
    this.#context = context;
    this.#options = options;
    this.#reader = reader;
    this.#map = map;
  }

  read(): AsyncGenerator<HarvestItem, HarvestEnd> {
    const { url } = this.#context.source;
    if (isSqlAddress(url)) return this.#database(url);
    return /^https?:/i.test(url) ? this.#pages() : this.#file(pathOf(url));
  }

  async *#pages(): AsyncGenerator<HarvestItem, HarvestEnd> {
    const pages = new TablePages(this.#context, this.#reader, this.#map);
    this.#requireRecords(yield* pages.read());
    return { coverage: 'whole' };
  }

  async *#database(url: string): AsyncGenerator<HarvestItem, HarvestEnd> {
    // No credentials in places and messages.
    const file = parseSqlAddress(url).shown;
    this.#requireRecords(yield* this.#table({ file, database: url, bytes: nothing }));
    return { coverage: 'whole' };
  }

  async *#file(path: string): AsyncGenerator<HarvestItem, HarvestEnd> {
    const { bookmark, reading, source } = this.#context;
    const files = [path, ...(source.map === undefined ? [] : [source.map])];
    const hash = await hashOfFiles(files);
    if (hashIn(bookmark) === hash) return { coverage: 'changes', bookmark: { hash } };
    const limits = reading.limits;
    this.#requireRecords(yield* this.#table({ ...fileInput(path), ...(limits && { limits }) }));
    // What was written while it was read may be in part only.
    if ((await hashOfFiles(files)) !== hash)
      throw new Failure(
        'source-failed',
        `${path} changed while it was read. It is read again in the next run.`,
      );
    return { coverage: 'whole', bookmark: { hash } };
  }

  /** @returns how many records it has */
  async *#table(input: TableInput): AsyncGenerator<HarvestItem, number> {
    const table = await this.#reader.open(input, this.#map?.records ?? {});
    const items = harvestItems(tableItems(table, this.#map, input.file), () => ({}));
    let next = await items.next();
    try {
      for (; !next.done; next = await items.next()) {
        this.#context.signal.throwIfAborted();
        yield next.value;
      }
    } finally {
      await items.return(0);
    }
    return next.value;
  }

  #requireRecords(records: number): void {
    if (records > 0 || this.#options.mayBeEmpty) return;
    throw new Failure(
      'source-failed',
      `The table of source "${this.#context.source.name}" has no records. Check its address and field map; the option "empty: allowed" takes it as it is.`,
    );
  }
}

function pathOf(url: string): string {
  return /^file:\/\//i.test(url) ? fileURLToPath(url) : url;
}

function hashIn(bookmark: Json | undefined): unknown {
  return asObject(bookmark)?.['hash'];
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
