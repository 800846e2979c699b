import type { SourceRecord } from '../../model/record.ts';
import type { ItemOrigin } from '../harvest-client.ts';

type Parameters = Readonly<Record<string, string | number | undefined>>;

/** A portal that speaks CKAN's Action API (https://docs.ckan.org/en/latest/api/): where its calls and pages are. */
export class CkanPortal {
  /** Where the site begins; ends in `/`. */
  readonly site: string;

  /** @param url of the site, of its API, or of one of the API's calls */
  constructor(url: string) {
    const { origin, pathname } = new URL(url);
    const path = pathname.replace(/\/api(\/\d+)?(\/(action|rest|search)(\/[^/]*)?)?\/*$/, '');
    this.site = `${origin}${path.replace(/\/+$/, '')}/`;
  }

  /** The same in every run, to the letter: what is the same as last time is known by its address. */
  call(action: string, parameters: Parameters = {}): string {
    const query = Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
    return `${this.site}api/3/action/${action}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  }

  readonly originOf = (record: SourceRecord): ItemOrigin => {
    const name = nameOf(record.data);
    const folder = record.kind === 'package' ? 'dataset' : record.kind;
    return {
      ...(name !== undefined && { url: `${this.site}${folder}/${encodeURIComponent(name)}` }),
      catalogue: this.site,
    };
  };
}

/** The name by which addresses and lists have a package, organisation or group; its id where it has none. */
export function nameOf(data: unknown): string | undefined {
  return textMember(data, 'name') ?? textMember(data, 'id');
}

export function textMember(data: unknown, member: string): string | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, member)) return undefined;
  const value: unknown = (data as Record<string, unknown>)[member];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
