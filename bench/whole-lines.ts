import { createReadStream } from 'node:fs';

/** Bytes that Oxigraph gets at once: large, yet far from what fits into its 32-bit memory beside the quads. */
const pieceBytes = 64 * 2 ** 20;

/** A file in large pieces that end with a line. */
export async function* wholeLines(file: string): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: pieceBytes })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf(10) + 1;
    yield bytes.subarray(0, end);
    rest = Buffer.from(bytes.subarray(end));
  }
  if (rest.length > 0) yield rest;
}
