import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { Quad } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { Failure } from '../../../src/model/failure.ts';
import { rdfXml, turtle } from '../../../src/rdf/formats.ts';
import { nQuadTerm, parseNQuads } from '../../../src/rdf/n-quads.ts';
import { parseRdf } from '../../../src/rdf/parse.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';
import { bytesOf, names, readRecords } from './rdf-reading.ts';

const folder = new URL('../../../../shared/realdata/catalogs/dcat-rdf/', import.meta.url);

/** Records by kind; datasets and parts (distributions) as counted in the files by their elements. */
const expected: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'it-alessandria-catalog.rdf': {
    catalog: 1,
    dataset: 5,
    organization: 2,
    concept: 5,
    scheme: 1,
    resource: 1,
    parts: 20,
    triples: 360,
  },
  'it-foggia-catalog.rdf': {
    catalog: 1,
    dataset: 7,
    organization: 2,
    concept: 5,
    scheme: 1,
    resource: 1,
    parts: 7,
    triples: 298,
  },
  'it-molinella-catalog.rdf': {
    catalog: 1,
    dataset: 3,
    organization: 2,
    concept: 2,
    scheme: 1,
    resource: 2,
    parts: 6,
    triples: 177,
  },
  'it-upo-catalog.rdf': {
    catalog: 1,
    dataset: 18,
    organization: 2,
    concept: 3,
    scheme: 1,
    resource: 1,
    parts: 31,
    triples: 752,
  },
  'sh-catalog.xml': { catalog: 1, dataset: 100, organization: 2, place: 19, parts: 101, triples: 4229 },
  'sh-hydra.xml': { parts: 0, triples: 0 },
  'sh-two-organizations.xml': { catalog: 1, dataset: 2, parts: 2, triples: 63 },
  'sh-with_collection.xml': { catalog: 1, dataset: 8, organization: 1, place: 1, parts: 7, triples: 256 },
  'sh-with_downloadURL.xml': { catalog: 1, dataset: 1, parts: 1, triples: 38 },
  'zurich-dcat-ap-ch-catalog.ttl': { catalog: 1, dataset: 100, parts: 199, triples: 5804 },
};

describe('readRdf on real catalogues', () => {
  before(function () {
    if (!existsSync(folder)) this.skip();
  });

  for (const [file, counts] of Object.entries(expected)) {
    const format = file.endsWith('.ttl') ? turtle : rdfXml;

    it(`splits ${file} as expected, in memory and on disk alike`, async () => {
      const bytes = readFileSync(new URL(file, folder));
      const records = await readRecords(bytes, format, { file });
      const found: Record<string, number> = { triples: 0, parts: 0 };
      for (const record of records) {
        found[record.recordKind] = (found[record.recordKind] ?? 0) + 1;
        found['parts'] = (found['parts'] ?? 0) + record.parts.length;
        found['triples'] = (found['triples'] ?? 0) + parseNQuads(record.triples).length;
      }
      assert.equal(new Set(records.map((record) => record.topic)).size, records.length);
      assert.deepEqual(found, counts);
      const onDisk = await readRecords(bytes, format, { file, heldTriples: 10 });
      assert.deepEqual(new Set(onDisk.map((r) => r.topic)), new Set(records.map((r) => r.topic)));
    });

    it(`loses no triple of ${file}`, async () => {
      const bytes = readFileSync(new URL(file, folder));
      const input: Quad[] = [];
      for await (const quad of parseRdf(bytesOf(bytes), format, { base: names.sourceBase(file) }))
        if (!`${quad.predicate.value} ${quad.object.value}`.includes(prefixes.hydra)) input.push(quad);
      const output = (await readRecords(bytes, format, { file })).flatMap((r) => parseNQuads(r.triples));
      assert.deepEqual(described(output.map(unskolemised)), described(input));
    });
  }

  it('refuses the catalogue with a blank in an IRI, saying where', async () => {
    const bytes = readFileSync(new URL('sh-invalid_iri.xml', folder));
    await assert.rejects(
      readRecords(bytes, rdfXml, { file: 'sh-invalid_iri.xml' }),
      (error) =>
        error instanceof Failure &&
        error.code === 'unreadable-input' &&
        /sh-invalid_iri\.xml, line 17, column \d+: .*neustadt i\. h\./.test(error.message),
    );
  });
});

/** Nodes that were named within a document, as blank nodes again. */
function unskolemised(quad: Quad): Quad {
  const blank = (value: string) => /\/doc\/.*#c14n\d+$/.test(value);
  const back = (term: Quad['subject'] | Quad['object']) =>
    term.termType === 'NamedNode' && blank(term.value)
      ? DataFactory.blankNode(`x${term.value.replace(/[^A-Za-z0-9]/g, '')}`)
      : term;
  return DataFactory.quad(
    back(quad.subject) as never,
    quad.predicate as never,
    back(quad.object) as never,
  ) as unknown as Quad;
}

/**
 * The triples as lines, each blank node replaced by its description: a record brings its own copy of a blank node that
 * several share, so that the number of copies must not matter.
 */
function described(quads: readonly Quad[]): string[] {
  const bySubject = new Map<string, Quad[]>();
  for (const quad of quads) {
    const group = bySubject.get(quad.subject.value);
    if (group) group.push(quad);
    else bySubject.set(quad.subject.value, [quad]);
  }
  const text = (term: Quad['subject'] | Quad['object'], above: readonly string[]): string => {
    if (term.termType !== 'BlankNode') return nQuadTerm(term);
    if (above.includes(term.value)) return '[circle]';
    const inside = [...above, term.value];
    const properties = (bySubject.get(term.value) ?? []).map(
      (quad) => `${quad.predicate.value} ${text(quad.object, inside)}`,
    );
    return `[${[...new Set(properties)].sort().join(' ; ')}]`;
  };
  const lines = quads.map(
    ({ subject, predicate, object }) => `${text(subject, [])} ${predicate.value} ${text(object, [])}`,
  );
  return [...new Set(lines)].sort();
}
