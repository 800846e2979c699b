/** Characters. Proxies refuse answers with more than 4 to 8 kB of fields; a Devanagari key alone may take 900. */
export const longestLinkField = 2_800;

/** The value of a `Link` field (RFC 8288 §3): the links, most telling first, as many as fit; `''` where there is none. */
export function linkField(links: readonly string[]): string {
  let field = '';
  for (const link of links) {
    if (link === '' || field.length + link.length + 2 > longestLinkField) continue;
    field += field === '' ? link : `, ${link}`;
  }
  return field;
}
