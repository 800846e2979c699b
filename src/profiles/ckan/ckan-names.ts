import { createHash } from 'node:crypto';

/** RFC 9562 §6.6: the namespace of names that are URLs. */
const urlNamespace = Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex');
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** `package_name_validator` and `name_validator` of CKAN: 2 to 100 of these, and no name that is an action of the site. */
const validName = /^[a-z0-9_-]{2,100}$/;
const reserved: ReadonlySet<string> = new Set(['new', 'edit', 'search']);
/** Between the segments of an organisation's path; the keys that the portal mints have no such thing within. */
const joint = '__';
const longest = 100;
const tailLength = 16;

/** What CKAN calls a thing by; both stay as long as the thing's IRI does. */
export interface CkanNames {
  readonly id: string;
  readonly name: string;
}

/**
 * The id is the thing's own key where that is a UUID, else the UUID of version 5 of its IRI (RFC 9562 §5.5). The name is
 * the key where CKAN allows it, else what is left of the key in ASCII with digits of the id behind it.
 * @param namespace where the portal mints things of this kind; others have a name with digits of their id
 */
export function ckanNames(iri: string, namespace: string): CkanNames {
  const key = iri.startsWith(namespace) ? iri.slice(namespace.length) : '';
  const id = uuid.test(key) ? key : nameUuid(iri);
  return { id, name: nameOf(key, id, iri) };
}

/** A UUID of version 5 of a name in the namespace of URLs. */
export function nameUuid(name: string): string {
  const bytes = createHash('sha1').update(urlNamespace).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const digits = bytes.toString('hex');
  return [8, 12, 16, 20, 32].map((end, at) => digits.slice([0, 8, 12, 16, 20][at], end)).join('-');
}

function nameOf(key: string, id: string, iri: string): string {
  const joined = key.includes(joint) ? '' : key.replaceAll('/', joint);
  if (validName.test(joined) && !reserved.has(joined)) return joined;
  // Of a path that is too long, what tells it from its neighbours stands last.
  const words = lastSegment(key === '' ? iri : key)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest - tailLength - 1)
    .replace(/^-+|-+$/g, '');
  const tail = nameUuid(iri === '' ? id : iri)
    .replaceAll('-', '')
    .slice(0, tailLength);
  return words === '' ? tail : `${words}-${tail}`;
}

function lastSegment(iri: string): string {
  return /([^/#?]+)[/#?]*$/.exec(iri)?.[1] ?? '';
}

const longestTag = 100;

/**
 * A keyword as CKAN allows tags to be (`tag_name_validator`, `tag_length_validator`): letters, digits, blanks and `_.-`, 2
 * to 100; marks too, without which no word of an Indian script can be written. `undefined` where nothing is left.
 */
export function tagName(keyword: string): string | undefined {
  const name = keyword
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, ' ')
    .trim()
    .slice(0, longestTag)
    .trim();
  return [...name].length < 2 ? undefined : name;
}
