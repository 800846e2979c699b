/** Subject, predicate, and what stands where: an IRI as type, or any object. */
const line =
  /^(?:<[^<> \\]+>|_:[^<> ]+) (<[^<> \\]+>) (<[^<> ]+>|_:[^<> ]+|"(?:[^"\\]|\\.)*"(\^\^<[^<> ]+>|@[a-zA-Z0-9-]+)?)(?: |$)/;
const type = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>';
const string = '^^<http://www.w3.org/2001/XMLSchema#string>';

/**
 * Whether the content of one graph is written as canonical N-Quads are, with no two lines that an engine might take for
 * the same quad: it normalises numbers, dates and language tags. False where that is not sure.
 */
export function isOneQuadALine(nquads: string): boolean {
  const lines = nquads.split('\n').filter((each) => each !== '');
  if (new Set(lines).size < lines.length) return false;
  const normalised = new Set<string>();
  for (const each of lines) {
    const [whole, predicate, object, kind] = line.exec(each) ?? [];
    if (whole === undefined || object === undefined) return false;
    if (predicate === type && !/^<[^\\]*>$/.test(object)) return false;
    if (object.includes('\\u') || object.includes('\\U')) return false;
    if (kind === undefined) continue;
    if (kind === string) return false;
    const subjectAndPredicate = whole.slice(0, whole.indexOf(object));
    const place = kind.startsWith('@')
      ? whole.slice(0, -kind.length - 1) + kind.toLowerCase()
      : subjectAndPredicate;
    if (normalised.has(place)) return false;
    normalised.add(place);
  }
  return true;
}
