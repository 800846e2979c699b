import { Failure } from '../model/failure.ts';
import { peekBytes } from './peek-bytes.ts';
import { detectEncoding } from './text-encoding.ts';

export interface MarkupSource {
  /** For messages. */
  readonly file: string;
  /** The parameter `charset` of the media type. */
  readonly charset?: string | undefined;
  /** Bytes that are read at most. */
  readonly most: number;
}

const sniffed = 1024;

/**
 * The text of an XML or HTML document: in the encoding of its byte order mark, else of its media type (RFC 7303 §3), else
 * of its own declaration, else UTF-8.
 * @throws Failure `unreadable-input` where a byte is no text in it; `too-large`
 */
export async function* markupText(
  bytes: AsyncIterable<Uint8Array>,
  { file, charset, most }: MarkupSource,
): AsyncGenerator<string> {
  const { head, bytes: all, close } = await peekBytes(bytes, sniffed);
  const label = encodingOf(head, charset);
  try {
    const decoder = decoderOf(label, file);
    let size = 0;
    for await (const chunk of all) {
      size += chunk.length;
      if (size > most)
        throw new Failure(
          'too-large',
          `${file} is longer than ${most} bytes. Divide it into several documents.`,
        );
      const text = decode(() => decoder.decode(chunk, { stream: true }), { file, label, size });
      if (text !== '') yield text;
    }
    const rest = decode(() => decoder.decode(), { file, label, size });
    if (rest !== '') yield rest;
  } finally {
    await close();
  }
}

function encodingOf(head: Buffer, charset: string | undefined): string {
  const { name, mark } = detectEncoding(head);
  if (mark > 0 || name !== 'utf-8') return name;
  if (charset !== undefined && charset !== '') return charset.replace(/^["']|["']$/g, '');
  const text = head.toString('latin1');
  const declared =
    /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]{1,40})["']/.exec(text)?.[1] ??
    /<meta\s[^>]*?charset\s*=\s*["']?([\w:.+-]{1,40})/i.exec(text)?.[1] ??
    'utf-8';
  // What can be read so far in bytes of ASCII is no UTF-16, whatever it says.
  return /^utf-?16|^ucs-?2/i.test(declared) ? 'utf-8' : declared;
}

function decoderOf(label: string, file: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch (cause) {
    throw new Failure(
      'unreadable-input',
      `${file} says that it is in the encoding "${label}", which is not known. Serve it as UTF-8.`,
      { cause },
    );
  }
}

function decode(
  read: () => string,
  { file, label, size }: { file: string; label: string; size: number },
): string {
  try {
    return read();
  } catch (cause) {
    throw new Failure(
      'unreadable-input',
      `${file} holds bytes that are no ${label}, among its first ${size}. Serve it as UTF-8, or state the encoding that it is in.`,
      { cause },
    );
  }
}
