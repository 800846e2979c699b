import LinkHeader from 'http-link-header';

/** One link of a `Link` field (RFC 8288); of several relations each is a link. */
export interface FieldLink {
  /** Absolute, where it can be. */
  readonly target: string;
  /** In lower case; IRIs of extension relations as they are. */
  readonly relation: string;
  /** Media type without parameters, in lower case; empty where none is stated. */
  readonly type: string;
  /** `profile`, as it stands; empty where none is stated. */
  readonly profile: string;
}

/**
 * The links of a page's `Link` field, in their order. Links of another context (`anchor`) are none of its own.
 * @param field all of its `Link` fields; empty or absent: none
 * @param base address of the page
 * @returns nothing where the field cannot be read
 */
export function readLinkField(field: string | undefined, base: string): readonly FieldLink[] | undefined {
  if (field === undefined || field.trim() === '') return [];
  let refs: LinkHeader['refs'];
  try {
    refs = LinkHeader.parse(field).refs;
  } catch {
    return undefined;
  }
  return refs
    .filter(({ anchor }) => anchor === undefined || absolute(anchor, base) === base)
    .map(({ uri, rel, type, profile }) => ({
      target: absolute(uri, base),
      relation: rel.includes(':') ? rel : rel.toLowerCase(),
      type: (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
      profile: profile ?? '',
    }));
}

function absolute(target: string, base: string): string {
  return URL.canParse(target, base) ? new URL(target, base).href : target;
}
