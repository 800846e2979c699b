import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import { type ConversionMode, csvToRdf } from '../../src/csvw/csv-to-rdf.ts';
import { FileLoader } from '../../src/csvw/file-loader.ts';
import type { LoadedResource, ResourceLoader } from '../../src/csvw/resource-loader.ts';
import { type CsvwWarning, describeWarning } from '../../src/csvw/warning.ts';
import { Failure } from '../../src/model/failure.ts';
import { canonicalDataset } from '../../src/rdf/canonical.ts';

/** Part of the suite: https://github.com/w3c/csvw, tests/manifest-rdf.jsonld. */
const folder = new URL('../../../shared/conformance/csvw/', import.meta.url);
const manifest = new URL('manifest-rdf.jsonld', folder);
const base = 'http://www.w3.org/2013/csvw/tests/';
const skips = JSON.parse(readFileSync(new URL('csvw.skips.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;

interface Entry {
  readonly id: string;
  readonly type: 'csvt:ToRdfTest' | 'csvt:ToRdfTestWithWarnings' | 'csvt:NegativeRdfTest';
  readonly name: string;
  readonly action: string;
  readonly result?: string;
  readonly option: { readonly metadata?: string; readonly minimal?: boolean };
  readonly httpLink?: string;
  readonly contentType?: string;
}

/** The files of the suite at their locations, with the fields of HTTP that the manifest names. */
function loaderOf({ action, httpLink, contentType }: Entry): ResourceLoader {
  const files = new FileLoader(fileURLToPath(manifest), new URL('manifest-rdf.jsonld', base).href);
  return {
    load: async (url): Promise<LoadedResource | undefined> => {
      const found = await files.load(url);
      if (found === undefined || url !== base + action) return found;
      return { ...found, ...(httpLink && { link: httpLink }), ...(contentType && { contentType }) };
    },
  };
}

interface Outcome {
  readonly quads: readonly Quad[];
  readonly warnings: readonly CsvwWarning[];
}

async function convert(entry: Entry): Promise<Outcome> {
  const { action, option } = entry;
  const warnings: CsvwWarning[] = [];
  const quads: Quad[] = [];
  const mode: ConversionMode = option.minimal ? 'minimal' : 'standard';
  const start = action.endsWith('.json')
    ? { metadata: base + action }
    : { table: base + action, ...(option.metadata && { metadata: base + option.metadata }) };
  const loader = loaderOf(entry);
  for await (const batch of csvToRdf({ ...start, mode, loader, warn: (one) => warnings.push(one) }))
    quads.push(...batch);
  return { quads, warnings };
}

function expected(result: string): Quad[] {
  const text = readFileSync(new URL(result, folder), 'utf8');
  return new Parser({ baseIRI: base + result }).parse(text) as unknown as Quad[];
}

describe('W3C CSV2RDF tests', () => {
  if (!existsSync(manifest)) {
    it('runs where ../shared/conformance is present', function () {
      this.skip();
    });
    return;
  }
  const { entries } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly entries: readonly Entry[] };
  const nameOf = ({ id }: Entry) => id.replace('manifest-rdf#', '');

  it('finds the suite', () => {
    assert.ok(entries.length >= 135, `${entries.length} tests`);
    const names = entries.map(nameOf);
    assert.deepEqual(
      Object.keys(skips).filter((name) => !names.includes(name)),
      [],
    );
  });

  for (const entry of entries) {
    const reason = skips[nameOf(entry)];
    it(`${nameOf(entry)}: ${entry.name}${reason ? ` (${reason})` : ''}`, async function () {
      if (reason) this.skip();
      if (entry.type === 'csvt:NegativeRdfTest') {
        await assert.rejects(convert(entry), Failure);
        return;
      }
      const { quads, warnings } = await convert(entry);
      assert.ok(entry.result);
      assert.equal(await canonicalDataset(quads), await canonicalDataset(expected(entry.result)));
      const told = warnings.map(describeWarning).join('\n');
      assert.equal(warnings.length > 0, entry.type === 'csvt:ToRdfTestWithWarnings', told || 'no warning');
    });
  }
});
