/** What schema.org's own context says that matters here. Its terms for addresses are left texts: pages write names there. */
const context = {
  '@context': {
    '@vocab': 'http://schema.org/',
    type: '@type',
    id: '@id',
    HTML: { '@id': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML' },
    schema: 'http://schema.org/',
  },
};

const paths = [
  '',
  '/',
  '/docs/jsonldcontext.json',
  '/docs/jsonldcontext.jsonld',
  '/docs/jsonldcontext.json.txt',
  '/version/latest/schemaorg-current-https.jsonld',
];

/**
 * The contexts that JSON-LD of web pages may refer to: schema.org's, under every address that people write for it. None
 * is fetched. `"@context": "schema.org"`, which lacks its scheme, is resolved against the page and is known as well.
 */
export function schemaOrgContexts(
  base: string,
  others: ReadonlyMap<string, object> = new Map(),
): ReadonlyMap<string, object> {
  const contexts = new Map(others);
  for (const host of ['schema.org', 'www.schema.org']) {
    for (const scheme of ['http', 'https'])
      for (const path of paths) contexts.set(`${scheme}://${host}${path}`, context);
    for (const slip of [host, `${host}/`]) {
      const address = URL.canParse(slip, base) ? new URL(slip, base).href : undefined;
      if (address !== undefined) contexts.set(address, context);
    }
  }
  return contexts;
}
