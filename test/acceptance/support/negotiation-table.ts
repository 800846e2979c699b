/** One request, and what is to be answered. */
export interface NegotiationRow {
  readonly what: string;
  /** Lines of the field `Accept`; none: it is absent. */
  readonly accept?: string | readonly string[];
  /** Default: the document. */
  readonly target?: string;
  /** `Accept-Language`. */
  readonly language?: string;
  /** Media type of the answer, without charset; a status where it is no 200. */
  readonly expected: string | number;
  /** Of a page. */
  readonly contentLanguage?: 'en' | 'hi';
}

export const documentPath = '/doc/dataset/prices-2016';

/** Fields as these programs send them, captured, or after examples in public code and documentation. */
export const clients = {
  curl: '*/*',
  wget: '*/*',
  chrome:
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/jxl,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
  firefox: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  safari: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  googlebot:
    'text/html,application/xhtml+xml,application/signed-exchange;v=b3,application/xml;q=0.9,*/*;q=0.8',
  rdflib: 'application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5, */*;q=0.1',
  rdflibTurtle: 'text/turtle,application/x-turtle, */*;q=0.1',
  rdflibN3: 'text/n3, */*;q=0.1',
  rdflibNTriples: 'text/plain, */*;q=0.1',
  rdflibJsonLd: 'application/ld+json, application/json;q=0.9, */*;q=0.1',
  rapper:
    'text/turtle, application/x-turtle, application/turtle, text/n3;q=0.3, text/rdf+n3;q=0.3, application/rdf+n3;q=0.3, */*;q=0.1',
  jena: 'text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3',
  comunica:
    'application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,application/rdf+xml;q=0.5,text/n3;q=0.35,application/xml;q=0.3,image/svg+xml;q=0.3,text/xml;q=0.3,text/html;q=0.2,application/xhtml+xml;q=0.18,application/json;q=0.135,text/shaclc;q=0.1,text/shaclc-ext;q=0.05',
  rdf4j:
    'text/turtle;q=0.9, application/rdf+xml;q=0.8, application/n-triples;q=0.8, application/n-quads;q=0.8, text/x-nquads;q=0.8, application/trig;q=0.8, text/n3;q=0.8, application/ld+json;q=0.8, application/x-binary-rdf;q=0.8, text/plain;q=0.7',
  sparqlWrapperGraph: 'application/turtle,text/turtle',
  sparqlWrapperJson:
    'application/sparql-results+json,application/json,text/javascript,application/javascript',
  java: 'text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2',
  axios: 'application/json, text/plain, */*',
  jQuery: 'application/json, text/javascript, */*; q=0.01',
} as const;

const turtle = 'text/turtle';
const jsonLd = 'application/ld+json';
const nTriples = 'application/n-triples';
const rdfXml = 'application/rdf+xml';
const triG = 'application/trig';
const nQuads = 'application/n-quads';
const html = 'text/html';

function row(what: string, accept: NegotiationRow['accept'], expected: string | number): NegotiationRow {
  return { what, ...(accept !== undefined && { accept }), expected };
}

function at(target: string, what: string, accept: string | undefined, expected: string | number) {
  return { ...row(what, accept, expected), target };
}

