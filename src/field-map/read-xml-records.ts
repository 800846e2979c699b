import { SaxesParser, type SaxesTagNS } from 'saxes';
import { Failure } from '../model/failure.ts';
import type { ReadLimits } from '../sources/reader-context.ts';
import { XmlNames, type XmlPath } from './read-xml-path.ts';
import { XmlValue } from './read-xml-values.ts';
import type { TableItem } from './row.ts';

export interface XmlRecordsOptions {
  readonly file: string;
  readonly path: XmlPath;
  /** Prefix → IRI. */
  readonly namespaces: Readonly<Record<string, string>>;
  readonly limits: ReadLimits;
}

interface Open {
  readonly name: string;
  readonly value: XmlValue;
}

const mostParts = 1_000;
const mostText = 64 * 1024;

/** Finds the records of an XML text that comes in pieces; memory is bounded by one record. */
export class XmlRecords {
  readonly #options: XmlRecordsOptions;
  readonly #names: XmlNames;
  readonly #parser = new SaxesParser({ xmlns: true });
  /** Names of the elements that are open, the root first. */
  readonly #path: string[] = [];
  /** Of those, the record and what is in it. */
  readonly #open: Open[] = [];
  readonly #around = new Map<string, string>();
  #items: TableItem[] = [];
  #text = '';
  /** Where the record, or what is read outside of one, began. */
  #start = 0;
  #line = 1;

  constructor(options: XmlRecordsOptions) {
    this.#options = options;
    this.#names = new XmlNames(options.namespaces);
    const parser = this.#parser;
    parser.on('opentag', (tag) => this.#begin(tag));
    parser.on('closetag', () => this.#finish());
    parser.on('text', (text) => this.#add(text));
    parser.on('cdata', (text) => this.#add(text));
    parser.on('doctype', () => {
      throw this.#refused();
    });
    parser.on('error', (cause) => {
      throw this.#failure(
        'unreadable-input',
        `this is no well-formed XML (${reasonOf(cause)}). Mend it there.`,
        cause,
      );
    });
  }

  /**
   * The records that `text` completes.
   * @throws Failure `unreadable-input`, `too-large`, behind the records before it
   */
  *write(text: string): Generator<TableItem> {
    yield* this.#step(() => {
      this.#parser.write(text);
      if (this.#parser.position - this.#start > this.#options.limits.recordBytes) throw this.#tooLarge();
    });
  }

  /** @throws Failure `unreadable-input` where the document is cut off */
  *end(): Generator<TableItem> {
    yield* this.#step(() => {
      if (this.#path.length > 0) {
        const open = this.#path.at(-1);
        throw this.#failure(
          'unreadable-input',
          `the document ends within <${open}>. It is cut off: fetch or save it again.`,
        );
      }
      this.#parser.close();
    });
  }

  /** Text of the first element, or attribute (`/feed/link/@href`), at a path outside the records. */
  around(path: string): string | undefined {
    return this.#around.get(path);
  }

  *#step(work: () => void): Generator<TableItem> {
    let failure: unknown;
    try {
      work();
    } catch (error) {
      failure = error;
    }
    yield* this.#items.splice(0);
    if (failure !== undefined) throw failure;
  }

  #begin(tag: SaxesTagNS): void {
    const { limits, path } = this.#options;
    if (this.#path.length >= limits.depth) {
      throw this.#failure(
        'too-large',
        `elements stand inside each other more than ${limits.depth} levels deep. Write it flatter.`,
      );
    }
    this.#path.push(this.#names.nameOf(tag));
    const attributes = Object.values(tag.attributes);
    const inside = this.#open.length > 0;
    if (inside || path.matches(this.#path)) {
      if (!inside) {
        this.#start = this.#parser.position;
        this.#line = this.#parser.line;
      }
      this.#open.push({
        name: this.#path.at(-1) ?? '',
        value: new XmlValue(attributes, this.#names),
      });
      return;
    }
    this.#start = this.#parser.position;
    this.#text = '';
    for (const attribute of attributes)
      this.#keep(`/${this.#path.join('/')}/@${this.#names.nameOf(attribute)}`, attribute.value);
  }

  #finish(): void {
    const closed = this.#open.pop();
    if (closed === undefined) {
      this.#keep(`/${this.#path.join('/')}`, this.#text.trim());
      this.#text = '';
      this.#start = this.#parser.position;
    } else {
      const parent = this.#open.at(-1);
      if (parent) parent.value.addElement(closed.name, closed.value.value);
      else this.#give(closed.value);
    }
    this.#path.pop();
  }

  #give(value: XmlValue): void {
    const length = this.#parser.position - this.#start;
    if (length > this.#options.limits.recordBytes) throw this.#tooLarge();
    this.#start = this.#parser.position;
    this.#items.push({
      type: 'row',
      row: { place: { file: this.#options.file, line: this.#line }, values: value.record },
    });
  }

  #add(text: string): void {
    const element = this.#open.at(-1);
    if (element) element.value.addText(text);
    else if (this.#text.length < mostText) this.#text += text;
  }

  #keep(path: string, text: string): void {
    if (text === '' || text.length > mostText || this.#around.has(path)) return;
    if (this.#around.size < mostParts) this.#around.set(path, text);
  }

  #refused(): Failure {
    return this.#failure(
      'unreadable-input',
      'a document type (<!DOCTYPE …>) stands here. It is not read, because it can make a small file endless; save the document without it.',
    );
  }

  #tooLarge(): Failure {
    return this.#failure(
      'too-large',
      `one record has more than ${this.#options.limits.recordBytes} characters. Check the path to the records, or split the record.`,
    );
  }

  #failure(code: 'unreadable-input' | 'too-large', text: string, cause?: unknown): Failure {
    const { line, column } = this.#parser;
    return new Failure(code, `${this.#options.file}, line ${line}, column ${column + 1}: ${text}`, { cause });
  }
}

/** The library sets the place before its words. */
function reasonOf(error: Error): string {
  return error.message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '');
}
