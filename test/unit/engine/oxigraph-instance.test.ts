import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { OxigraphInstance } from '../../../src/engine/oxigraph-instance.ts';

describe('an instance of Oxigraph', () => {
  it('has a memory of its own', async () => {
    const [first, second] = [await OxigraphInstance.start(), await OxigraphInstance.start()];
    first.store.load('<urn:s> <urn:p> "o" .', { format: 'application/n-quads' });
    assert.deepEqual([first.store.size, second.store.size], [1, 0]);
    assert.match(first.engine.wasm, /^[0-9a-f]{64}$/);
    assert.match(first.engine.version, /^\d+\.\d+\.\d+/);
  });

  it('gives its memory, the names that the engine keeps, and what the caller adds, of one moment', async () => {
    const instance = await OxigraphInstance.start();
    const quad = '<urn:s> <urn:p> "o" .\n';
    instance.store.load(quad, { format: 'application/n-quads' });
    instance.store.match(null, null, null, null);
    let lines = 1;
    const taken = instance.image(() => lines);
    const more = Array.from({ length: 50_000 }, (_, number) => `<urn:s> <urn:p> "${number}" .\n`).join('');
    instance.store.load(more, { format: 'application/n-quads' });
    lines += 50_000;
    const { beside, memory, pointer, externrefs } = await taken;
    assert.equal(beside, lines);
    assert.equal(
      memory.reduce((sum, chunk) => sum + chunk.length, 0),
      instance.memoryBytes,
    );
    assert.ok(pointer > 0);
    assert.ok(externrefs.values.some(([, value]) => value === 'termType'));
  });

  it('works without images where the package has no web build', async () => {
    const instance = await OxigraphInstance.start(tmpdir());
    assert.equal(instance.store.size, 0);
    await assert.rejects(
      instance.image(() => 0),
      /gives no access to its memory/,
    );
  });
});
