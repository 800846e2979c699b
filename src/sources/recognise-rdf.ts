import { formatOfExtension, nQuads, nTriples, type RdfFormat, rdfXml, triG, turtle } from '../rdf/formats.ts';

/** N-Triples and N-Quads have absolute IRIs only. */
const node = String.raw`(?:<[A-Za-z][A-Za-z0-9+.-]*:[^<>"{}|^${'`'}\\\s]*>|_:[\w.-]+)`;
const object = String.raw`(?:${node}|"(?:[^"\\\n]|\\.)*"(?:\^\^<[^>\s]*>|@[\w-]+)?)`;
const tripleLine = new RegExp(String.raw`^\s*${node}\s+<[^>\s]*>\s+${object}\s*\.\s*(?:#.*)?$`);
const quadLine = new RegExp(String.raw`^\s*${node}\s+<[^>\s]*>\s+${object}\s+${node}\s*\.\s*(?:#.*)?$`);
const directive =
  /^\s*(?:@prefix\s+[\p{L}\w.-]*:|@base\s+<|prefix\s+[\p{L}\w.-]*:\s*<|base\s+<|@version\s|graph\s*[<\w:])/iu;
/** A subject and its verb, or a blank node with its first property. */
const statement =
  /^\s*(?:<[^<>"{}|^`\\\s]*>|_:[\w.-]+|[\w-]*:[\w.-]+|\[\s*\])\s+(?:a\s|<[^>\s]*>|[\w-]*:[\w.-]+\s)/u;
const openNode = /^\s*\[\s*(?:a\s|<[^>\s]*>\s|[\w-]*:[\w.-]+\s)/u;
const graphBlock = /(?:^|[\s>.}])\{/;
const rdfNamespace = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** The RDF syntax in which `text`, the beginning of an input, is written; the file's extension decides only between near-identical ones. */
export function recogniseRdf(text: string, extension: string): RdfFormat | undefined {
  const trimmed = text.replace(/^(?:\s|#[^\n]*(?:\n|$))+/, '');
  if (looksLikeXml(text)) return text.includes(rdfNamespace) ? rdfXml : undefined;
  if (directive.test(trimmed) || openNode.test(trimmed)) return turtleOrTriG(trimmed, extension);
  const lines = trimmed
    .split(/\r?\n/)
    .slice(0, 200)
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  const whole = text.length < 60_000 ? lines : lines.slice(0, -1);
  if (whole.length > 0 && whole.every((line) => tripleLine.test(line) || quadLine.test(line))) {
    const quads = whole.some((line) => quadLine.test(line)) || formatOfExtension(extension) === nQuads;
    return quads ? nQuads : nTriples;
  }
  if (statement.test(trimmed) || /^\{\s*[<_\w]/.test(trimmed)) return turtleOrTriG(trimmed, extension);
  return undefined;
}

function turtleOrTriG(text: string, extension: string): RdfFormat {
  const withoutTexts = text.replace(/"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|<[^<>\s]*>|#[^\n]*/g, ' ');
  return graphBlock.test(withoutTexts) || formatOfExtension(extension) === triG ? triG : turtle;
}

/** A tag that is closed somewhere: Turtle writes IRIs in angle brackets too. */
function looksLikeXml(text: string): boolean {
  return (
    /^\s*<[?!]/.test(text) ||
    (/^\s*<[\p{L}_][\w.-]*(?::[\w.-]+)?(?:\s+[\w:.-]+\s*=|\s*\/?>)/u.test(text) &&
      /<\/[\p{L}_]|\/>|\sxmlns(?::[\w.-]+)?\s*=/u.test(text))
  );
}

/** The name of the root element of an XML text. */
export function xmlRoot(text: string): string | undefined {
  if (!looksLikeXml(text)) return undefined;
  return /<([\p{L}_][\p{L}\p{N}_.:-]*)[\s/>]/u.exec(
    text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!doctype\s[^>[]*/gi, ''),
  )?.[1];
}
