/** The beginning of an input, and the whole input again. */
export interface PeekedBytes {
  readonly head: Buffer;
  /** `head` is all there is. */
  readonly complete: boolean;
  /** The input from its first byte; to be read once. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Lets the input go where `bytes` is not read. */
  readonly close: () => Promise<void>;
}

/** Reads until `count` bytes are known or the input ends. */
export async function peekBytes(input: AsyncIterable<Uint8Array>, count: number): Promise<PeekedBytes> {
  const iterator = input[Symbol.asyncIterator]();
  const chunks: Uint8Array[] = [];
  let length = 0;
  let complete = false;
  while (length < count && !complete) {
    const next = await iterator.next();
    if (next.done) complete = true;
    else {
      chunks.push(next.value);
      length += next.value.length;
    }
  }
  const head = Buffer.concat(chunks).subarray(0, count);
  return {
    head,
    complete: complete && length <= count,
    bytes: replay(chunks, iterator),
    close: async () => {
      await iterator.return?.();
    },
  };
}

async function* replay(
  chunks: Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks.splice(0);
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
