import assert from 'node:assert/strict';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { readResources, readRows, shared, sharedIsPresent } from './read-sheets.ts';

/** Shorter texts ("Child health") are names; that they occur in a source says nothing. */
const shortestPassage = 25;

const normalise = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

interface Described {
  readonly index_name: string;
  readonly title: string | null;
  readonly description: string | null;
}

async function readRegistry(): Promise<readonly Described[]> {
  const file = new URL('catalogs/ogd-india/ogd-api-registry-2021-04.jsonl.gz', shared);
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
  const records: Described[] = [];
  for await (const line of lines) if (line !== '') records.push(JSON.parse(line) as Described);
  return records;
}

function readPortalDescriptions(): readonly string[] {
  const file = new URL('catalogs/ogd-india/idp-high-value-datasets-2024-10.json', shared);
  const rows = JSON.parse(readFileSync(file, 'utf8')) as readonly Record<string, string | null>[];
  return rows.map((row) => row['Dataset Description'] ?? '');
}

const ownTexts = (): readonly string[] => [
  ...readRows('catalogs.csv').map((row) => row['Description (Required)'] ?? ''),
  ...readResources().map((row) => row['Description'] ?? ''),
];

/** The sentences of a text, normalised, those that are mere names left out. */
function sentences(text: string): readonly string[] {
  return text
    .split(/(?<=[.?!])\s+/)
    .map(normalise)
    .filter((sentence) => sentence.length >= shortestPassage);
}

describe('example catalogue: descriptions', () => {
  it('are texts of their own, no two alike and none the title', () => {
    const texts = ownTexts().map(normalise);
    assert.equal(new Set(texts).size, texts.length);
    for (const row of readResources())
      assert.notEqual(
        normalise(row['Description'] ?? ''),
        normalise(row['Title (Required)'] ?? row['Title'] ?? ''),
      );
  });

  it('take no sentence from the registry or the India Data Portal', async function () {
    if (!sharedIsPresent()) return this.skip();
    const registry = (await readRegistry()).map((record) =>
      normalise(record.description ?? record.title ?? ''),
    );
    const portal = readPortalDescriptions();
    const theirs = [...registry, ...portal.map(normalise)].join('\n');
    const theirSentences = new Set([
      ...registry.filter((text) => text.length >= shortestPassage),
      ...portal.flatMap(sentences),
    ]);
    const copied = ownTexts().flatMap((text) =>
      sentences(text).filter((sentence) => theirSentences.has(sentence) || theirs.includes(sentence)),
    );
    const quoting = ownTexts().filter((text) => {
      const whole = normalise(text);
      return portal.flatMap(sentences).some((sentence) => whole.includes(sentence));
    });
    assert.deepEqual([...copied, ...quoting], []);
  });

  it('belong to datasets whose dates are those of the registry', async function () {
    if (!sharedIsPresent()) return this.skip();
    const registry = new Map((await readRegistry()).map((record) => [record.index_name, record]));
    const rows = readRows('resources.csv').filter((row) =>
      /data\.gov\.in\/resource\//.test(row['URL'] ?? ''),
    );
    for (const row of rows) {
      const record = registry.get(row['Identifier'] ?? '') as { updated_date?: string } | undefined;
      assert.ok(record, `${row['Identifier']} is not in the registry`);
      assert.equal((row['Date Modified'] ?? '').slice(0, 10), (record.updated_date ?? '').slice(0, 10));
    }
  });
});