/** RFC 9110 §12.5.1, rule by rule. */
const rules: readonly NegotiationRow[] = [
  row('no field', undefined, turtle),
  row('an empty field', '', turtle),
  row('a field of blanks', '   ', turtle),
  row('anything', '*/*', turtle),
  row('one type', jsonLd, jsonLd),
  row('one type', nTriples, nTriples),
  row('one type', rdfXml, rdfXml),
  row('one type', triG, triG),
  row('one type', nQuads, nQuads),
  row('one type', html, html),
  row('any subtype', 'text/*', turtle),
  row('any subtype', 'application/*', jsonLd),
  row('a type that is not there', 'image/png', 406),
  row('a subtype range that matches nothing', 'image/*', 406),
  row('a part of the name of a type', 'text/turt', 406),
  row('weights', `${jsonLd};q=0.8, ${turtle};q=0.9`, turtle),
  row('weights of three digits', `${jsonLd};q=0.501, ${turtle};q=0.502, ${rdfXml};q=0.5`, turtle),
  row('weights of three digits, the other way', `${jsonLd};q=0.502, ${turtle};q=0.501`, jsonLd),
  row('the least weight', `${rdfXml};q=0.001`, rdfXml),
  row('the weight 1.000', `${turtle};q=0.999, ${rdfXml};q=1.000`, rdfXml),
  row('a weight without its leading zero', `${rdfXml};q=.2, image/png`, rdfXml),
  row('a weight in upper case', `${turtle};Q=0.1, ${rdfXml};Q=0.2`, rdfXml),
  row("equal weights: the client's order", `${rdfXml}, ${turtle}`, rdfXml),
  row('equal weights: the more specific', `*/*, ${nQuads}`, nQuads),
  row('equal weights: a type before its range', `application/*, ${triG}`, triG),
  row('the most specific range decides', 'text/*;q=0.3, text/html;q=0.7, */*;q=0.5', html),
  row('a wildcard of more weight than a type', `${turtle};q=0.2, */*;q=0.8`, jsonLd),
  row('q=0 excludes what a wildcard allows', `*/*, ${turtle};q=0`, jsonLd),
  row('q=0.000 too, and before the wildcard', `${turtle};q=0.000, */*`, jsonLd),
  row('q=0 of a range', `text/*;q=0, */*;q=0.1`, jsonLd),
  row('a type beats the range that is excluded', `text/*;q=0, ${html}`, html),
  row('nothing at all', '*/*;q=0', 406),
  row('all that is there, excluded', `text/*;q=0, application/*;q=0, */*`, 406),
  row('a charset that is sent', `${turtle};charset=utf-8`, turtle),
  row('the same, quoted and in upper case', `${turtle}; Charset="UTF-8"`, turtle),
  row('a charset that is not sent', `${turtle};charset=iso-8859-1`, 406),
  row('the same, with an alternative', `${turtle};charset=iso-8859-1, ${rdfXml};q=0.1`, rdfXml),
  row(
    'a charset, more specific than the type alone',
    `${html};charset=utf-8;q=0.1, ${html}, ${turtle};q=0.5`,
    turtle,
  ),
  row('a parameter that is not known', `${turtle};version=2`, 406),
  row('a profile', `${jsonLd};profile="http://www.w3.org/ns/json-ld#compacted"`, jsonLd),
  row('commas and weights within quotes', `${jsonLd};profile="a,b;q=0, text/html", image/png`, jsonLd),
  row('escapes within quotes', `${jsonLd};profile="a\\", ${turtle};q=1, \\"";q=0.5, ${rdfXml};q=0.4`, jsonLd),
  row('types in upper case', 'TEXT/Turtle', turtle),
  row('blanks and tabs around everything', ` \t${rdfXml} \t; q=0.4 ,\t${triG} ;\tq=0.6 `, triG),
  row('empty elements', `, ,${rdfXml},,`, rdfXml),
  row('several lines', [`${jsonLd};q=0.1`, `${rdfXml};q=0.3`, `${triG};q=0.2`], rdfXml),
  row('an exclusion in a line of its own', ['*/*', `${turtle};q=0`], jsonLd),
  row('a malformed weight', `${turtle};q=banana, ${rdfXml};q=0.1`, rdfXml),
  row('a negative weight', `${turtle};q=-1, ${rdfXml};q=0.1`, rdfXml),
  row('an element without a subtype', `turtle, ${rdfXml}`, rdfXml),
  row('an element with two slashes', `text/turtle/x, ${rdfXml};q=0.1`, rdfXml),
  row('what is no media range', 'garbage', 406),
];

const aliases: readonly NegotiationRow[] = [
  row('the older name of Turtle', 'application/x-turtle', 'application/x-turtle'),
  row('N3, of which Turtle is a part', 'text/n3', 'text/n3'),
  row('JSON: JSON-LD', 'application/json', 'application/json'),
  row('plain text: N-Triples', 'text/plain', 'text/plain'),
  row('XML: RDF/XML', 'application/xml', 'application/xml'),
  row('the older name of TriG', 'application/x-trig', 'application/x-trig'),
  row('the older name of N-Quads', 'text/x-nquads', 'text/x-nquads'),
  row('an alias beside its type', `application/json;q=0.9, ${jsonLd}`, jsonLd),
  row('an alias of more weight than a wildcard', 'application/json, */*;q=0.1', 'application/json'),
  row('an alias that is excluded, its type allowed', `application/json;q=0, ${jsonLd};q=0.2`, jsonLd),
  row('a wildcard stands for no alias', `text/*, ${turtle};q=0, ${html};q=0`, 406),
];

