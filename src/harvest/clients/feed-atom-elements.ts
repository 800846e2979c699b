import { type XmlElement, xmlChildren, xmlText } from '../../sources/xml-elements.ts';
import type { FeedCategory, FeedEntry, FeedLink, FeedPart, FeedPerson, FeedText } from './feed-entry.ts';
import { moduleMembers } from './feed-modules.ts';
import { atom, tombstones } from './feed-namespaces.ts';
import { htmlText } from './html-text.ts';

/** `atom:entry` (RFC 4287 §4.1.2); `undefined` where nothing identifies it. */
export function atomEntry(element: XmlElement): FeedEntry | undefined {
  const links = xmlChildren(element, 'link', atom).flatMap((link) => atomLink(link) ?? []);
  const titles = textsIn(element, 'title');
  const [id = links.find(({ relation }) => relation === 'alternate')?.href ?? titles[0]?.text] = plainIn(
    element,
    'id',
  );
  if (id === undefined) return undefined;
  const [updated] = plainIn(element, 'updated');
  const [published] = plainIn(element, 'published');
  const modules = moduleMembers(element);
  return {
    ...modules,
    id,
    titles,
    descriptions: described(textsIn(element, 'summary'), textsIn(element, 'content')),
    authors: [...peopleIn(element, 'author'), ...modules.authors],
    contributors: [...peopleIn(element, 'contributor'), ...modules.contributors],
    categories: [...xmlChildren(element, 'category', atom).flatMap(category), ...modules.categories],
    links: [...links, ...contentElsewhere(element), ...modules.links],
    rights: [...textsIn(element, 'rights'), ...modules.rights],
    ...(updated !== undefined && { updated }),
    ...(published !== undefined && { published }),
    line: element.line,
  };
}

/** RFC 4287 §4.2.7: without `rel` it is `alternate`; registered names may be written as IRIs. */
export function atomLink({ attributes, base }: XmlElement): FeedLink | undefined {
  const href = attributes.get('href') ?? '';
  if (href === '' || !URL.canParse(href, base)) return undefined;
  const relation = (attributes.get('rel') ?? 'alternate').replace(
    /^http:\/\/www\.iana\.org\/assignments\/relation\//,
    '',
  );
  const title = attributes.get('title')?.trim();
  const length = attributes.get('length')?.trim();
  return {
    relation: relation.trim().toLowerCase(),
    href: new URL(href, base).href,
    type: mediaTypeOf(attributes.get('type')),
    ...(title && { title }),
    ...(length && { length }),
  };
}

export function mediaTypeOf(type: string | undefined): string {
  return (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** `at:deleted-entry` (RFC 6721 §3). */
export function* deletedEntry(element: XmlElement): Generator<FeedPart> {
  const id = element.attributes.get('ref')?.trim() ?? '';
  if (id === '') return;
  const [comment] = xmlChildren(element, 'comment', tombstones);
  const reason = comment ? textOf(comment).text : '';
  const when = element.attributes.get('when')?.trim() ?? '';
  yield { type: 'deleted', id, when, ...(reason !== '' && { reason }) };
}

/** A summary and the whole text: both where neither holds the other. */
export function described(
  summaries: readonly FeedText[],
  contents: readonly FeedText[],
): readonly FeedText[] {
  const [summary] = summaries;
  const [content] = contents;
  if (!summary || !content) return [...contents, ...summaries];
  if (content.text.includes(summary.text)) return [content];
  if (summary.text.includes(content.text)) return [summary];
  return [{ text: `${summary.text}\n\n${content.text}`, language: content.language }];
}

/** RFC 4287 §3.1: text, HTML in escaped form, or XHTML. */
function textOf(element: XmlElement): FeedText {
  const type = element.attributes.get('type') ?? 'text';
  const text = type === 'xhtml' ? htmlText(markup(element)) : xmlText(element);
  const isHtml = type === 'html' || type === 'text/html';
  return { text: (isHtml ? htmlText(text) : text).trim(), language: element.language };
}

/** Contents that are neither text nor markup (an image, a document elsewhere) say nothing in words. */
function textsIn(element: XmlElement, name: string): readonly FeedText[] {
  return xmlChildren(element, name, atom)
    .filter(
      ({ attributes }) =>
        !attributes.has('src') && /^(?:text|html|xhtml|text\/.*|)$/.test(attributes.get('type') ?? ''),
    )
    .map(textOf)
    .filter(({ text }) => text !== '');
}

/** Only what tells lines apart is needed of the markup: names of elements and their text. */
function markup(element: XmlElement): string {
  return element.children
    .map((child) =>
      typeof child === 'string'
        ? child.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
        : `<${child.name}>${markup(child)}</${child.name}>`,
    )
    .join('');
}

/** `atom:content src`: the data itself is there. */
function contentElsewhere(element: XmlElement): readonly FeedLink[] {
  return xmlChildren(element, 'content', atom).flatMap(({ attributes, base }) => {
    const src = attributes.get('src') ?? '';
    if (src === '' || !URL.canParse(src, base)) return [];
    return [
      { relation: 'enclosure', href: new URL(src, base).href, type: mediaTypeOf(attributes.get('type')) },
    ];
  });
}

function plainIn(element: XmlElement, name: string): string[] {
  return xmlChildren(element, name, atom)
    .map((child) => xmlText(child).trim())
    .filter((text) => text !== '');
}

function peopleIn(element: XmlElement, name: string): readonly FeedPerson[] {
  return xmlChildren(element, name, atom).flatMap((person) => atomPerson(person) ?? []);
}

/** A person or organisation (RFC 4287 §3.2); `undefined` where nothing is told of it. */
export function atomPerson(element: XmlElement): FeedPerson | undefined {
  const [name] = plainIn(element, 'name');
  const [uri] = plainIn(element, 'uri');
  const [email] = plainIn(element, 'email');
  if ((name ?? uri ?? email) === undefined) return undefined;
  return { ...(name && { name }), ...(uri && { uri }), ...(email && { email }) };
}

function category({ attributes }: XmlElement): readonly FeedCategory[] {
  const term = attributes.get('term')?.trim() ?? '';
  const label = attributes.get('label')?.trim();
  const scheme = attributes.get('scheme')?.trim();
  if (term === '' && !label) return [];
  return [{ term: term || (label ?? ''), ...(label && { label }), ...(scheme && { scheme }) }];
}
