import { prefixes } from '../vocabulary/prefixes.ts';
import { isAbsoluteUrl } from './resolve-url.ts';

/** https://www.w3.org/2011/rdfa-context/rdfa-1.1, and csvw itself: the prefixes that metadata may use (§5.3.1). */
const initialContext: ReadonlyMap<string, string> = new Map([
  ['as', prefixes.as],
  ['cc', 'http://creativecommons.org/ns#'],
  ['cnt', 'http://www.w3.org/2008/content#'],
  ['csvw', 'http://www.w3.org/ns/csvw#'],
  ['ctag', 'http://commontag.org/ns#'],
  ['dc', prefixes.dct],
  ['dc11', 'http://purl.org/dc/elements/1.1/'],
  ['dcat', prefixes.dcat],
  ['dcterms', prefixes.dct],
  ['dctypes', 'http://purl.org/dc/dcmitype/'],
  ['dqv', prefixes.dqv],
  ['duv', 'https://www.w3.org/ns/duv#'],
  ['earl', 'http://www.w3.org/ns/earl#'],
  ['foaf', prefixes.foaf],
  ['gldp', 'http://www.w3.org/ns/people#'],
  ['gr', 'http://purl.org/goodrelations/v1#'],
  ['grddl', 'http://www.w3.org/2003/g/data-view#'],
  ['ht', 'http://www.w3.org/2006/http#'],
  ['ical', 'http://www.w3.org/2002/12/cal/icaltzd#'],
  ['jsonld', 'http://www.w3.org/ns/json-ld#'],
  ['ldp', 'http://www.w3.org/ns/ldp#'],
  ['ma', 'http://www.w3.org/ns/ma-ont#'],
  ['oa', 'http://www.w3.org/ns/oa#'],
  ['odrl', prefixes.odrl],
  ['og', 'http://ogp.me/ns#'],
  ['org', prefixes.org],
  ['owl', prefixes.owl],
  ['prov', prefixes.prov],
  ['ptr', 'http://www.w3.org/2009/pointers#'],
  ['qb', 'http://purl.org/linked-data/cube#'],
  ['rdf', prefixes.rdf],
  ['rdfa', 'http://www.w3.org/ns/rdfa#'],
  ['rdfs', prefixes.rdfs],
  ['rev', 'http://purl.org/stuff/rev#'],
  ['rif', 'http://www.w3.org/2007/rif#'],
  ['rr', 'http://www.w3.org/ns/r2rml#'],
  ['schema', prefixes.schema],
  ['sd', prefixes.sd],
  ['sioc', 'http://rdfs.org/sioc/ns#'],
  ['skos', prefixes.skos],
  ['skosxl', 'http://www.w3.org/2008/05/skos-xl#'],
  ['sosa', 'http://www.w3.org/ns/sosa/'],
  ['ssn', 'http://www.w3.org/ns/ssn/'],
  ['time', 'http://www.w3.org/2006/time#'],
  ['v', 'http://rdf.data-vocabulary.org/#'],
  ['vcard', prefixes.vcard],
  ['void', prefixes.void],
  ['wdr', 'http://www.w3.org/2007/05/powder#'],
  ['wdrs', 'http://www.w3.org/2007/05/powder-s#'],
  ['wrds', 'http://www.w3.org/2007/05/powder-s#'],
  ['xhv', 'http://www.w3.org/1999/xhtml/vocab#'],
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
  ['xsd', prefixes.xsd],
]);

/** `dc:title` as an IRI; what does not begin with a known prefix stays as it is. */
export function expandPrefixedName(name: string): string {
  const colon = name.indexOf(':');
  if (colon < 0 || name.startsWith('//', colon + 1)) return name;
  const namespace = initialContext.get(name.slice(0, colon));
  return namespace === undefined ? name : namespace + name.slice(colon + 1);
}

/** A name of a common property (§5.3): a prefixed name or an absolute URL. */
export function isCommonProperty(name: string): boolean {
  return isAbsoluteUrl(name) && !name.startsWith('_:');
}
