import assert from 'node:assert/strict';
import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { isOneQuadALine } from '../../../src/engine/one-quad-a-line.ts';
import { QuadStatistics } from '../../../src/engine/quad-statistics.ts';

const xsd = 'http://www.w3.org/2001/XMLSchema#';
const objects = [
  '"1"',
  '"1"@en',
  '"1"@EN',
  `"1"^^<${xsd}string>`,
  `"1"^^<${xsd}integer>`,
  `"01"^^<${xsd}integer>`,
  `"1"^^<${xsd}boolean>`,
  `"true"^^<${xsd}boolean>`,
  '<urn:o>',
  '_:b',
  '"a \\"b\\" <c> ."',
  '"\\u0041"',
  '"A"',
];
const lines = fc.array(
  fc
    .tuple(
      fc.constantFrom('<urn:s>', '_:b'),
      fc.constantFrom('<urn:p>', '<urn:q>', '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'),
      fc.constantFrom(...objects),
    )
    .map((parts) => `${parts.join(' ')} <urn:g> .\n`),
  { maxLength: 6 },
);

describe('content of one quad a line', () => {
  it('adds as many quads to a store as it has lines, and is counted right', () => {
    const property = fc.property(lines, (content) => {
      const nquads = content.join('');
      if (!isOneQuadALine(nquads)) return;
      const store = new oxigraph.Store();
      store.load(nquads, { format: 'application/n-quads', lenient: true });
      const statistics = new QuadStatistics();
      statistics.add(nquads);
      assert.equal(store.size, content.length);
      assert.equal(statistics.quads, content.length);
      assert.ok(statistics.isPlain);
      for (const quad of store.match()) statistics.remove(quad);
      assert.deepEqual([...statistics.properties, ...statistics.types], []);
    });
    fc.assert(property, { numRuns: 1_000 });
  });

  it('is what the catalogue writes', () => {
    assert.ok(isOneQuadALine('<urn:s> <urn:p> "1"@en <urn:g> .\n<urn:s> <urn:p> "1"@hi <urn:g> .\n'));
  });
});
