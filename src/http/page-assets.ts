import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Written by `scripts/bundle-pages.ts`; the same folder from `src` and from `dist`. */
const folder = fileURLToPath(new URL('../../dist/assets/', import.meta.url));

interface Manifest {
  /** Name of an entry point → name of its file. */
  readonly names: Readonly<Record<string, string>>;
  /** Every file, chunks too. */
  readonly files: readonly string[];
}

/** A file as it is sent, by content coding (RFC 9110 §8.4.1). */
export interface PageAsset {
  readonly contentType: string;
  readonly bodies: { readonly identity: Buffer; readonly br: Buffer; readonly gzip: Buffer };
}

let manifest: Manifest | undefined;

/**
 * Path under the base of a script or stylesheet of pages, e.g. of `query-page.js`; changes with the content.
 * @returns `undefined` where the pages were not bundled: they work without
 */
export function pageAssetPath(name: string): string | undefined {
  const file = readManifest()?.names[name];
  return file && `assets/${file}`;
}

/** @returns by file name; `undefined` where the pages were not bundled */
export function readPageAssets(): ReadonlyMap<string, PageAsset> | undefined {
  return readManifest() && new Map(readManifest()?.files.map((name) => [name, readAsset(name)]));
}

function readManifest(): Manifest | undefined {
  const path = `${folder}manifest.json`;
  if (!manifest && existsSync(path)) manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  return manifest;
}

function readAsset(name: string): PageAsset {
  const read = (extension: string) => readFileSync(`${folder}${name}${extension}`);
  return {
    contentType: name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
    bodies: { identity: read(''), br: read('.br'), gzip: read('.gz') },
  };
}
