import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, validateFileName, type ZipFile } from 'yauzl';
import { Failure } from '../model/failure.ts';

export interface ZipLimits {
  /** Files in it. */
  readonly entries: number;
  /** Bytes of all files together, unpacked. */
  readonly bytes: number;
  /** How many times more bytes it may have unpacked; the first 16 MB are free. */
  readonly ratio: number;
}

export interface ZipEntry {
  /** Path within the archive, with `/`. */
  readonly name: string;
  /** Bytes, unpacked. */
  readonly size: number;
  /** @throws Failure `unreadable-input` where it is damaged or longer than stated */
  bytes(): AsyncIterable<Uint8Array>;
}

export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  close(): Promise<void>;
}

const freeBytes = 16 * 1024 ** 2;

/**
 * Opens a zip file (PKWARE APPNOTE). Nothing of it is ever written under a name of its own.
 * @param path of the file; `file` its name for people
 * @throws Failure `unreadable-input` where it is damaged, encrypted, or names files outside of itself; `too-large`
 */
export async function openZip(path: string, file: string, limits: ZipLimits): Promise<ZipArchive> {
  const zip = await opened(path, file);
  try {
    if (zip.entryCount > limits.entries) throw tooLarge(file, `has more than ${limits.entries} files`);
    const entries: ZipEntry[] = [];
    const names = new Set<string>();
    let total = 0;
    for await (const entry of allEntries(zip, file)) {
      const name = checkedName(entry, file);
      if (name.endsWith('/')) continue;
      if (names.has(name)) throw refused(file, `holds two files named "${name}"`);
      names.add(name);
      total += entry.uncompressedSize;
      if (total > limits.bytes) throw tooLarge(file, `unpacks to more than ${limits.bytes} bytes`);
      const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
      if ((entry.uncompressedSize > freeBytes && ratio > limits.ratio) || isBomb(total, zip, limits))
        throw tooLarge(
          file,
          `unpacks to more than ${limits.ratio} times its size, as decompression bombs do`,
        );
      entries.push({ name, size: entry.uncompressedSize, bytes: () => unpack(zip, entry, name, file) });
    }
    return { entries, close: async () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function opened(path: string, file: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (cause) {
    throw damaged(file, cause);
  }
}

async function* allEntries(zip: ZipFile, file: string): AsyncGenerator<Entry> {
  try {
    for await (const entry of zip.eachEntry()) yield entry;
  } catch (cause) {
    throw cause instanceof Failure ? cause : damaged(file, cause);
  }
}

/** All of it may be less suspicious than its parts are together: files may share the same packed bytes. */
function isBomb(total: number, zip: ZipFile, { ratio }: ZipLimits): boolean {
  return total > freeBytes && total > zip.fileSize * ratio;
}

function checkedName(entry: Entry, file: string): string {
  const name = decodedName(entry);
  const wrong = validateFileName(name);
  if (wrong !== null || name.includes('\0'))
    throw refused(file, `names a file outside of itself ("${name.slice(0, 80)}")`);
  // APPNOTE 4.4.4: bit 0 says encrypted, bit 13 that the directory is masked.
  if (entry.isEncrypted() || (entry.generalPurposeBitFlag & 0x2041) !== 0)
    throw refused(file, `is encrypted ("${name}")`);
  // The mode of Unix stands in the upper half (APPNOTE 4.4.15).
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000)
    throw refused(file, `holds a symbolic link ("${name}")`);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw refused(file, `packs "${name}" in a way that is not read (method ${entry.compressionMethod})`);
  return name;
}

/** Many programs write UTF-8 without saying so (APPNOTE 4.4.4, bit 11); other bytes are CP437, in which ASCII is the same. */
function decodedName({ fileNameRaw }: Entry): string {
  return fileNameRaw.toString(isUtf8(fileNameRaw) ? 'utf8' : 'latin1').replaceAll('\\', '/');
}

async function* unpack(zip: ZipFile, entry: Entry, name: string, file: string): AsyncGenerator<Uint8Array> {
  let checksum = 0;
  try {
    const stream = await zip.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      checksum = crc32(chunk as Buffer, checksum);
      yield chunk as Buffer;
    }
  } catch (cause) {
    throw damaged(`${file}, "${name}"`, cause);
  }
  if (checksum >>> 0 !== entry.crc32 >>> 0) throw damaged(`${file}, "${name}"`);
}

function damaged(file: string, cause?: unknown): Failure {
  const text = `${file} is a zip file that is cut off or damaged. Make or download it again.`;
  return new Failure('unreadable-input', text, { cause });
}

function refused(file: string, what: string): Failure {
  return new Failure('unreadable-input', `${file} ${what}. It is not read: pack its files again, plainly.`);
}

function tooLarge(file: string, what: string): Failure {
  return new Failure(
    'too-large',
    `${file} ${what}. It is refused; split it where it is meant to be so large.`,
  );
}
