import { Failure } from '../model/failure.ts';

export interface TextEncodingFound {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Length of the byte order mark. */
  readonly mark: number;
}

/** From the byte order mark; without one, UTF-16 shows by the zero bytes of its first ASCII characters. */
export function detectEncoding(head: Uint8Array): TextEncodingFound {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { name: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', mark: 2 };
  if (head.length >= 4 && head[0] && !head[1] && head[2] && !head[3]) return { name: 'utf-16le', mark: 0 };
  if (head.length >= 4 && !head[0] && head[1] && !head[2] && head[3]) return { name: 'utf-16be', mark: 0 };
  return { name: 'utf-8', mark: 0 };
}

/** The beginning of a text, good enough to recognise it by: wrong bytes are replaced, a cut last character is left out. */
export function previewText(head: Uint8Array, encoding: TextEncodingFound): string {
  return new TextDecoder(encoding.name).decode(head.subarray(encoding.mark), { stream: true });
}

/** `bytes` without its first `count` bytes. */
export async function* skipBytes(
  bytes: AsyncIterable<Uint8Array>,
  count: number,
): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const chunk of bytes) {
    const skipped = Math.min(left, chunk.length);
    left -= skipped;
    if (skipped < chunk.length) yield skipped === 0 ? chunk : chunk.subarray(skipped);
  }
}

/**
 * The text as valid UTF-8 without byte order mark.
 * @throws Failure `unreadable-input` at the first byte that is no text, with its line, column and value.
 */
export async function* toUtf8(
  bytes: AsyncIterable<Uint8Array>,
  encoding: TextEncodingFound,
  file: string,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding.name, { fatal: true, ignoreBOM: true });
  const place = new TextPlace();
  let open: Uint8Array = new Uint8Array(0);
  for await (const chunk of skipBytes(bytes, encoding.mark)) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch (cause) {
      const seen = Buffer.concat([open, chunk]);
      const good = decodableLength(seen, encoding.name);
      if (encoding.name === 'utf-8' && good > open.length) yield seen.subarray(open.length, good);
      throw notText(seen, good, encoding, place, file, cause);
    }
    open = openCharacter(open, chunk);
    place.pass(text);
    yield encoding.name === 'utf-8' ? chunk : Buffer.from(text, 'utf8');
  }
  try {
    decoder.decode();
  } catch (cause) {
    throw new Failure(
      'unreadable-input',
      `${file}, line ${place.line}, column ${place.column}: the file ends in the middle of a character. ` +
        'It is cut off: copy or download it again.',
      { cause },
    );
  }
}

/** A character of UTF-8 or UTF-16 has at most 4 bytes, so the last 3 hold whatever is still open. */
function openCharacter(before: Uint8Array, chunk: Uint8Array): Uint8Array {
  const tail = chunk.length >= 3 ? chunk.subarray(-3) : Buffer.concat([before, chunk]).subarray(-3);
  for (let i = 0; i < tail.length; i++) {
    const byte = tail[i] ?? 0;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
    if (length > tail.length - i) return tail.subarray(i);
  }
  return new Uint8Array(0);
}

class TextPlace {
  line = 1;
  column = 1;

  pass(text: string): void {
    let last = -1;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.line++;
      last = at;
    }
    this.column = last < 0 ? this.column + text.length : text.length - last;
  }
}

function notText(
  bytes: Buffer,
  good: number,
  encoding: TextEncodingFound,
  place: TextPlace,
  file: string,
  cause: unknown,
): Failure {
  place.pass(new TextDecoder(encoding.name).decode(bytes.subarray(0, good), { stream: true }));
  const byte = (bytes[good] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const where = `${file}, line ${place.line}, column ${place.column}`;
  if (encoding.name !== 'utf-8') {
    return new Failure(
      'unreadable-input',
      `${where}: this is no valid ${encoding.name}. Save the file as UTF-8.`,
      {
        cause,
      },
    );
  }
  return new Failure(
    'unreadable-input',
    `${where}: byte 0x${byte} is not UTF-8. The file was probably saved in a Windows code page. ` +
      'In Excel save it as "CSV UTF-8 (Comma delimited)"; in LibreOffice "Save as" with "Edit filter settings" and "Unicode (UTF-8)"; ' +
      'elsewhere: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW.',
    { cause },
  );
}

/** The longest beginning that can be decoded, by halving: a beginning of decodable text is decodable. */
function decodableLength(bytes: Uint8Array, encoding: string): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isDecodable(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle;
  }
  // A lead byte passes for the beginning of a character; the wrong byte is then the one that began it.
  while (good > 0 && !isWhole(bytes.subarray(0, good), encoding)) good--;
  return good;
}

function isDecodable(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function isWhole(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
