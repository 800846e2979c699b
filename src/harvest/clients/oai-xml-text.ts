import { declarations, type XmlElement } from './oai-xml.ts';

const written: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As they are, a parser would make spaces and line feeds of them (XML 1.0 §2.11, §3.3.3).
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/**
 * An element of a document as a document of its own.
 * @param scope declarations of namespaces that hold where it stands, by prefix
 */
export function xmlText(element: XmlElement, scope: ReadonlyMap<string, string>): string {
  const own = new Set(declarations(element.attributes).map(([prefix]) => prefix));
  const inherited = [...scope].filter(([prefix]) => !own.has(prefix));
  const names = inherited.map(([prefix, uri]) =>
    attributeText(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri),
  );
  return elementText(element, names.join(''));
}

/** As deep as the reader let the element be. */
function elementText({ name, attributes, children }: XmlElement, more = ''): string {
  const own = attributes.map((attribute) => attributeText(attribute.name, attribute.value)).join('');
  const content = children.map((child) => (typeof child === 'string' ? escaped(child) : elementText(child)));
  return `<${name}${more}${own}>${content.join('')}</${name}>`;
}

function attributeText(name: string, value: string): string {
  return ` ${name}="${value.replace(/[&<>"\t\n\r]/g, (character) => written[character] ?? character)}"`;
}

function escaped(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => written[character] ?? character);
}
