import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../src/', import.meta.url));

/** The floors of docs/architecture.md; a file imports only from floors below its own, or from its own room. */
const floors: readonly (readonly string[])[] = [
  ['vocabulary'],
  ['rdf', 'model', 'config', 'thread.ts'],
  ['sources', 'csvw', 'mapping', 'validation', 'browser', 'fetch'],
  ['store', 'engine', 'access', 'field-map'],
  ['sparql', 'resources', 'feeds', 'search', 'profiles'],
  ['publish', 'push'],
  ['harvest'],
  ['http'],
  ['compose'],
  ['compose.ts'],
  ['cli'],
];

interface SourceFile {
  readonly name: string;
  readonly room: string;
  readonly imports: readonly string[];
  readonly text: string;
}

function sourceFiles(): SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const text = readFileSync(join(root, name), 'utf8');
      const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)].map(
        (match) => match[1] ?? '',
      );
      const imports = specifiers.map((specifier) => relative(root, resolve(root, dirname(name), specifier)));
      return { name, room: roomOf(name), imports, text };
    });
}

function roomOf(name: string): string {
  return name.split('/')[0] ?? name;
}

function withoutComments(text: string): string {
  return text.replace(/^\s*\*.*$|\/\*\*.*?\*\//gm, '');
}

function floorOf(room: string): number {
  return floors.findIndex((rooms) => rooms.includes(room));
}

function circlesIn(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (node: string, path: readonly string[]) => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') {
      circles.push([...path.slice(path.indexOf(node)), node].join(' → '));
      return;
    }
    state.set(node, 'open');
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
    state.set(node, 'done');
  };
  for (const node of edges.keys()) visit(node, []);
  return circles;
}

describe('the architecture', () => {
  const files = sourceFiles();

  it('reads the sources', () => {
    assert.ok(files.length > 50);
    assert.ok(files.some((file) => file.imports.length > 3));
  });

  it('knows every room', () => {
    const strangers = files.filter((file) => floorOf(file.room) === -1).map((file) => file.name);
    assert.deepEqual(strangers, []);
  });

  it('imports only from floors below, or from the own room', () => {
    const wrong = files.flatMap((file) =>
      file.imports
        .filter((target) => roomOf(target) !== file.room && floorOf(roomOf(target)) >= floorOf(file.room))
        .map((target) => `${file.name} imports ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('bundles for browsers what no server room imports, and nothing but vocabulary and model', () => {
    const allowed = new Set(['browser', 'vocabulary', 'model']);
    const wrong = files.flatMap((file) =>
      file.imports
        .filter((target) =>
          file.room === 'browser' ? !allowed.has(roomOf(target)) : roomOf(target) === 'browser',
        )
        .map((target) => `${file.name} imports ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('imports files that exist', () => {
    const names = new Set(files.map((file) => file.name));
    const missing = files.flatMap((file) =>
      file.imports.filter((target) => !names.has(target)).map((t) => `${file.name}: ${t}`),
    );
    assert.deepEqual(missing, []);
  });

  it('has no circles between files', () => {
    assert.deepEqual(circlesIn(new Map(files.map((file) => [file.name, file.imports]))), []);
  });

  it('has no circles between rooms', () => {
    const edges = new Map<string, string[]>();
    for (const file of files) {
      const targets = file.imports.map(roomOf).filter((room) => room !== file.room);
      edges.set(file.room, [...(edges.get(file.room) ?? []), ...targets]);
    }
    assert.deepEqual(circlesIn(edges), []);
  });

  it('constructs adapters in compose only', () => {
    const adapter = /\b(?:LmdbRecordStore\.open|LmdbTokenStore\.open|OxigraphReplica\.start)\b/;
    const own = new Set([
      'compose.ts',
      'store/lmdb-record-store.ts',
      'access/lmdb-token-store.ts',
      'engine/oxigraph-replica.ts',
      // A thread cannot be handed an open store: it opens one of its own.
      'search/search-thread.ts',
      'profiles/ckan/ckan-thread.ts',
      'profiles/dcat-us/data-json-thread.ts',
      'harvest/run-source.ts',
    ]);
    assert.deepEqual(
      files
        .filter((file) => adapter.test(file.text) && !own.has(file.name) && file.room !== 'compose')
        .map((file) => file.name),
      [],
    );
  });

  it('mints IRIs in mapping/iris.ts only', () => {
    const minting = /`\$\{[^}`]*base\}(?:id|doc)\/[^`]*` as Iri/;
    assert.deepEqual(
      files.filter((file) => minting.test(file.text) && file.name !== 'mapping/iris.ts').map((f) => f.name),
      [],
    );
  });

  it('keeps files short', () => {
    const table = 'vocabulary/terms.ts'; // names only, one line each
    const long = files.filter((file) => file.text.split('\n').length > 300 && file.name !== table);
    assert.deepEqual(
      long.map((file) => file.name),
      [],
    );
  });

  it('has neither catch-all rooms nor untyped values', () => {
    const names = files.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc|index)\b/.test(file.name));
    const untyped = files.filter((file) =>
      /:\s*any\b|\bas any\b|<any>|@ts-(?:ignore|expect-error|nocheck)/.test(withoutComments(file.text)),
    );
    assert.deepEqual(
      [...names, ...untyped].map((file) => file.name),
      [],
    );
  });
});
