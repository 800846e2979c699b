import { type XmlElement, xmlChildren, xmlText } from '../../sources/xml-elements.ts';
import { atomLink, described, mediaTypeOf } from './feed-atom-elements.ts';
import type { FeedEntry, FeedLink, FeedPerson, FeedText } from './feed-entry.ts';
import { moduleMembers, textsIn } from './feed-modules.ts';
import { atom, contentModule, dublinCore, rdfSyntax, rss1 } from './feed-namespaces.ts';
import { maybeHtmlText } from './html-text.ts';

const own = ['', ...rss1];

/** `item` of RSS 2.0 (https://www.rssboard.org/rss-specification) or 1.0; `undefined` where nothing identifies it. */
export function rssItem(element: XmlElement): FeedEntry | undefined {
  const [address] = textsIn(element, 'link', own).flatMap((text) => absolute(text, element) ?? []);
  const [guid] = xmlChildren(element, 'guid', ...own);
  const named = guid && xmlText(guid).trim();
  const titles = htmlTexts(element, 'title', own);
  const id = [named, element.attributes.get(`{${rdfSyntax}}about`), address, titles[0]?.text].find(
    (text) => text,
  );
  if (id === undefined) return undefined;
  const permanent =
    named && guid?.attributes.get('isPermaLink') !== 'false' ? absolute(named, element) : undefined;
  const page = address ?? permanent;
  const modules = moduleMembers(element);
  const updated = first(textsIn(element, 'updated', [atom]), textsIn(element, 'modified', dublinCore));
  const published = first(
    textsIn(element, 'pubDate', own),
    ...['issued', 'available', 'created', 'date'].map((name) => textsIn(element, name, dublinCore)),
  );
  return {
    ...modules,
    id,
    titles,
    descriptions: described(
      htmlTexts(element, 'description', own),
      htmlTexts(element, 'encoded', [contentModule]),
    ),
    authors: [...textsIn(element, 'author', own).map(person), ...modules.authors],
    categories: [...categories(element), ...modules.categories],
    links: [
      ...(page === undefined ? [] : [{ relation: 'alternate', href: page, type: '' }]),
      ...xmlChildren(element, 'link', atom).flatMap((link) => atomLink(link) ?? []),
      ...xmlChildren(element, 'enclosure', ...own).flatMap(enclosure),
      ...modules.links,
    ],
    ...(updated !== undefined && { updated }),
    ...(published !== undefined && { published }),
    line: element.line,
  };
}

function first(...lists: readonly (readonly string[])[]): string | undefined {
  return lists.flat()[0];
}

/** `mail@example.org (Name)`, as RSS 2.0 has it; feeds write a name alone as well. */
function person(text: string): FeedPerson {
  const match = /^(\S+@\S+?)\s*(?:\((.*)\))?$/.exec(text);
  if (!match) return { name: maybeHtmlText(text) };
  const [, email = '', name] = match;
  return { email, ...(name && { name }) };
}

function categories(element: XmlElement): FeedEntry['categories'] {
  return xmlChildren(element, 'category', ...own).flatMap((one) => {
    const term = maybeHtmlText(xmlText(one));
    const scheme = one.attributes.get('domain');
    return term === '' ? [] : [{ term, ...(scheme && { scheme }) }];
  });
}

function enclosure({ attributes, base }: XmlElement): readonly FeedLink[] {
  const url = attributes.get('url') ?? attributes.get(`{${rdfSyntax}}resource`) ?? '';
  if (url === '' || !URL.canParse(url, base)) return [];
  const length = attributes.get('length')?.trim();
  return [
    {
      relation: 'enclosure',
      href: new URL(url, base).href,
      type: mediaTypeOf(attributes.get('type')),
      // "0" is what is written where it is not known.
      ...(length && length !== '0' && { length }),
    },
  ];
}

function htmlTexts(element: XmlElement, name: string, namespaces: readonly string[]): readonly FeedText[] {
  return xmlChildren(element, name, ...namespaces)
    .map((child) => ({ text: maybeHtmlText(xmlText(child)), language: child.language }))
    .filter(({ text }) => text !== '');
}

function absolute(text: string, { base }: XmlElement): string | undefined {
  if (text === '' || /\s/.test(text) || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}
