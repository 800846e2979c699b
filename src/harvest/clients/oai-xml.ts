import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { Failure } from '../../model/failure.ts';
import { decompress } from '../../sources/decompress.ts';
import { peekBytes } from '../../sources/peek-bytes.ts';
import type { ReadOptions } from '../../sources/read-source.ts';
import { defaultReadLimits, type ReadLimits } from '../../sources/reader-context.ts';
import { detectEncoding, toUtf8 } from '../../sources/text-encoding.ts';

/** An element with all that is in it. */
export interface XmlElement {
  readonly name: string;
  readonly local: string;
  /** Of its namespace. */
  readonly uri: string;
  /** Declarations of namespaces are among them. */
  readonly attributes: readonly SaxesAttributeNS[];
  readonly children: readonly (XmlElement | string)[];
}

/** An element of an answer, and the one that it stands in: the root, or the element named after the verb. */
export interface OaiElement {
  readonly parent: string;
  readonly element: XmlElement;
  /** Declarations of namespaces that hold where it begins, by prefix. */
  readonly scope: ReadonlyMap<string, string>;
}

export const oaiNamespace = 'http://www.openarchives.org/OAI/2.0/';
/** Small enough that what is too long is noticed soon. */
const slice = 64 * 1024;

/**
 * The elements of an answer of OAI-PMH 2.0 (§3.2): `responseDate`, `request` and `error` below the root, and each element
 * below the one named after the verb. One of them is held in memory at a time.
 * @throws Failure `source-failed` where it is another document; `unreadable-input` where it is no XML, no UTF-8, cut off,
 * or has a document type declaration; `too-large` where an element is too large or too deep
 */
export async function* oaiElements(
  bytes: AsyncIterable<Uint8Array>,
  url: string,
  { limits }: Pick<ReadOptions, 'limits'>,
): AsyncGenerator<OaiElement> {
  const input = await peekBytes(decompress(bytes, url), slice);
  try {
    if (input.head.length === 0)
      throw new Failure('source-failed', `<${url}> gave an empty answer where OAI-PMH was expected.`);
    const reader = new OaiReader(url, { ...defaultReadLimits, ...limits });
    const decoder = new TextDecoder('utf-8');
    for await (const chunk of toUtf8(input.bytes, detectEncoding(input.head), url)) {
      const text = decoder.decode(chunk, { stream: true });
      for (let at = 0; at < text.length; at += slice) yield* reader.write(text.slice(at, at + slice));
    }
    yield* reader.end();
  } finally {
    await input.close();
  }
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
}

class OaiReader {
  readonly #url: string;
  readonly #limits: ReadLimits;
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #open: OpenElement[] = [];
  /** Declarations of the two outermost levels. */
  readonly #scopes: ReadonlyMap<string, string>[] = [];
  #found: OaiElement[] = [];
  /** Characters of the element that is being read. */
  #size = 0;
  #started = false;

  constructor(url: string, limits: ReadLimits) {
    this.#url = url;
    this.#limits = limits;
    const parser = this.#parser;
    parser.on('error', (error) => {
      throw this.#unreadable(error.message);
    });
    parser.on('doctype', () => {
      throw this.#unreadable(
        'there is a document type declaration (<!DOCTYPE …>), as HTML pages have and OAI-PMH has not',
      );
    });
    parser.on('opentag', (tag) => this.#begin(tag));
    parser.on('closetag', () => this.#end());
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
  }

  write(text: string): readonly OaiElement[] {
    this.#size += text.length;
    this.#parser.write(text);
    if (this.#size > this.#limits.recordBytes)
      throw new Failure(
        'too-large',
        `<${this.#url}>: an element has more than ${this.#limits.recordBytes} characters, the most that are read.`,
      );
    return this.#take();
  }

  end(): readonly OaiElement[] {
    this.#parser.close();
    return this.#take();
  }

  #take(): readonly OaiElement[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  #begin({ name, local, uri, attributes }: SaxesTagNS): void {
    const depth = this.#open.length;
    if (depth === 0) this.#checkRoot(name, local, uri);
    if (depth >= this.#limits.depth)
      throw new Failure(
        'too-large',
        `<${this.#url}>: elements stand inside each other more than ${this.#limits.depth} levels deep.`,
      );
    const own = Object.values(attributes);
    if (depth < 2) this.#scopes[depth] = new Map([...(this.#scopes[depth - 1] ?? []), ...declarations(own)]);
    this.#open.push({ name, local, uri, attributes: own, children: [] });
  }

  #checkRoot(name: string, local: string, uri: string): void {
    this.#started = true;
    if (local === 'OAI-PMH' && (uri === oaiNamespace || uri === '')) return;
    throw new Failure(
      'source-failed',
      `<${this.#url}> answered with <${name}>, not with OAI-PMH 2.0. Give the base URL of the repository.`,
    );
  }

  #end(): void {
    const element = this.#open.pop();
    if (!element) return;
    const parent = this.#open.at(-1);
    const depth = this.#open.length;
    // The root is not kept, nor is the element of the verb: what was in it has been given away.
    if (depth >= 3) parent?.children.push(element);
    else if (parent && (depth === 2 || !isVerb(element.local))) {
      this.#found.push({ parent: parent.local, element, scope: this.#scopes[depth - 1] ?? new Map() });
      this.#size = 0;
    }
  }

  #text(text: string): void {
    const depth = this.#open.length;
    const element = this.#open.at(-1);
    if (!element || depth < 2 || (depth === 2 && isVerb(element.local))) return;
    element.children.push(text);
  }

  #unreadable(what: string): Failure {
    const where = `<${this.#url}>, line ${this.#parser.line}, column ${this.#parser.columnIndex + 1}`;
    const advice = this.#started
      ? 'It is damaged or cut off: ask again.'
      : 'Give the base URL of the repository.';
    return new Failure(
      'unreadable-input',
      `${where}: ${what.replace(/^\d+:\d+: /, '').slice(0, 300)}. ${advice}`,
    );
  }
}

const verbs: ReadonlySet<string> = new Set([
  'GetRecord',
  'Identify',
  'ListIdentifiers',
  'ListMetadataFormats',
  'ListRecords',
  'ListSets',
]);

function isVerb(local: string): boolean {
  return verbs.has(local);
}

export function declarations(attributes: readonly SaxesAttributeNS[]): [string, string][] {
  return attributes
    .filter(({ name }) => name === 'xmlns' || name.startsWith('xmlns:'))
    .map(({ name, value }) => [name.slice(6), value]);
}

export function childOf(element: XmlElement, local: string): XmlElement | undefined {
  return elementsOf(element).find((child) => child.local === local);
}

export function elementsOf({ children }: XmlElement): readonly XmlElement[] {
  return children.filter((child) => typeof child !== 'string');
}

/** Its text without that of elements in it, and without white space around it. */
export function textOf(element: XmlElement | undefined): string {
  const texts = element?.children.filter((child) => typeof child === 'string') ?? [];
  return texts.join('').trim();
}

export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}
