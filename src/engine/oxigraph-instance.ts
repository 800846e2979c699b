import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Store } from 'oxigraph';
import {
  chunkBytes,
  type EngineBuild,
  type EngineState,
  type ExternrefTable,
  headerBytes,
} from './engine-image.ts';
import { readInto } from './image-file.ts';
import type { Oxigraph } from './instantiation.ts';

interface Table {
  readonly length: number;
  get(place: number): unknown;
  set(place: number, value: unknown): void;
  grow(places: number): number;
}

/** The part of a WebAssembly instance that holds its state (`InitOutput` of the package's web.d.ts). */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  readonly __wbindgen_externrefs: Table;
}

type WebBuild = Oxigraph & { readonly initSync: (options: { module: Uint8Array }) => unknown };

export type MemoryImage = Pick<EngineState, 'engine' | 'pointer' | 'externrefs'> & {
  readonly memory: readonly Uint8Array<ArrayBuffer>[];
};

const pageBytes = 65_536;
let instances = 0;

/**
 * Oxigraph with one store, started from the package's web build: the same engine as its Node build, which gives no access
 * to its memory. The state of the engine between two calls is its linear memory and one table of JavaScript values; the
 * stack is empty then, and the function table never changes (docs/decisions/0008-keep-an-image-of-the-engine.md).
 */
export class OxigraphInstance {
  readonly oxigraph: Oxigraph;
  readonly engine: EngineBuild;
  readonly #exports: Exports | undefined;
  #store: Store | undefined;

  private constructor(oxigraph: Oxigraph, engine: EngineBuild, exports?: Exports) {
    this.oxigraph = oxigraph;
    this.engine = engine;
    this.#exports = exports;
  }

  /**
   * Each instance has a memory of its own, and a copy of the package's module, which knows one instance only.
   * A package without a web build as it is known here gives an engine of which no image can be taken.
   */
  static async start(folder = packageFolder()): Promise<OxigraphInstance> {
    const wasm = join(folder, 'web_bg.wasm');
    const glue = join(folder, 'web.js');
    if (!existsSync(wasm) || !existsSync(glue)) return OxigraphInstance.#withoutImages();
    const module = readFileSync(wasm);
    instances += 1;
    const web: WebBuild = await import(`${pathToFileURL(glue).href}?instance=${instances}`);
    const exports: unknown = web.initSync({ module });
    if (!isExports(exports)) return OxigraphInstance.#withoutImages();
    const version = versionOf(readFileSync(join(folder, 'package.json'), 'utf8'));
    return new OxigraphInstance(
      web,
      { version, wasm: createHash('sha256').update(module).digest('hex') },
      exports,
    );
  }

  static async #withoutImages(): Promise<OxigraphInstance> {
    return new OxigraphInstance((await import('oxigraph')).default, { version: 'unknown', wasm: 'none' });
  }

  get store(): Store {
    this.#store ??= new this.oxigraph.Store();
    return this.#store;
  }

  get memoryBytes(): number {
    return this.#exports?.memory.buffer.byteLength ?? 0;
  }

  /**
   * Copies the memory. The first pass lets other work in between; the second compares, and copies again what has changed,
   * so that the engine stands still for a fraction of the time only. The caller takes its own state in the same turn, by
   * `atOnce`.
   */
  async image<T>(atOnce: () => T): Promise<MemoryImage & { readonly beside: T }> {
    const exports = this.#open();
    const memory: Uint8Array<ArrayBuffer>[] = [];
    for (let index = 0; index * chunkBytes < this.memoryBytes; index += 1) {
      memory.push(copyOf(this.#chunk(index)));
      await setImmediate();
    }
    for (let index = 0; index * chunkBytes < this.memoryBytes; index += 1) {
      const now = this.#chunk(index);
      const before = memory[index];
      if (before?.length !== now.length) memory[index] = copyOf(now);
      else if (!Buffer.from(now.buffer, now.byteOffset, now.length).equals(before)) before.set(now);
    }
    return {
      engine: this.engine,
      pointer: pointerOf(this.store),
      externrefs: tableOf(exports.__wbindgen_externrefs),
      memory,
      beside: atOnce(),
    };
  }

  /**
   * Takes over the state of another instance. Only for an instance that was never used, which cannot be used where this
   * throws.
   * @param fd an image file
   */
  restore(fd: number, { pointer, externrefs, memory }: EngineState & { readonly memory: number }): Store {
    if (this.#store) throw new Error('the engine has been used already');
    const { memory: own, __wbindgen_externrefs: table } = this.#open();
    if (memory < this.memoryBytes || externrefs.length < table.length) throw new Error('it is too small');
    own.grow((memory - this.memoryBytes) / pageBytes);
    table.grow(externrefs.length - table.length);
    for (const [place, value] of externrefs.values) table.set(place, value);
    readInto(new Uint8Array(own.buffer), fd, headerBytes);
    this.#store = storeAt(this.oxigraph, pointer);
    reseed(this.#store);
    return this.#store;
  }

  #chunk(index: number): Uint8Array<ArrayBuffer> {
    const at = index * chunkBytes;
    return new Uint8Array(this.#open().memory.buffer, at, Math.min(chunkBytes, this.memoryBytes - at));
  }

  #open(): Exports {
    if (!this.#exports) throw new Error('this version of the engine gives no access to its memory');
    return this.#exports;
  }
}

/** Four times as fast as `slice` for megabytes (Node 20). */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy;
}

function tableOf(table: Table): ExternrefTable {
  const values: [number, string | number | boolean | null][] = [];
  for (let place = 0; place < table.length; place += 1) {
    const value = table.get(place);
    if (value === undefined) continue;
    if (!isPlain(value)) throw new Error('the engine holds a JavaScript object');
    values.push([place, value]);
  }
  return { length: table.length, values };
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** The name that wasm-bindgen gives to the address of an object. */
const address = '__wbg_ptr';

function pointerOf(store: Store): number {
  const pointer: unknown = Reflect.get(store, address);
  if (typeof pointer !== 'number' || pointer === 0) throw new Error('the engine does not tell its store');
  return pointer;
}

/** As the package's own wrappers do for what the engine hands out; never registered for finalisation, so never freed. */
function storeAt(oxigraph: Oxigraph, pointer: number): Store {
  const store: Store = Object.create(oxigraph.Store.prototype);
  Reflect.set(store, address, pointer);
  return store;
}

/**
 * The random numbers of UUID(), STRUUID(), RAND() and BNODE() would go on alike in every engine restored from one image.
 * The generator (rand's `ThreadRng`) takes a new seed from the system after 64 KiB; a UUID takes 16 bytes.
 */
function reseed(store: Store): void {
  const numbers = Array.from({ length: 70 }, (_, number) => number).join(' ');
  store.query(
    `SELECT (COUNT(?u) AS ?n) { VALUES ?a { ${numbers} } VALUES ?b { ${numbers} } BIND(UUID() AS ?u) }`,
  );
}

function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('oxigraph'));
}

function isExports(exports: unknown): exports is Exports {
  if (typeof exports !== 'object' || exports === null) return false;
  if (!('memory' in exports) || !('__wbindgen_externrefs' in exports)) return false;
  const { memory, __wbindgen_externrefs: table } = exports;
  return memory instanceof WebAssembly.Memory && table instanceof WebAssembly.Table;
}

function versionOf(packageJson: string): string {
  const { version }: { version?: unknown } = JSON.parse(packageJson);
  return String(version);
}
