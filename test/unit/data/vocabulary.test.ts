import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { Parser } from 'n3';
import { type ConceptIndex, indexConcepts } from '../../../src/mapping/concept-index.ts';
import type { SchemeKey } from '../../../src/vocabulary/ndsap.ts';
import { element, readDefects, readResources, readRows, splitList } from './read-sheets.ts';

const base = 'https://data.example.gov.in/';

function readConcepts(): ConceptIndex {
  const folder = new URL('../../../ontologies/', import.meta.url);
  const quads = readdirSync(folder)
    .filter((name) => name.endsWith('.ttl'))
    .flatMap((name) => new Parser({ baseIRI: base }).parse(readFileSync(new URL(name, folder), 'utf8')));
  return indexConcepts(quads, base);
}

/** §7 element, the scheme of its values, whether the cell is a list. */
const controlled: readonly (readonly [string, SchemeKey, boolean])[] = [
  ['Sector', 'sector', true],
  ['Sub-Sector', 'sector', true],
  ['Asset Jurisdiction', 'jurisdiction', false],
  ['Category', 'resource-category', false],
  ['Access Method', 'access-method', false],
  ['Access Type', 'access-type', false],
  ['Frequency', 'frequency', false],
  ['Granularity of Data', 'granularity', false],
  ['App Type', 'app-type', false],
  ['Format', 'file-format', false],
];

describe('example catalogue: controlled values', () => {
  let concepts: ConceptIndex;
  before(() => {
    concepts = readConcepts();
  });

  for (const [name, scheme, isList] of controlled)
    it(`${name}: every value is one of the scheme ${scheme}`, () => {
      const defects = readDefects();
      const unknown = new Map<string, string>();
      for (const row of [...readRows('catalogs.csv'), ...readResources()]) {
        const cell = element(row, name);
        for (const value of isList ? splitList(cell) : cell === '' ? [] : [cell])
          if (concepts.resolve(scheme, value) === undefined)
            unknown.set(value, row['Identifier'] ?? 'a catalog');
      }
      for (const [value, identifier] of unknown) if (defects.has(identifier)) unknown.delete(value);
      assert.deepEqual([...unknown], []);
    });

  it('does not resolve the deliberate defects', () => {
    assert.equal(concepts.resolve('sector', 'Farm Weather'), undefined);
    assert.equal(concepts.resolve('granularity', 'Fleet-wise'), undefined);
  });

  it('resolves the codes and Hindi names of the table of states to one place each', () => {
    for (const row of readRows('tables/states-and-union-territories.csv')) {
      const place = concepts.resolve('jurisdiction', row['name'] ?? '');
      assert.ok(place, row['name']);
      assert.equal(concepts.resolve('jurisdiction', row['name_hi'] ?? ''), place, row['name_hi']);
      assert.equal(concepts.resolve('jurisdiction', row['iso_3166_2'] ?? ''), place, row['iso_3166_2']);
    }
  });
});
