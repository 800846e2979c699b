import assert from 'node:assert/strict';
import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { engineLines } from '../../../src/engine/engine-lines.ts';
import { tripleLine } from '../../../src/engine/oxigraph-edit.ts';
import { nQuadLine } from '../../../src/rdf/n-quads.ts';
import { datasets, propertyIris, texts } from '../rdf/arbitrary-quads.ts';

const anyDataset = datasets({ texts, properties: propertyIris, graphs: fc.constantFrom(undefined, 'urn:g') });

describe('engineLines', () => {
  it('gives each line as a store that holds it alone does', () => {
    fc.assert(
      fc.property(anyDataset, (quads) => {
        const lines = quads.map((quad) => nQuadLine(quad));
        const alone = lines.map((line) => {
          const store = new oxigraph.Store();
          store.load(line, { format: 'application/n-quads', lenient: true });
          return store.match().map(tripleLine)[0];
        });
        assert.deepEqual(engineLines(oxigraph, lines.join('')), alone);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps lines apart that are one for the engine, and passes over empty ones', () => {
    const integer = '^^<http://www.w3.org/2001/XMLSchema#integer>';
    const text = `<urn:s> <urn:p> "01"${integer} .\n\n<urn:s> <urn:p> "1"${integer} .\n`;
    const folded = `<urn:s> <urn:p> "1"${integer} .`;
    assert.deepEqual(engineLines(oxigraph, text), [folded, folded]);
    assert.deepEqual(engineLines(oxigraph, ''), []);
  });
});