const ofClients: readonly NegotiationRow[] = [
  row('curl, wget', clients.curl, turtle),
  row('Chrome', clients.chrome, html),
  row('Firefox', clients.firefox, html),
  row('Safari', clients.safari, html),
  row('Googlebot', clients.googlebot, html),
  row('rdflib', clients.rdflib, rdfXml),
  row('rdflib, Turtle', clients.rdflibTurtle, turtle),
  row('rdflib, N3', clients.rdflibN3, 'text/n3'),
  row('rdflib, N-Triples', clients.rdflibNTriples, 'text/plain'),
  row('rdflib, JSON-LD', clients.rdflibJsonLd, jsonLd),
  row('rapper', clients.rapper, turtle),
  row('Jena', clients.jena, turtle),
  row('Comunica', clients.comunica, nQuads),
  row('RDF4J', clients.rdf4j, turtle),
  row('SPARQLWrapper', clients.sparqlWrapperGraph, turtle),
  row("Java's own", clients.java, html),
  row('axios', clients.axios, 'application/json'),
  row('jQuery', clients.jQuery, 'application/json'),
];

const elsewhere: readonly NegotiationRow[] = [
  at(`${documentPath}.rdf`, 'an extension overrides the field', turtle, rdfXml),
  at(`${documentPath}.jsonld`, 'an extension where nothing is acceptable', '*/*;q=0', jsonLd),
  at(`${documentPath}.html`, 'an extension for people', turtle, html),
  at(`${documentPath}.ttl`, 'an extension in a browser', clients.chrome, turtle),
  at('/catalog', 'the catalogue', rdfXml, rdfXml),
  at('/catalog', 'the catalogue in a browser', clients.firefox, html),
  at('/catalog', 'the catalogue in a format that is not there', 'image/png', 406),
  at('/catalog.trig', 'the catalogue by extension', 'image/png', triG),
  at('/catalog/all', 'the dump', nQuads, nQuads),
  at('/catalog/all', "the dump, Java's own field", clients.java, turtle),
  at('/catalog/all', 'the dump as a page', html, 406),
  at('/', 'the home page', clients.safari, html),
  at('/', 'the home page for who takes anything', '*/*', html),
  at('/', 'data of the portal: the catalogue', turtle, 303),
  at('/', 'the home page in a format that is not there', 'image/png', 406),
  at('/sparql', 'the service description', jsonLd, jsonLd),
  at('/sparql', 'the query page', clients.chrome, html),
  at('/.well-known/void', 'VoID', rdfXml, rdfXml),
];

function page(
  what: string,
  language: string | undefined,
  contentLanguage: 'en' | 'hi',
  target = documentPath,
) {
  return {
    ...at(target, what, html, html),
    ...(language !== undefined && { language }),
    contentLanguage,
  };
}

const pages: readonly NegotiationRow[] = [
  page('no language', undefined, 'en'),
  page('no language: an empty field', '', 'en'),
  page('English', 'en', 'en'),
  page('Hindi', 'hi', 'hi'),
  page('Hindi of India', 'hi-IN', 'hi'),
  page('Hindi in a script of India', 'HI-Deva-in', 'hi'),
  page('Chrome in Hindi', 'hi-IN,hi;q=0.9,en-IN;q=0.8,en;q=0.7', 'hi'),
  page('Chrome in English', 'en-US,en;q=0.9', 'en'),
  page('weights', 'en;q=0.4, hi;q=0.41', 'hi'),
  page('any', '*', 'en'),
  page('any but English', '*, en;q=0', 'hi'),
  page('not English, nothing else said', 'en;q=0', 'hi'),
  page('none of them', '*;q=0', 'en'),
  page('a language that is not there', 'ta', 'en'),
  page('the next one of a list', 'ta, bn;q=0.9, hi;q=0.1', 'hi'),
  page('a malformed weight', 'hi;q=x, en;q=0.1', 'en'),
  page('the address overrides', 'en', 'hi', `${documentPath}?lang=hi`),
  page('the catalogue', 'hi', 'hi', '/catalog'),
  page('the home page', 'hi', 'hi', '/'),
];

const noLanguage: readonly NegotiationRow[] = [turtle, jsonLd, nTriples, rdfXml, triG, nQuads].map(
  (mediaType) => ({ ...row('data is the same in all languages', mediaType, mediaType), language: 'hi' }),
);

export const negotiationTable: readonly NegotiationRow[] = [
  ...rules,
  ...aliases,
  ...ofClients,
  ...elsewhere,
  ...pages,
  ...noLanguage,
];
