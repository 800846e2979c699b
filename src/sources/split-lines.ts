const newline = 0x0a;

/** One line without its line feed; `bytes` is absent where it was longer than the limit. */
export interface ByteLine {
  readonly bytes: Buffer | undefined;
  readonly number: number;
}

/** Lines of `input`, piece by piece: all that a chunk completes. A line past `limit` bytes is dropped while it is read. */
export async function* splitLines(
  input: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<readonly ByteLine[]> {
  let open: Buffer[] = [];
  let length = 0;
  let number = 1;
  const take = (piece: Buffer): void => {
    length += piece.length;
    if (length > limit) open = [];
    else if (piece.length > 0) open.push(piece);
  };
  const finish = (): ByteLine => {
    const bytes = length > limit ? undefined : open.length === 1 ? open[0] : Buffer.concat(open);
    open = [];
    length = 0;
    return { bytes, number: number++ };
  };
  for await (const bytes of input) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const lines: ByteLine[] = [];
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      take(chunk.subarray(from, at));
      lines.push(finish());
      from = at + 1;
    }
    take(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [finish()];
}
