import { RdfError } from './rdf-error.ts';

/**
 * The text of `bytes`, without byte order mark, in pieces of at most 64 KB.
 * @throws RdfError `unreadable-input` with the line where it is no UTF-8
 */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  const decode = (chunk?: Uint8Array) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (cause) {
      throw new RdfError('unreadable-input', 'This is not UTF-8, or it is cut off. Save the file as UTF-8.', {
        cause,
        line: line + lineOfFirstBadByte(chunk ?? new Uint8Array(0)),
      });
    }
  };
  for await (const chunk of bytes) {
    // Pieces of bounded size keep the parsers' own buffers, and the batches of quads, small.
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      const text = decode(chunk.subarray(from, from + pieceBytes));
      line += countLineFeeds(text);
      yield text;
    }
  }
  yield decode();
}

const pieceBytes = 64 * 1024;

/** Line feeds before the first line of `chunk` that is no UTF-8; its first line may begin in the chunk before. */
function lineOfFirstBadByte(chunk: Uint8Array): number {
  const lenient = new TextDecoder('utf-8').decode(chunk);
  const bad = lenient.indexOf('\uFFFD', chunk.length > 3 && (chunk[0] ?? 0) >= 0x80 ? 1 : 0);
  return bad < 0 ? 0 : countLineFeeds(lenient.slice(0, bad));
}

export function countLineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
