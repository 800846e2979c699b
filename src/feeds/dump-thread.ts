import { createHash } from 'node:crypto';
import { on } from 'node:events';
import { closeSync, fsyncSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parentPort } from 'node:worker_threads';
import { createGzip } from 'node:zlib';
import { parseNQuads } from '../rdf/n-quads.ts';
import type { StoredRecord } from '../store/record-store.ts';
import { writeDump } from './catalogue-dump.ts';
import { dumpKinds } from './dump-kind.ts';
import type { DumpTask, FromDumpThread, ToDumpThread } from './dump-messages.ts';

/** Writes dumps, one after the other: serialising and compressing would hold up whoever else is served. */
const messages = parentPort ? on(parentPort, 'message') : undefined;

function tell(message: FromDumpThread): void {
  parentPort?.postMessage(message);
}

async function next(): Promise<ToDumpThread | undefined> {
  const result = await messages?.next();
  return result?.value?.[0] as ToDumpThread | undefined;
}

/** The next records are asked for while those before are being written. */
async function* records(): AsyncGenerator<StoredRecord> {
  tell({ type: 'more' });
  for (;;) {
    const message = await next();
    if (message?.type !== 'records') throw new Error('The records of a dump ended before their end.');
    if (!message.last) tell({ type: 'more' });
    yield* message.records;
    if (message.last) return;
  }
}

async function write(task: DumpTask): Promise<FromDumpThread> {
  const kind = dumpKinds.find(({ extension }) => extension === task.kind);
  if (!kind) throw new TypeError(`There is no dump of the kind ${task.kind}.`);
  const hash = createHash('sha256');
  let bytes = 0;
  const append = async (chunks: AsyncIterable<Buffer | string>) => {
    for await (const chunk of chunks) {
      const buffer = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      writeWhole(task.descriptor, buffer, bytes);
      hash.update(buffer);
      bytes += buffer.length;
      tell({ type: 'written', bytes });
    }
  };
  const description = parseNQuads(task.description);
  const text = writeDump({ portal: task.portal, description, records: records() }, kind.format);
  if (kind.encoding === 'gzip') await pipeline(Readable.from(text), createGzip(), append);
  else await append(text);
  fsyncSync(task.descriptor);
  const sha256 = hash.digest('hex');
  finish(task, sha256);
  return { type: 'done', bytes, sha256 };
}

function writeWhole(descriptor: number, buffer: Buffer, position: number): void {
  for (let offset = 0; offset < buffer.length; ) {
    offset += writeSync(descriptor, buffer, offset, buffer.length - offset, position + offset);
  }
}

/** The checksum first: a file under its own name is whole, and has one. */
function finish({ temporary, file, checksumFile, publicName }: DumpTask, sha256: string): void {
  writeFileSync(checksumFile, `${sha256}  ${publicName}\n`, { flush: true });
  renameSync(temporary, file);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

for (;;) {
  const message = await next();
  if (message === undefined) break;
  if (message.type !== 'write') continue;
  tell(
    await write(message).catch((error: unknown) => ({
      type: 'failed',
      message: error instanceof Error ? error.message : String(error),
    })),
  );
}
