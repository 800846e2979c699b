import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Failure } from '../../../src/model/failure.ts';
import { detectEncoding, toUtf8 } from '../../../src/sources/text-encoding.ts';
import { chunks } from './read-bytes.ts';

async function decode(bytes: Uint8Array, size: number): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of toUtf8(chunks(bytes, size), detectEncoding(bytes), 'file')) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

describe('text encoding', () => {
  const text = 'Title,वर्षा,🌧️\nसंख्या,₹,é\n';
  const marked = (mark: number[], body: Uint8Array) => Buffer.concat([Buffer.from(mark), body]);
  const encodings: Readonly<Record<string, Uint8Array>> = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with byte order mark': marked([0xef, 0xbb, 0xbf], Buffer.from(text)),
    'UTF-16LE with byte order mark': marked([0xff, 0xfe], Buffer.from(text, 'utf16le')),
    'UTF-16BE with byte order mark': marked([0xfe, 0xff], Buffer.from(text, 'utf16le').swap16()),
    'UTF-16LE without byte order mark': Buffer.from(text, 'utf16le'),
    'UTF-16BE without byte order mark': Buffer.from(text, 'utf16le').swap16(),
  };
  for (const [name, bytes] of Object.entries(encodings)) {
    it(`reads ${name}, however the bytes are cut`, async () => {
      for (const size of [1, 2, 3, 5, 1_000]) assert.equal(await decode(bytes, size), text);
    });
  }

  it('finds the first wrong byte, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.constantFrom(0x80, 0x92, 0xe9, 0xff, 0xc0),
        fc.integer({ min: 1, max: 20 }),
        async (before, byte, size) => {
          const bytes = Buffer.concat([
            Buffer.from(`x${before}`),
            Buffer.from([byte]),
            Buffer.from(' after'),
          ]);
          const lines = `x${before}`.split('\n');
          const place = `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}:`;
          await assert.rejects(decode(bytes, size), (error) => {
            assert.ok(error instanceof Failure);
            assert.ok(error.message.includes(place), `${error.message} should have ${place}`);
            assert.ok(error.message.includes(`0x${byte.toString(16).toUpperCase()}`), error.message);
            return true;
          });
        },
      ),
    );
  });
});
