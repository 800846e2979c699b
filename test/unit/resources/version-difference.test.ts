import assert from 'node:assert/strict';
import fc from 'fast-check';
import { canonicalNQuads, versionOf } from '../../../src/rdf/canonical.ts';
import { nQuadLine } from '../../../src/rdf/n-quads.ts';
import { literal, triple } from '../../../src/rdf/terms.ts';
import { changesBySubject, compareVersions } from '../../../src/resources/difference.ts';
import { composeDocument } from '../../../src/store/document.ts';
import type { StoredVersion } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dcat, dct } from '../../../src/vocabulary/terms.ts';

const topic = 'https://x.in/id/dataset/rain' as Iri;
const document = 'https://x.in/doc/dataset/rain' as Iri;
const part = 'https://x.in/id/distribution/rain/1' as Iri;

type Statement = readonly [subject: Iri, property: Iri, text: string];

function version(sequence: number, statements: readonly Statement[]): StoredVersion {
  const quads = statements.map(([subject, property, text]) => triple(subject, property, literal(text)));
  const nquads = canonicalNQuads(quads, document);
  return {
    document,
    topic,
    kind: 'dataset',
    version: versionOf(nquads),
    sequence,
    issued: '2026-01-01T00:00:00Z',
    modified: `2026-01-0${sequence}T00:00:00Z`,
    policy: 'https://x.in/def/policy/dcat' as Iri,
    nquads,
  };
}

const statements = fc.array(
  fc.tuple(
    fc.constantFrom(topic, part),
    fc.constantFrom(dct.title, dcat.keyword),
    fc.constantFrom('a', 'b', 'ग', '"\n'),
  ),
  { maxLength: 8 },
);

describe('the difference of two versions', () => {
  const linesOf = (one: StoredVersion) => composeDocument(one).map((quad) => nQuadLine(quad));

  it('makes the one of the other, and states nothing that both have', () => {
    fc.assert(
      fc.property(statements, statements, (before, after) => {
        const [from, to] = [version(1, before), version(2, after)];
        const { removed, added } = compareVersions(from, to);
        const [less, more] = [removed, added].map((quads) => quads.map((quad) => nQuadLine(quad)));
        const made = new Set(
          linesOf(from)
            .filter((line) => !less?.includes(line))
            .concat(more ?? []),
        );
        assert.deepEqual([...made].sort(), linesOf(to).sort());
        assert.ok(!more?.some((line) => linesOf(from).includes(line)));
        assert.ok(less?.every((line) => linesOf(from).includes(line)));
      }),
    );
  });

  it('is nothing between a version and itself', () => {
    const one = version(1, [[topic, dct.title, 'a']]);
    assert.deepEqual([compareVersions(one, one).removed, compareVersions(one, one).added], [[], []]);
  });

  it('is told thing by thing: the topic first, the record last, properties in the order of pages', () => {
    const from = version(1, [
      [topic, dct.title, 'a'],
      [topic, dcat.keyword, 'k'],
      [part, dct.title, 'p'],
    ]);
    const to = version(2, [[topic, dct.title, 'b']]);
    const order = (property: Iri) => [dcat.keyword, dct.title].indexOf(property as never);
    const changes = changesBySubject(compareVersions(from, to), order);
    assert.deepEqual(
      changes.map(({ subject }) => subject),
      [topic, part, document],
    );
    assert.deepEqual(
      changes[0]?.properties.map(({ property, removed, added }) => [
        property,
        removed.map(({ value }) => value),
        added.map(({ value }) => value),
      ]),
      [
        [dcat.keyword, ['k'], []],
        [dct.title, ['a'], ['b']],
      ],
    );
  });
});
