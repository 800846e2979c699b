export const atom = 'http://www.w3.org/2005/Atom';
/** RFC 5005 */
export const history = 'http://purl.org/syndication/history/1.0';
/** RFC 6721 */
export const tombstones = 'http://purl.org/atompub/tombstones/1.0';
/** RSS 1.0 and 0.90 */
export const rss1: readonly string[] = [
  'http://purl.org/rss/1.0/',
  'http://my.netscape.com/rdf/simple/0.9/',
  'http://channel.netscape.com/rdf/simple/0.9/',
];
export const rdfSyntax = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
/** Dublin Core, elements and terms. */
export const dublinCore: readonly string[] = [
  'http://purl.org/dc/elements/1.1/',
  'http://purl.org/dc/terms/',
];
export const contentModule = 'http://purl.org/rss/1.0/modules/content/';
export const mediaRss = 'http://search.yahoo.com/mrss/';
export const creativeCommons: readonly string[] = [
  'http://backend.userland.com/creativeCommonsRssModule',
  'http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html',
  'http://web.resource.org/cc/',
  'http://creativecommons.org/ns#',
];
export const geoRss = 'http://www.georss.org/georss';
