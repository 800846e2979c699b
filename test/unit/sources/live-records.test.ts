import assert from 'node:assert/strict';
import { readSource } from '../../../src/sources/read-source.ts';
import { names } from './read-bytes.ts';

const chunkSize = 16 * 1024;

/** An input of `count` records that is made while it is read, and tells how far the reader has run ahead. */
class CountedInput {
  /** Records whose last byte was given to the reader. */
  given = 0;
  readonly #count: number;
  readonly #parts: { begin: string; record: (index: number) => string; end: string };

  constructor(count: number, parts: { begin: string; record: (index: number) => string; end: string }) {
    this.#count = count;
    this.#parts = parts;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    let text = this.#parts.begin;
    for (let index = 0; index < this.#count; index++) {
      text += this.#parts.record(index);
      this.given++;
      if (text.length >= chunkSize) {
        yield Buffer.from(text);
        text = '';
      }
    }
    yield Buffer.from(text + this.#parts.end);
  }
}

const note = 'n'.repeat(200);
const formats = {
  'JSON Lines': {
    begin: '',
    record: (i: number) => `${JSON.stringify({ index_name: `id-${i}`, title: note })}\n`,
    end: '',
  },
  'a JSON array': {
    begin: '[{"index_name":"first","title":"x"}',
    record: (i: number) => `,${JSON.stringify({ index_name: `id-${i}`, title: note })}`,
    end: ']',
  },
  'a data.json': {
    begin:
      '{"conformsTo":"https://project-open-data.cio.gov/v1.1/schema","dataset":[{"title":"x","accessLevel":"public"}',
    record: (i: number) =>
      `,${JSON.stringify({ identifier: `id-${i}`, title: note, accessLevel: 'public' })}`,
    end: ']}',
  },
  'a package_search answer': {
    begin: '{"success":true,"result":{"results":[{"id":"x","name":"x","resources":[]}',
    record: (i: number) => `,${JSON.stringify({ id: `id-${i}`, name: note, resources: [] })}`,
    end: ']}}',
  },
  'a CSV sheet': {
    begin: 'Title,Description\n',
    record: (i: number) => `Title ${i},${note}\n`,
    end: '',
  },
};

/** The most records that were inside the reader at one time: given to it and not yet handed out. */
async function mostAlive(input: CountedInput): Promise<{ alive: number; read: number }> {
  let alive = 0;
  let read = 0;
  for await (const item of readSource(input, 'input', { names })) {
    assert.equal(item.type, 'record');
    read++;
    alive = Math.max(alive, input.given - read);
    // A slow consumer: the reader has every chance to run ahead.
    if (read % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return { alive, read };
}

describe('live records', () => {
  for (const [name, parts] of Object.entries(formats)) {
    it(`do not grow with the input, read from ${name}`, async () => {
      const small = await mostAlive(new CountedInput(1_000, parts));
      const large = await mostAlive(new CountedInput(20_000, parts));
      assert.ok(small.read >= 1_000 && large.read >= 20_000);
      // What is looked at to recognise the input, and the chunk in hand.
      const bound = Math.ceil((64 * 1024 + 2 * chunkSize) / 200);
      assert.ok(
        small.alive <= bound && large.alive <= bound,
        `${small.alive} and ${large.alive}, bound ${bound}`,
      );
    });
  }

  it('are not fetched when the consumer stops', async () => {
    const input = new CountedInput(20_000, formats['JSON Lines']);
    for await (const item of readSource(input, 'input', { names })) {
      assert.equal(item.type, 'record');
      break;
    }
    assert.ok(input.given < 1_000);
  });
});
