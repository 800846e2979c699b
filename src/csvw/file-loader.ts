import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, extname, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Failure } from '../model/failure.ts';
import type { LoadedResource, ResourceLoader } from './resource-loader.ts';

/**
 * Files that stand for locations: the folder of one file stands for the folder of its URL. Nothing is fetched.
 * What lies outside the folders that were named is not read, so that metadata of others cannot reach into the machine.
 */
export class FileLoader implements ResourceLoader {
  readonly #folder: string;
  readonly #base: string;
  readonly #allowed: readonly string[];

  /**
   * @param file the input
   * @param url the location that it is taken as having; by default where it is
   * @param others further files whose folders may be read
   */
  constructor(file: string, url: string | undefined, others: readonly string[] = []) {
    this.#folder = dirname(resolve(file));
    this.#base = new URL('.', url ?? pathToFileURL(resolve(file))).href;
    this.#allowed = [this.#folder, ...others.map((other) => dirname(resolve(other)))];
  }

  /** The location of a file, by its place beside the input. */
  urlOf(file: string): string {
    const path = relative(this.#folder, resolve(file)).split(sep).map(encodeURIComponent).join('/');
    return new URL(path, this.#base).href;
  }

  async load(url: string): Promise<LoadedResource | undefined> {
    if (URL.canParse(url) && new URL(url).pathname === '/.well-known/csvm') return { bytes: siteWide() };
    const path = this.#pathOf(url);
    if (path === undefined) return undefined;
    try {
      if (!(await stat(path)).isFile()) return undefined;
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw new Failure('unreadable-input', `${path} cannot be read. Check its permissions.`, { cause });
    }
    const contentType = contentTypes[extname(path).toLowerCase()];
    return { bytes: createReadStream(path), ...(contentType && { contentType }) };
  }

  #pathOf(url: string): string | undefined {
    const path = this.#beside(url);
    if (path === undefined || path.includes('\0')) return undefined;
    const isBelow = (folder: string) => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
    if (this.#allowed.some(isBelow)) return path;
    throw new Failure(
      'unreadable-input',
      `${path} lies outside ${this.#allowed.join(' and ')}, and is not read. Put it there, or begin with a file further up.`,
    );
  }

  #beside(url: string): string | undefined {
    if (!URL.canParse(url)) return undefined;
    const { origin, pathname, protocol, search } = new URL(url);
    const base = new URL(this.#base);
    if (search !== '' || protocol !== base.protocol || origin !== base.origin) return undefined;
    try {
      if (protocol === 'file:') return fileURLToPath(url);
      const from = base.pathname.split('/').slice(1, -1);
      const to = pathname.split('/').slice(1);
      let shared = 0;
      while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared += 1;
      const steps = [...from.slice(shared).map(() => '..'), ...to.slice(shared).map(decodeURIComponent)];
      return resolve(this.#folder, ...steps.map((step) => (step === '' ? '.' : step)));
    } catch {
      return undefined;
    }
  }
}

/**
 * Where a site keeps metadata (tabular-data-model §5.3) cannot be asked for where files stand for its documents: the usual
 * places come first, then two that sites name (W3C's own does).
 */
async function* siteWide(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(['{+url}-metadata.json', 'csv-metadata.json', '{+url}.json', 'csvm.json'].join('\n'));
}

const contentTypes: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.tab': 'text/tab-separated-values',
};
