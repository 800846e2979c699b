import { Failure } from '../../model/failure.ts';
import { type XmlElement, xmlElements } from '../../sources/xml-elements.ts';
import { atomEntry, atomLink, atomPerson, deletedEntry } from './feed-atom-elements.ts';
import type { FeedPart } from './feed-entry.ts';
import { atom, history, rss1, tombstones } from './feed-namespaces.ts';
import { rssItem } from './feed-rss-elements.ts';

const roots = new Set(['feed', 'rss', 'RDF']);

/**
 * The parts of an Atom (RFC 4287), RSS 2.0 (0.9x) or RSS 1.0 document, in its order. Own reading on `saxes` because
 * feedsmith keeps neither `fh:complete` nor `at:deleted-entry`, lets DOCTYPE pass, and tells no place of an error.
 * @throws Failure `unreadable-input`, `too-large`
 */
export async function* feedParts(text: AsyncIterable<string>, file: string): AsyncGenerator<FeedPart> {
  const elements = xmlElements(text, {
    file,
    base: file,
    isContainer: (name) => name === 'channel',
    onRoot: (root) => refuseOther(root, file),
  });
  for await (const { element } of elements) yield* partsOf(element);
}

function* partsOf(element: XmlElement): Generator<FeedPart> {
  const { name, namespace } = element;
  if (name === 'entry' && namespace === atom) yield entryOr(atomEntry(element), element);
  else if (name === 'item' && (namespace === '' || rss1.includes(namespace)))
    yield entryOr(rssItem(element), element);
  else if (name === 'deleted-entry' && namespace === tombstones) yield* deletedEntry(element);
  else if (name === 'link' && namespace === atom) {
    const link = atomLink(element);
    if (link) yield { type: 'link', link };
  } else if (name === 'author' && namespace === atom) {
    const person = atomPerson(element);
    if (person) yield { type: 'author', person };
  } else if (name === 'complete' && namespace === history) yield { type: 'complete' };
}

function entryOr(entry: ReturnType<typeof atomEntry>, { line }: XmlElement): FeedPart {
  return entry ? { type: 'entry', entry } : { type: 'nameless', line };
}

function refuseOther({ name, namespace }: XmlElement, file: string): void {
  if (roots.has(name) && (name !== 'feed' || namespace === atom)) return;
  throw new Failure(
    'unreadable-input',
    `${file} is XML with the root element <${name.slice(0, 80)}>, and no feed (Atom <feed>, <rss>, <rdf:RDF> with items). Give the address of the feed, or name another type of source.`,
  );
}
