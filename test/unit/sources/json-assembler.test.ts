import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonAssembler, type JsonElement, JsonReadError } from '../../../src/sources/json-assembler.ts';
import { wholeValues } from '../../../src/sources/json-profile.ts';
import { defaultReadLimits } from '../../../src/sources/reader-context.ts';

const members = { descends: (path: readonly unknown[]) => path.length === 0 };

function assemble(bytes: Uint8Array, size: number, layout = wholeValues): JsonElement[] {
  const assembler = new JsonAssembler(layout, defaultReadLimits);
  const elements: JsonElement[] = [];
  for (let at = 0; at < bytes.length; at += size)
    elements.push(...assembler.write(bytes.subarray(at, at + size)));
  return [...elements, ...assembler.end()];
}

function errorOf(text: string, size = 1_000): JsonReadError {
  try {
    assemble(Buffer.from(text), size, members);
  } catch (error) {
    if (error instanceof JsonReadError) return error;
    throw error;
  }
  return assert.fail('no error');
}

describe('JSON assembler', () => {
  it('reads what JSON.parse reads, however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.json({ maxDepth: 5 }),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (json, size, pretty) => {
          const text = pretty ? JSON.stringify(JSON.parse(json), null, 2) : json;
          assert.deepEqual(
            assemble(Buffer.from(text), size).map(({ value }) => value),
            [JSON.parse(text)],
          );
        },
      ),
    );
  });

  it('hands out members one by one, in order, with their path', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ maxDepth: 3 })),
        fc.integer({ min: 1, max: 40 }),
        (values, size) => {
          const text = JSON.stringify(values);
          const elements = assemble(Buffer.from(text), size, members);
          assert.deepEqual(
            elements.map(({ value }) => value),
            JSON.parse(text),
          );
          assert.deepEqual(
            elements.map(({ path }) => path),
            values.map((_, index) => [index]),
          );
        },
      ),
    );
  });

  it('reads several whole values behind each other, with their lines', () => {
    const elements = assemble(Buffer.from('{"a":1}\n\n{\n "a": 2\n} 3'), 5);
    assert.deepEqual(
      elements.map(({ value, line }) => [value, line]),
      [
        [{ a: 1 }, 1],
        [{ a: 2 }, 3],
        [3, 5],
      ],
    );
  });

  it('refuses what JSON.parse refuses', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('{', '}', '[', ']', ',', ':', '"', 'x', ''),
        (json, at, piece) => {
          const cut = at % (json.length + 1);
          const text = json.slice(0, cut) + piece + json.slice(cut + 1);
          let valid = true;
          try {
            JSON.parse(text);
          } catch {
            valid = false;
          }
          // Several values behind each other are valid here.
          let count = 0;
          try {
            count = assemble(Buffer.from(text), 7).length;
          } catch (error) {
            assert.ok(error instanceof JsonReadError);
          }
          if (valid) assert.equal(count, 1);
          else assert.notEqual(count, 1);
        },
      ),
      { numRuns: 500 },
    );
  });

  const errors: readonly (readonly [string, string, number, number, string])[] = [
    ['[{"a":"é\\u00e9x"},{"b":NaN}]', 'syntax', 1, 24, '1,b'],
    ['[{"a":1},\n {"b":"x\ny"}]', 'syntax', 2, 9, '1,b'],
    ['[1,2', 'truncated', 1, 5, '1'],
    ['[1,2]]', 'syntax', 1, 6, ''],
    ['[1,2] {"a":1}', 'syntax', 1, 7, ''],
    ['', 'truncated', 1, 1, ''],
    ['[{"a":1,}]', 'syntax', 1, 9, '0,a'],
    ['{"a" 1}', 'syntax', 1, 6, 'a'],
    ['{"a": "\\x"}', 'syntax', 1, 9, 'a'],
    ['[1}', 'syntax', 1, 3, '0'],
  ];
  for (const [text, problem, line, column, path] of errors) {
    it(`says where ${JSON.stringify(text)} is wrong`, () => {
      for (const size of [1, 3, 1_000]) {
        const error = errorOf(text, size);
        assert.deepEqual(
          [error.problem, error.line, error.column, error.path.join()],
          [problem, line, column, path],
        );
      }
    });
  }

  it('says where it is wrong far behind the beginning', () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `{"title":"वर्षा \\"${i}\\" \\u0939"},`);
    const error = errorOf(`[\n${lines.join('\n')}\n{"title":"वर्षा", x}\n]`, 65_536);
    assert.deepEqual([error.line, error.column, error.path], [20_002, 19, [20_000, 'title']]);
  });
});
