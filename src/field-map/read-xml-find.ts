import { SaxesParser } from 'saxes';
import { XmlNames } from './read-xml-path.ts';

const depthSearched = 20;

interface Seen {
  count: number;
  members: number;
  readonly depth: number;
}

/**
 * Finds the records of a document from its beginning: of the elements that repeat and have elements or attributes in
 * them, the ones nearest to the root; else the first element below the root that has any.
 */
export function findXmlRecords(sample: string, namespaces?: Readonly<Record<string, string>>): string {
  const names = new XmlNames(namespaces);
  const open: string[] = [];
  const seen = new Map<string, Seen>();
  const parser = new SaxesParser({ xmlns: true });
  // The sample is cut, and may be wrong: that is said where it is read.
  parser.on('error', () => undefined);
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length > 0 && open.length <= depthSearched) countMember(seen, open);
    open.push(names.nameOf({ uri, local }));
    if (open.length > depthSearched) return;
    const path = `/${open.join('/')}`;
    const entry = seen.get(path) ?? { count: 0, members: 0, depth: open.length };
    entry.count += 1;
    entry.members += Object.keys(attributes).filter((name) => !name.startsWith('xmlns')).length;
    seen.set(path, entry);
  });
  parser.on('closetag', () => void open.pop());
  parser.write(sample);
  const candidates = [...seen].filter(([, { members, depth }]) => members > 0 && depth > 1);
  const repeated = candidates.filter(([, { count }]) => count > 1);
  const [best] = (repeated.length > 0 ? repeated : candidates).sort(
    ([, a], [, b]) => a.depth - b.depth || b.count - a.count,
  );
  return best?.[0] ?? [...seen.keys()][0] ?? '/*';
}

function countMember(seen: ReadonlyMap<string, Seen>, open: readonly string[]): void {
  const parent = seen.get(`/${open.join('/')}`);
  if (parent) parent.members += 1;
}
