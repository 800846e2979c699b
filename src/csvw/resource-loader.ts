/** A document and what is known of it from its transfer. */
export interface LoadedResource {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Fields of HTTP, as sent. */
  readonly contentType?: string;
  readonly contentLanguage?: string;
  readonly link?: string;
}

/** Where documents come from. The conversion asks for nothing but what the metadata name. */
export interface ResourceLoader {
  /**
   * @param url absolute, without fragment
   * @returns `undefined` where there is nothing at that location
   * @throws Failure where it cannot be read
   */
  load(url: string): Promise<LoadedResource | undefined>;
}

/** The longest metadata document, in bytes. */
const longest = 16 * 1024 * 1024;

/** All of a short document as text; longer ones are cut, and are then no JSON. */
export async function textOf({ bytes }: LoadedResource): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > longest) break;
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8').decode(Buffer.concat(chunks));
}
