import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { Failure } from '../model/failure.ts';

/** An element with all that is in it. */
export interface XmlElement {
  readonly name: string;
  /** IRI of its namespace; empty: none. */
  readonly namespace: string;
  /** By local name; those of namespaces by `{namespace}name`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
  /** `xml:base` as it is in force here. */
  readonly base: string;
  /** `xml:lang` as it is in force here; empty: none. */
  readonly language: string;
  readonly line: number;
}

/** An element that stands in a container, and the container's own name. */
export interface FoundElement {
  readonly element: XmlElement;
  readonly within: string;
}

export interface XmlOptions {
  /** For messages. */
  readonly file: string;
  /** Where the document was found. */
  readonly base: string;
  /** Whether the elements within are wanted one by one. The root always is one. */
  isContainer(name: string): boolean;
  /** Told of the root before anything else. @throws Failure where it is none that can be read */
  onRoot(root: XmlElement): void;
}

const deepest = 100;
/** Characters of one element that is held whole. */
const longest = 16 * 1024 * 1024;
const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

/**
 * Elements of an XML document, one by one as they end, in memory for no more than one of them. A document type
 * declaration is refused where it begins: nothing of it is ever read.
 * @throws Failure `unreadable-input` (with line and column) where it is not well-formed or cut off; `too-large`
 */
export async function* xmlElements(
  text: AsyncIterable<string>,
  options: XmlOptions,
): AsyncGenerator<FoundElement> {
  const found: FoundElement[] = [];
  const reader = new ElementReader(options, (one) => found.push(one));
  let isFirst = true;
  for await (const part of text) {
    if (isFirst && /^\s*<(?:!doctype\s+html|html)[\s>]/i.test(part))
      throw new Failure(
        'unreadable-input',
        `${options.file} is an HTML page, probably shown instead of what was meant (a login, an error, a start page). Give the address of the document itself.`,
      );
    isFirst = false;
    reader.write(part);
    yield* found.splice(0);
  }
  reader.close();
  yield* found.splice(0);
}

interface OpenElement extends XmlElement {
  readonly children: (XmlElement | string)[];
  readonly isContainer: boolean;
}

class ElementReader {
  readonly #parser = new SaxesParser({ xmlns: true, position: true });
  readonly #options: XmlOptions;
  readonly #found: (element: FoundElement) => void;
  readonly #open: OpenElement[] = [];
  #size = 0;
  #roots = 0;

  constructor(options: XmlOptions, found: (element: FoundElement) => void) {
    this.#options = options;
    this.#found = found;
    this.#parser.on('doctype', () => {
      throw this.#failure(
        'it has a document type declaration (DOCTYPE), which is never read: entities could unpack to anything. Leave it out',
      );
    });
    this.#parser.on('error', (error) => {
      throw this.#failure(
        `it is no well-formed XML: ${error.message.replace(/^\d+:\d+:\s*|\.$/g, '')}. Mend it there, or check whether it is cut off`,
        error,
      );
    });
    this.#parser.on('opentag', (tag) => this.#onOpen(tag));
    this.#parser.on('closetag', () => this.#onClose());
    this.#parser.on('text', (text) => this.#onText(text));
    this.#parser.on('cdata', (text) => this.#onText(text));
  }

  write(text: string): void {
    if (this.#size + text.length > longest * 2) this.#tooLarge();
    this.#parser.write(text);
  }

  close(): void {
    this.#parser.close();
    if (this.#roots === 0)
      throw new Failure('unreadable-input', `${this.#options.file} is empty. Check the address.`);
  }

  #onOpen(tag: SaxesTagNS): void {
    const parent = this.#open.at(-1);
    if (this.#open.length >= deepest)
      throw this.#failure(
        `elements stand inside each other more than ${deepest} levels deep. Write it flatter`,
      );
    const attributes = new Map(Object.values(tag.attributes).map((one) => [nameOf(one), one.value] as const));
    const own = attributes.get(`{${xmlNamespace}}base`);
    const above = parent?.base ?? this.#options.base;
    const element: OpenElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes,
      children: [],
      base: own !== undefined && URL.canParse(own, above) ? new URL(own, above).href : above,
      language: attributes.get(`{${xmlNamespace}}lang`) ?? parent?.language ?? '',
      line: this.#parser.line,
      isContainer: !parent || (parent.isContainer && this.#options.isContainer(tag.local)),
    };
    for (const value of attributes.values()) this.#count(value.length);
    this.#count(tag.name.length);
    if (!parent) {
      this.#roots += 1;
      this.#options.onRoot(element);
    }
    this.#open.push(element);
  }

  #onText(text: string): void {
    const element = this.#open.at(-1);
    if (!element || element.isContainer) return;
    this.#count(text.length);
    element.children.push(text);
  }

  #onClose(): void {
    const element = this.#open.pop();
    const parent = this.#open.at(-1);
    if (!element || !parent || element.isContainer) return;
    if (!parent.isContainer) {
      parent.children.push(element);
      return;
    }
    this.#size = 0;
    this.#found({ element, within: parent.name });
  }

  #count(length: number): void {
    this.#size += length;
    if (this.#size > longest) this.#tooLarge();
  }

  #tooLarge(): never {
    throw new Failure(
      'too-large',
      `${this.#where()}: one element is longer than ${longest} characters. Divide it.`,
    );
  }

  #failure(what: string, cause?: unknown): Failure {
    return new Failure('unreadable-input', `${this.#where()}: ${what}.`, { cause });
  }

  #where(): string {
    return `${this.#options.file}, line ${this.#parser.line}, column ${this.#parser.column}`;
  }
}

function nameOf({ uri, local }: SaxesAttributeNS): string {
  return uri === '' ? local : `{${uri}}${local}`;
}

/** All text in an element, without its markup. */
export function xmlText(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : xmlText(child))).join('');
}

/** The elements of that name and namespace within one. */
export function xmlChildren(
  element: XmlElement,
  name: string,
  ...namespaces: readonly string[]
): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement =>
      typeof child !== 'string' &&
      child.name === name &&
      (namespaces.length === 0 || namespaces.includes(child.namespace)),
  );
}
