import { Failure } from '../../model/failure.ts';
import type { SourceDefinition } from '../source-definition.ts';

/**
 * Which links of a source are followed: those to its own origin. What another server says would be published as this
 * source's, its turns and robots.txt would not be asked for, and it would be sent the source's header fields. More
 * origins are named by the option `origins` (with blanks between them), or by host in `allow`.
 */
export class LinkScope {
  readonly #source: SourceDefinition;
  readonly #origins: ReadonlySet<string>;

  constructor(source: SourceDefinition) {
    this.#source = source;
    const named = (source.options?.['origins'] ?? '').split(/[\s,]+/).filter((one) => one !== '');
    this.#origins = new Set([source.url, ...named].flatMap((one) => parseUrl(one)?.origin ?? []));
  }

  /** The address to fetch, without fragment; `undefined` where it is not followed. */
  address(target: string, page: string): string | undefined {
    const url = parseUrl(target, page);
    if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
      return undefined;
    url.hash = '';
    if (this.#isAllowed(url, page)) return url.href;
    // Portals behind a proxy often write http for their own https.
    if (url.protocol === 'http:' && url.port === '') {
      url.protocol = 'https:';
      if (this.#isAllowed(url, page)) return url.href;
    }
    return undefined;
  }

  /** @throws Failure `source-refused`: without that page the source is not whole */
  require(target: string, page: string): string {
    const address = this.address(target, page);
    if (address !== undefined) return address;
    throw new Failure(
      'source-refused',
      `${page} goes on at <${target.slice(0, 500)}>, which is not at the source's own address ${[...this.#origins].join(' ')}. ` +
        'Where that belongs to the source, name its origin in the option "origins".',
    );
  }

  #isAllowed({ origin, protocol, host, hostname, port }: URL, page: string): boolean {
    if (this.#origins.has(origin)) return true;
    if (protocol === 'https:' && port === '' && this.#origins.has(`http://${host}`)) return true;
    if (this.#source.allow?.includes(hostname)) return true;
    // Where the source itself was redirected to, there being no header fields that the other server would learn.
    return this.#source.headers === undefined && parseUrl(page)?.origin === origin;
  }
}

function parseUrl(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}
