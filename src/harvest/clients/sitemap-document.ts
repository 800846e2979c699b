import { Failure } from '../../model/failure.ts';
import { decompress } from '../../sources/decompress.ts';
import { markupText } from '../../sources/markup-text.ts';
import { peekBytes } from '../../sources/peek-bytes.ts';
import { unreadable } from '../../sources/unreadable.ts';
import { type XmlElement, xmlChildren, xmlElements, xmlText } from '../../sources/xml-elements.ts';
import type { ArrivedPage, HarvestItem } from '../harvest-client.ts';

/** An address and when what is there last changed, as the sitemap writes it; empty: not stated. */
export type SitemapEntry = readonly [url: string, lastModified: string];

/** What a sitemap leads to. */
export type SitemapLinks = {
  readonly sitemaps: readonly SitemapEntry[];
  readonly pages: readonly SitemapEntry[];
  /** Pages that are said to be gone (ResourceSync `change="deleted"`). */
  readonly deleted: readonly string[];
  /** It lists changes, not all there is (ResourceSync `capability="changelist"`). */
  readonly isChangeList: boolean;
};

/** Unpacked; sitemaps.org allows 50 MB and 50,000 addresses. */
const mostBytes = 64 * 1024 * 1024;
const mostEntries = 100_000;
const longestAddress = 4096;
const mostFindings = 100;
const resourceSync = 'http://www.openarchives.org/rs/terms/';

/**
 * A sitemap, a sitemap index (https://www.sitemaps.org/protocol.html 0.9) or a list of addresses in plain text, packed or
 * not. Addresses that are none are told.
 * @throws Failure `unreadable-input`, `too-large`
 */
export async function* readSitemap(page: ArrivedPage): AsyncGenerator<HarvestItem, SitemapLinks> {
  const found = new SitemapFound(page.url);
  const bytes = await peekBytes(decompress(page.bytes(), page.url), 512);
  const text = markupText(bytes.bytes, { file: page.url, charset: page.charset, most: mostBytes });
  const head = bytes.head.toString('latin1').replace(/\0|^[^\x20-\x7e\s]+/g, '');
  if (head.trim() === '') {
    await bytes.close();
    throw new Failure('unreadable-input', `${page.url} is empty. A sitemap lists the addresses of pages.`);
  }
  const lists = head.trimStart().startsWith('<') ? readXml(text, page.url, found) : readLines(text, found);
  yield* lists;
  return found.links();
}

async function* readXml(
  text: AsyncIterable<string>,
  file: string,
  found: SitemapFound,
): AsyncGenerator<HarvestItem> {
  const elements = xmlElements(text, {
    file,
    base: file,
    isContainer: () => false,
    onRoot: (root) => refuseOther(root, file),
  });
  for await (const { element, within } of elements) {
    if (element.name === 'md' && element.namespace === resourceSync)
      found.isChangeList ||= /^change(?:list|dump)$/.test(element.attributes.get('capability') ?? '');
    else if (element.name === (within === 'sitemapindex' ? 'sitemap' : 'url'))
      yield* found.add(textIn(element, 'loc'), {
        lastModified: textIn(element, 'lastmod'),
        isSitemap: within === 'sitemapindex',
        isDeleted: xmlChildren(element, 'md', resourceSync).some(
          (one) => one.attributes.get('change') === 'deleted',
        ),
        line: element.line,
      });
  }
}

function refuseOther(root: XmlElement, file: string): void {
  if (root.name === 'urlset' || root.name === 'sitemapindex') return;
  throw new Failure(
    'unreadable-input',
    `${file} is XML with the root element <${root.name.slice(0, 80)}>, and no sitemap (<urlset>, <sitemapindex>). Give the address of the sitemap, or name another type of source.`,
  );
}

async function* readLines(text: AsyncIterable<string>, found: SitemapFound): AsyncGenerator<HarvestItem> {
  let rest = '';
  let line = 0;
  for await (const part of text) {
    const lines = (rest + part).split(/\r?\n/);
    rest = lines.pop() ?? '';
    if (rest.length > longestAddress) throw noSitemap(found.file);
    for (const one of lines) yield* found.add(one.trim(), { line: ++line });
    if (line > 5 && found.isEmpty) throw noSitemap(found.file);
  }
  yield* found.add(rest.trim(), { line: ++line });
  if (found.isEmpty) throw noSitemap(found.file);
}

function noSitemap(file: string): Failure {
  return new Failure(
    'unreadable-input',
    `${file} is no sitemap: neither XML nor a text with one address in each line. Check the address.`,
  );
}

function textIn(element: XmlElement, name: string): string {
  const [child] = xmlChildren(element, name, element.namespace);
  return child ? xmlText(child).trim() : '';
}

interface EntryOptions {
  readonly lastModified?: string;
  readonly isSitemap?: boolean;
  readonly isDeleted?: boolean;
  readonly line: number;
}

class SitemapFound {
  readonly file: string;
  isChangeList = false;
  readonly #sitemaps: SitemapEntry[] = [];
  readonly #pages: SitemapEntry[] = [];
  readonly #deleted: string[] = [];
  #findings = 0;

  constructor(file: string) {
    this.file = file;
  }

  get isEmpty(): boolean {
    return this.#sitemaps.length + this.#pages.length + this.#deleted.length === 0;
  }

  *add(address: string, options: EntryOptions): Generator<HarvestItem> {
    const { lastModified = '', isSitemap = false, isDeleted = false, line } = options;
    if (address === '' && isSitemap === false && lastModified === '') return;
    const url = addressOf(address, this.file);
    if (url === undefined) yield* this.#tell(address, line);
    else if (isDeleted) this.#deleted.push(url);
    else (isSitemap ? this.#sitemaps : this.#pages).push([url, lastModified.slice(0, 40)]);
    if (this.#sitemaps.length + this.#pages.length + this.#deleted.length > mostEntries)
      throw new Failure(
        'too-large',
        `${this.file} lists more than ${mostEntries} addresses. Divide it, and list the parts in a sitemap index.`,
      );
  }

  links(): SitemapLinks {
    return {
      sitemaps: this.#sitemaps,
      pages: this.#pages,
      deleted: this.#deleted,
      isChangeList: this.isChangeList,
    };
  }

  *#tell(address: string, line: number): Generator<HarvestItem> {
    this.#findings += 1;
    if (this.#findings > mostFindings) return;
    const item = unreadable({ file: this.file, line }, noAddress, { value: address, severity: 'warning' });
    if (item.type === 'unreadable') yield item;
  }
}

const noAddress = {
  code: 'invalid-iri',
  message: {
    en: 'What stands in the sitemap here is no web address; it was passed over.',
    hi: 'साइटमैप में यहाँ वेब पता नहीं है; इसे छोड़ दिया गया।',
  },
  remedy: {
    en: 'Write the whole address of a page, beginning with https:// or http://.',
    hi: 'पृष्ठ का पूरा पता https:// या http:// से आरंभ करके लिखें।',
  },
};

/** Without its fragment: a page is fetched once. */
function addressOf(text: string, base: string): string | undefined {
  if (text === '' || text.length > longestAddress || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  // A word alone is no address, although it could be resolved to one.
  if (!/^(?:https?:)?\/|^\.{1,2}\//i.test(text)) return undefined;
  url.hash = '';
  return url.href;
}
