import assert from 'node:assert/strict';
import { IndexedGraph } from '../../../src/validation/graph.ts';
import { ShaclEngine } from '../../../src/validation/shacl-engine.ts';
import { parseTurtle } from '../shapes/record-of-fixture.ts';

const prefix = '@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> .\n';

describe('ShaclEngine', () => {
  it('tells the same after a validation that threw', () => {
    // The library has no validator for sh:js; policies with it are refused, the engine throws.
    const engine = new ShaclEngine(
      parseTurtle(`${prefix}ex:S sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
        ex:T sh:targetClass ex:D ; sh:or ( [ sh:js "x" ] ) .`),
    );
    const good = new IndexedGraph(parseTurtle(`${prefix}ex:x a ex:C .`));
    const before = engine.run(good);
    assert.throws(() => engine.run(new IndexedGraph(parseTurtle(`${prefix}ex:x a ex:D .`))));
    assert.equal(before.length, 1);
    assert.deepEqual(engine.run(good), before);
  });
});
