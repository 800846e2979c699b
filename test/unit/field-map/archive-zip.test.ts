import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openZip, type ZipLimits } from '../../../src/field-map/archive-zip.ts';
import { failureOf } from './support/open-table.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { type ZippedFile, zipFile } from './support/zip-file.ts';

const limits: ZipLimits = { entries: 100, bytes: 100 * 1024 ** 2, ratio: 200 };

describe('archive-zip', () => {
  const folder = temporaryFolder();
  let count = 0;

  function written(bytes: Buffer): string {
    const path = join(folder, `${count++}.zip`);
    writeFileSync(path, bytes);
    return path;
  }

  async function open(files: readonly ZippedFile[], more: Partial<ZipLimits> = {}) {
    return openZip(written(zipFile(files)), 'files.zip', { ...limits, ...more });
  }

  async function refusal(files: readonly ZippedFile[], more: Partial<ZipLimits> = {}) {
    return failureOf(
      open(files, more).then(async (zip) => {
        try {
          for (const entry of zip.entries) for await (const _ of entry.bytes());
        } finally {
          await zip.close();
        }
      }),
    );
  }

  it('gives files with their bytes, without folders', async () => {
    const zip = await open([
      { name: 'a/', content: '', stored: true },
      { name: 'a/वर्षा.csv', content: 'x,y' },
      { name: 'b\\c.csv', content: 'stored', stored: true },
    ]);
    const found: [string, number, string][] = [];
    for (const { name, size, bytes } of zip.entries) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of bytes()) chunks.push(chunk);
      found.push([name, size, Buffer.concat(chunks).toString()]);
    }
    await zip.close();
    assert.deepEqual(found, [
      ['a/वर्षा.csv', 3, 'x,y'],
      ['b/c.csv', 6, 'stored'],
    ]);
  });

  it('reads names that are UTF-8 without saying so', async () => {
    const zip = await open([{ name: 'मंडी.csv', content: 'x', flags: 0 }]);
    await zip.close();
    assert.equal(zip.entries[0]?.name, 'मंडी.csv');
  });

  it('refuses files that lead out of the archive', async () => {
    for (const name of [
      '../evil.csv',
      'a/../../evil.csv',
      '/etc/passwd',
      'C:\\evil.csv',
      '..\\evil.csv',
      'a\0b',
    ]) {
      const { code, message } = await refusal([{ name, content: 'x' }]);
      assert.equal(code, 'unreadable-input', name);
      assert.match(message, /outside of itself/);
    }
    assert.match(
      (await refusal([{ name: 'link', content: '/etc/passwd', mode: 0o120777 }])).message,
      /symbolic link/,
    );
  });

  it('refuses what is encrypted, doubled or packed in another way', async () => {
    assert.match((await refusal([{ name: 'a', content: 'x', flags: 1 }])).message, /encrypted/);
    assert.match(
      (
        await refusal([
          { name: 'a', content: 'x' },
          { name: 'a', content: 'y' },
        ])
      ).message,
      /two files/,
    );
    const other = zipFile([{ name: 'a', content: 'x' }]);
    other.writeUInt16LE(12, other.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 10);
    assert.match((await failureOf(openZip(written(other), 'files.zip', limits))).message, /method 12/);
  });

  it('refuses bombs by ratio, total and count', async () => {
    const zeros = Buffer.alloc(20 * 1024 ** 2);
    assert.match((await refusal([{ name: 'a', content: zeros }])).message, /200 times/);
    assert.match((await refusal([{ name: 'a', content: 'abc' }], { bytes: 2 })).message, /more than 2 bytes/);
    const many = Array.from({ length: 101 }, (_, at) => ({ name: String(at), content: 'x' }));
    assert.match((await refusal(many)).message, /more than 100 files/);
    for (const one of [await refusal(many), await refusal([{ name: 'a', content: zeros }])])
      assert.equal(one.code, 'too-large');
  });

  it('refuses a file that is longer than it states', async () => {
    const { code, message } = await refusal([{ name: 'a', content: Buffer.alloc(20 * 1024 ** 2), size: 10 }]);
    assert.equal(code, 'unreadable-input');
    assert.match(message, /files\.zip, "a" .*damaged/);
  });

  it('says that it is damaged or cut off', async () => {
    assert.match((await refusal([{ name: 'a', content: 'x', checksum: 1 }])).message, /damaged/);
    const whole = zipFile([{ name: 'a', content: 'x'.repeat(1_000) }]);
    for (const bytes of [whole.subarray(0, -10), whole.subarray(5), Buffer.alloc(0)]) {
      const { code, message } = await failureOf(openZip(written(bytes), 'files.zip', limits));
      assert.equal(code, 'unreadable-input');
      assert.match(message, /cut off or damaged/);
    }
  });
});
