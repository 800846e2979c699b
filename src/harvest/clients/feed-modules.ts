import { type XmlElement, xmlChildren, xmlText } from '../../sources/xml-elements.ts';
import type { FeedEntry } from './feed-entry.ts';
import { creativeCommons, dublinCore, geoRss, mediaRss, rdfSyntax } from './feed-namespaces.ts';
import { maybeHtmlText } from './html-text.ts';

type ModuleMembers = Pick<
  FeedEntry,
  | 'authors'
  | 'publishers'
  | 'contributors'
  | 'categories'
  | 'links'
  | 'rights'
  | 'identifiers'
  | 'languages'
  | 'licences'
  | 'boxes'
>;

/** What entries of any kind of feed say with modules: Dublin Core, Creative Commons, Media RSS, GeoRSS Simple. */
export function moduleMembers(element: XmlElement): ModuleMembers {
  const core = (name: string) => textsIn(element, name, dublinCore);
  const names = (name: string) => core(name).map((text) => ({ name: maybeHtmlText(text) }));
  return {
    authors: names('creator'),
    publishers: names('publisher'),
    contributors: names('contributor'),
    categories: core('subject').map((term) => ({ term })),
    identifiers: core('identifier'),
    languages: core('language'),
    rights: core('rights').map((text) => ({ text: maybeHtmlText(text), language: element.language })),
    licences: [
      ...core('license'),
      ...creativeCommons.flatMap((namespace) =>
        xmlChildren(element, 'license', namespace).map(
          (one) => one.attributes.get(`{${rdfSyntax}}resource`) ?? xmlText(one).trim(),
        ),
      ),
    ].filter((text) => text !== ''),
    links: mediaLinks(element),
    boxes: ['box', 'polygon', 'line', 'point'].flatMap((name) => textsIn(element, name, [geoRss])),
  };
}

export function textsIn(element: XmlElement, name: string, namespaces: readonly string[]): string[] {
  return xmlChildren(element, name, ...namespaces)
    .map((child) => xmlText(child).trim())
    .filter((text) => text !== '');
}

function mediaLinks(element: XmlElement): ModuleMembers['links'] {
  const groups = xmlChildren(element, 'group', mediaRss);
  return [element, ...groups]
    .flatMap((parent) => xmlChildren(parent, 'content', mediaRss))
    .flatMap(({ attributes, base }) => {
      const url = attributes.get('url') ?? '';
      const length = attributes.get('fileSize');
      if (url === '' || !URL.canParse(url, base)) return [];
      const type = (attributes.get('type') ?? '').toLowerCase();
      return [{ relation: 'enclosure', href: new URL(url, base).href, type, ...(length && { length }) }];
    });
}
