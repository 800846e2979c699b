import type { RdfFormat } from '../rdf/formats.ts';
import { nQuadLine } from '../rdf/n-quads.ts';
import type { RecordReader } from '../store/record-store.ts';
import type { DumpFile } from './dump-file.ts';
import { DumpFolder } from './dump-folder.ts';
import { type DumpEncoding, type DumpKind, dumpKinds } from './dump-kind.ts';
import { DumpProducer } from './dump-producer.ts';
import { DumpShelf } from './dump-shelf.ts';
import {
  type CatalogueSnapshot,
  type DumpIdentity,
  identifyDump,
  openSnapshot,
  readState,
} from './dump-snapshot.ts';
import type { Portal } from './portal.ts';

export interface DumpStoreOptions {
  readonly store: RecordReader;
  readonly portal: Portal;
  /** Made where absent; everything in it can be made again. */
  readonly folder: string;
  readonly log: {
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
  /** Milliseconds that a dump may be behind the store where records are committed all the time. */
  readonly maxAge?: number;
  /** Awaited before each reading of records for a dump. */
  readonly pace?: () => Promise<void>;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/** A whole dump, as descriptions of the catalogue list it. */
export interface ListedDump {
  readonly format: RdfFormat;
  readonly encoding: DumpEncoding;
  readonly bytes: number;
  /** Commit that it shows. */
  readonly sequence: number;
  /** Time of that commit, xsd:dateTime; absent where nothing was ever committed. */
  readonly modified?: string;
  /** Of the file, in hexadecimal digits. */
  readonly sha256: string;
  readonly href: string;
}

/** A dump cannot be written now, and there is no older one. */
export class DumpUnavailable extends Error {}

/**
 * Dumps of the whole catalogue as files, each written once, when it is first asked for. Who asks meanwhile reads along.
 */
export class DumpStore {
  readonly #options: DumpStoreOptions;
  readonly #folder: DumpFolder;
  readonly #producer: DumpProducer;
  readonly #shelves: ReadonlyMap<DumpKind, DumpShelf>;
  readonly #known = new Map<DumpKind, DumpIdentity>();
  readonly #ready: Promise<void>;
  /** The productions that are under way or wait, one after the other. */
  #line: Promise<void> = Promise.resolve();

  constructor(options: DumpStoreOptions) {
    this.#options = options;
    this.#folder = new DumpFolder(options.folder);
    this.#producer = new DumpProducer(options.pace);
    const maxAge = options.maxAge ?? 60_000;
    const now = options.now ?? (() => performance.now());
    this.#shelves = new Map(dumpKinds.map((kind) => [kind, new DumpShelf(maxAge, now)]));
    this.#ready = this.#takeUp();
  }

  /** What {@link open} would give, without making it. */
  async identify(kind: DumpKind): Promise<DumpIdentity> {
    await this.#ready;
    const wanted = await this.#wanted(kind);
    return this.#shelf(kind).serving(wanted)?.identity ?? wanted;
  }

  /**
   * The dump of the newest commit, or one that is at most `maxAge` behind where making dumps has taken its share of the
   * time. It is held for the caller, who has to release it, and there is something to read in it.
   * @throws DumpUnavailable
   */
  async open(kind: DumpKind): Promise<DumpFile> {
    await this.#ready;
    const shelf = this.#shelf(kind);
    const file = await this.#hold(kind, shelf);
    await file.begun();
    if (!file.failure) return file;
    file.release();
    // An older one says of what time it is: better than none.
    const older = shelf.whole;
    if (!older) throw new DumpUnavailable(file.failure.message, { cause: file.failure });
    older.hold();
    return older;
  }

  /** The dumps that exist and are whole. */
  async listDumps(): Promise<readonly ListedDump[]> {
    await this.#ready;
    return dumpKinds.flatMap((kind) => {
      const file = this.#shelf(kind).whole;
      if (!file?.whole) return [];
      const { sequence, modified } = file.identity;
      return {
        format: kind.format,
        encoding: kind.encoding,
        ...file.whole,
        sequence,
        ...(modified !== undefined && { modified }),
        href: `${this.#options.portal.base}catalog/all.${kind.extension}`,
      };
    });
  }

  /** Gives up what is being written. Waits until nobody reads. */
  async close(): Promise<void> {
    await this.#ready;
    await this.#producer.close();
    await this.#line;
    await Promise.all([...this.#shelves.values()].map((shelf) => shelf.close()));
  }

  #shelf(kind: DumpKind): DumpShelf {
    const shelf = this.#shelves.get(kind);
    if (!shelf) throw new TypeError(`There are no dumps of the kind ${kind.extension}.`);
    return shelf;
  }

  async #wanted(kind: DumpKind): Promise<DumpIdentity> {
    const { store, portal } = this.#options;
    const known = this.#known.get(kind);
    if (known?.sequence === store.sequence()) return known;
    const identity = await identifyDump(portal, readState(store, portal), kind);
    this.#known.set(kind, identity);
    return identity;
  }

  async #hold(kind: DumpKind, shelf: DumpShelf): Promise<DumpFile> {
    let file = shelf.serving(await this.#wanted(kind));
    if (!file && !shelf.failure) {
      shelf.pending ??= this.#lineUp(kind, shelf);
      file = (await shelf.pending) ?? shelf.whole;
    }
    if (!file) throw new DumpUnavailable(shelf.failure?.message, { cause: shelf.failure });
    file.hold();
    return file;
  }

  /** Resolves when the turn has come and the file is there to be read; `undefined` where there will be none. */
  #lineUp(kind: DumpKind, shelf: DumpShelf): Promise<DumpFile | undefined> {
    return new Promise((resolve) => {
      const make = () => this.#make(kind, shelf, resolve);
      this.#line = this.#line.then(make).catch((thrown: unknown) => {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        shelf.fail(error);
        this.#options.log.error({ err: error, dump: kind.extension }, 'a dump could not be written');
        resolve(undefined);
      });
    });
  }

  async #make(kind: DumpKind, shelf: DumpShelf, begun: (file: DumpFile) => void): Promise<void> {
    const { store, portal } = this.#options;
    // From here on a commit is not in it any more: who asks after one gets another.
    shelf.pending = undefined;
    const snapshot = openSnapshot(store, portal);
    try {
      const identity = await identifyDump(portal, snapshot, kind);
      const same = shelf.find(identity);
      if (same) begun(same);
      else await this.#write({ kind, shelf, identity, snapshot, begun });
    } finally {
      snapshot.records.return?.();
    }
  }

  async #write({ kind, shelf, identity, snapshot, begun }: Writing): Promise<void> {
    const { file, descriptor, paths } = this.#folder.create(identity, kind);
    file.hold();
    shelf.begin(file);
    begun(file);
    try {
      const description = snapshot.description.map((quad) => nQuadLine(quad)).join('');
      const publicName = `all.${kind.extension}`;
      const { portal } = this.#options;
      const task = { type: 'write', kind: kind.extension, portal, description, descriptor } as const;
      const whole = await this.#producer.produce({ ...task, ...paths, publicName }, snapshot.records, file);
      file.complete(whole);
      shelf.finish(file);
    } catch (error) {
      file.fail(error instanceof Error ? error : new Error(String(error)));
      throw error;
    } finally {
      file.release();
    }
  }

  /** Whole dumps of the state that the store has now are taken up; whatever else an earlier run left is removed. */
  async #takeUp(): Promise<void> {
    const keep = new Set<string>();
    try {
      for (const [kind, shelf] of this.#shelves) {
        const identity = await this.#wanted(kind);
        const file = this.#folder.reopen(identity, kind);
        if (!file) continue;
        shelf.adopt(file);
        const paths = this.#folder.paths(identity, kind);
        keep.add(paths.file).add(paths.checksumFile);
      }
      this.#folder.clean(keep);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'the dumps of an earlier run could not be looked through');
    }
  }
}

interface Writing {
  readonly kind: DumpKind;
  readonly shelf: DumpShelf;
  readonly identity: DumpIdentity;
  readonly snapshot: CatalogueSnapshot;
  readonly begun: (file: DumpFile) => void;
}
