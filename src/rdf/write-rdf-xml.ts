import { prefixes as vocabularies } from '../vocabulary/prefixes.ts';
import { xsd } from '../vocabulary/terms.ts';
import { type DocumentWriter, groupBySubject } from './document-writer.ts';
import { iriOf, literalOf } from './n-quads.ts';
import type { UsedPrefixes } from './prefix-table.ts';
import { RdfError } from './rdf-error.ts';

/**
 * RDF/XML (graph names dropped): one `rdf:RDF` element, one `rdf:Description` a subject. Not `Store.dump` of Oxigraph:
 * it writes control characters, bare carriage returns and empty local names, which no XML parser reads back.
 * XML 1.0 has no escape for control characters (§2.2): they become U+FFFD.
 * @param inexpressible what to do with a triple whose predicate is no XML name: `refuse` it, or leave a `comment`
 */
export function rdfXmlWriter(
  names: UsedPrefixes,
  { inexpressible }: { inexpressible: 'refuse' | 'comment' },
): DocumentWriter {
  const labels = new Map<string, string>();
  return {
    open: (prefixes) => {
      const declared = Object.entries({ ...prefixes, rdf: vocabularies.rdf }).map(
        ([prefix, iri]) => `\n  xmlns:${prefix}="${attribute(iri)}"`,
      );
      return `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${declared.join('')}>\n`;
    },
    write: (statements) => {
      let text = '';
      for (const { subject, properties } of groupBySubject(statements)) {
        text += `  <rdf:Description ${node(subject, 'about', labels)}>\n`;
        for (const [predicate, objects] of properties) {
          const name = elementName(predicate, names);
          for (const object of objects)
            text += name
              ? `    ${element(name, object, labels)}\n`
              : notExpressible({ subject, predicate, object }, inexpressible);
        }
        text += '  </rdf:Description>\n';
      }
      return text;
    },
    close: () => '</rdf:RDF>\n',
  };
}

interface ElementName {
  readonly name: string;
  /** A namespace declaration that the element brings along. */
  readonly declaration: string;
}

/** Property names that RDF/XML §7.2.2 gives another meaning or forbids. */
const reserved = new Set(
  ['RDF', 'ID', 'about', 'bagID', 'parseType', 'resource', 'nodeID', 'datatype', 'Description']
    .concat('aboutEach', 'aboutEachPrefix', 'li', 'annotation', 'annotationNodeID', 'version')
    .map((local) => vocabularies.rdf + local),
);
const xmlNamespaces = new Set(['http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/']);
/** The longest NCName at the end of an IRI (the letters of every script that XML 1.0 allows in names). */
const lastName =
  /[A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u2C00-\u2FEF\u3001-\uD7FF][\w.\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u2C00-\u2FEF\u3001-\uD7FF-]*$/;

function elementName(term: string, names: UsedPrefixes): ElementName | undefined {
  const predicate = iriOf(term);
  if (reserved.has(predicate)) return undefined;
  const known = names.shorten(term);
  // Here `rdf` is the prefix of RDF's own namespace, whatever the caller gave it to.
  if (known && (!known.startsWith('rdf:') || predicate.startsWith(vocabularies.rdf)))
    return { name: known, declaration: '' };
  const local = lastName.exec(predicate)?.[0];
  const namespace = predicate.slice(0, predicate.length - (local?.length ?? 0));
  if (local === undefined || namespace === '' || xmlNamespaces.has(namespace)) return undefined;
  return { name: `ns:${local}`, declaration: ` xmlns:ns="${attribute(namespace)}"` };
}

function element({ name, declaration }: ElementName, object: string, labels: Map<string, string>): string {
  if (!object.startsWith('"')) return `<${name}${declaration} ${node(object, 'resource', labels)}/>`;
  const { text, language, datatype } = literalOf(object);
  const kind =
    language !== ''
      ? ` xml:lang="${attribute(language)}"`
      : datatype === xsd.string
        ? ''
        : ` rdf:datatype="${attribute(datatype)}"`;
  return `<${name}${declaration}${kind}>${content(text)}</${name}>`;
}

function node(term: string, iriAttribute: string, labels: Map<string, string>): string {
  if (term.startsWith('<')) return `rdf:${iriAttribute}="${attribute(iriOf(term))}"`;
  const label = labels.get(term) ?? `b${labels.size}`;
  labels.set(term, label);
  return `rdf:nodeID="${label}"`;
}

function notExpressible(
  { subject, predicate, object }: { subject: string; predicate: string; object: string },
  what: 'refuse' | 'comment',
): string {
  const line = `${subject} ${predicate} ${object} .`;
  if (what === 'comment')
    return `    <!-- not expressible in RDF/XML: ${content(line).replaceAll('-', '&#45;')} -->\n`;
  throw new RdfError(
    'unknown-format',
    `RDF/XML cannot express the property ${predicate}: it does not end in an XML name. ` +
      'Ask for Turtle, N-Triples or JSON-LD.',
  );
}

/** What is no Char of XML 1.0 §2.2, lone surrogates included. */
const notXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const special = new RegExp(`[&<>\\r]|${notXml.source}`, 'u');

function content(text: string): string {
  return text.search(special) >= 0
    ? text
        .replace(notXml, '\uFFFD')
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/\r/g, '&#xD;')
    : text;
}

function attribute(text: string): string {
  return content(text).replace(/"/g, '&quot;').replace(/\t/g, '&#x9;').replace(/\n/g, '&#xA;');
}
