import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'dist/assets');

/** Entry points by the name under which pages ask for them. */
const entries = {
  'query-page.js': 'src/browser/query-page.tsx',
  'query-page.css': 'src/browser/query-page.css',
};

/**
 * Bundles the scripts and styles of pages into `dist/assets`: files whose names change with their content, each also
 * compressed, and `manifest.json`, which tells the present name of each entry and all names.
 */
async function bundlePages(): Promise<void> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: Object.values(entries),
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: ['es2022'],
    // What `toSorted` and CSS `color-mix` need: browsers of 2023.
    outdir: target,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: 'tsconfig.browser.json',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const { path, contents } of result.outputFiles) await writeCompressed(path, contents);
  const names: Record<string, string> = {};
  for (const [name, entry] of Object.entries(entries)) {
    const [path] = Object.entries(result.metafile.outputs).find(([, one]) => one.entryPoint === entry) ?? [];
    if (path === undefined) throw new Error(`${entry} was not bundled`);
    names[name] = basename(path);
  }
  const files = result.outputFiles.map(({ path }) => basename(path));
  await writeFile(join(target, 'manifest.json'), `${JSON.stringify({ names, files }, null, 2)}\n`);
}

async function writeCompressed(path: string, contents: Uint8Array): Promise<void> {
  await writeFile(path, contents);
  await writeFile(`${path}.gz`, await promisify(gzip)(contents, { level: 9 }));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  await writeFile(`${path}.br`, await promisify(brotliCompress)(contents, quality));
}

await bundlePages();
