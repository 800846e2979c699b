import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import { nQuadLine } from '../../../src/rdf/n-quads.ts';
import { dcat, dct, rdf } from '../../../src/vocabulary/terms.ts';

const documentTypes = new Set([
  'http://www.w3.org/ns/dcat#CatalogRecord',
  'http://xmlns.com/foaf/0.1/Document',
]);

/** Without the times at which records were first and last published, and their versions: they differ from run to run. */
export function withoutTimes(quads: readonly Quad[]): Quad[] {
  const records = new Set(
    quads
      .filter(({ predicate, object }) => predicate.value === rdf.type && documentTypes.has(object.value))
      .map(({ subject }) => subject.value),
  );
  const times = new Set<string>([
    dct.issued,
    dct.modified,
    dcat.version,
    dcat.hasVersion,
    dcat.previousVersion,
  ]);
  return quads.filter(
    ({ subject, predicate }) => !(records.has(subject.value) && times.has(predicate.value)),
  );
}

/** Fails with the first lines that only one of two graphs without blank nodes has. */
export function assertSameGraph(
  actual: readonly Quad[],
  expected: readonly Quad[],
  what: string,
  options: { graphs?: boolean } = {},
): void {
  const [found, wanted] = [actual, expected].map((quads) => linesOf(quads, options.graphs ?? false));
  const excess = [...(found ?? [])].filter((line) => !wanted?.has(line)).sort();
  const missing = [...(wanted ?? [])].filter((line) => !found?.has(line)).sort();
  const shown = [...excess.map((line) => `+ ${line}`), ...missing.map((line) => `- ${line}`)];
  assert.ok(
    shown.length === 0,
    `${what}: ${excess.length} triples too many, ${missing.length} missing\n${shown.slice(0, 40).join('')}`,
  );
}

function linesOf(quads: readonly Quad[], graphs: boolean): Set<string> {
  const lines = quads.map((quad) => {
    const { subject, object } = quad;
    assert.ok(
      subject.termType !== 'BlankNode' && object.termType !== 'BlankNode',
      'there are no blank nodes',
    );
    return graphs ? nQuadLine(quad) : nQuadLine(quad, '');
  });
  return new Set(lines);
}
