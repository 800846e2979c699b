import { h, type VNode } from 'preact';
import { rdfXml } from '../rdf/formats.ts';
import { portalPrefixes, serialiseStream } from '../rdf/serialise.ts';
import { composeDocument } from '../store/document.ts';
import type { StoredVersion } from '../store/record-store.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { element, renderXml } from './xml-text.ts';

const instance = 'http://www.w3.org/2001/XMLSchema-instance';
const xmlSchema = 'http://www.w3.org/2001/XMLSchema';

/**
 * The document of a record in RDF/XML. What RDF/XML has no name for stands there as a comment: who harvests a thousand
 * records must not fail for one property of one of them.
 */
export async function dcatMetadata(base: string, version: StoredVersion, schema: string): Promise<VNode> {
  const names = { ...portalPrefixes(base), rdf: prefixes.rdf };
  const parts: string[] = [];
  for await (const part of serialiseStream([composeDocument(version)], rdfXml, names)) parts.push(part);
  const [, body = ''] = parts;
  const namespaces = Object.entries(names).map(([prefix, iri]) => [`xmlns:${prefix}`, iri]);
  return h('rdf:RDF', {
    ...Object.fromEntries(namespaces),
    'xmlns:xsi': instance,
    'xsi:schemaLocation': `${prefixes.rdf} ${schema}`,
    // Between the tags of the writer's own root element, which has no place for the location of a schema.
    dangerouslySetInnerHTML: { __html: body },
  } as Record<string, unknown>);
}

/** RDF/XML has no XML Schema (RDF 1.1 XML Syntax §7.1): this says of its root element what one can say. */
export function rdfXmlSchema(): string {
  const name = (local: string) => `xs:${local}`;
  const any = { namespace: '##any', processContents: 'skip' };
  return renderXml(
    element(
      name('schema'),
      { 'xmlns:xs': xmlSchema, targetNamespace: prefixes.rdf, elementFormDefault: 'qualified' },
      element(
        name('element'),
        { name: 'RDF' },
        element(
          name('complexType'),
          {},
          element(
            name('sequence'),
            {},
            element(name('any'), { ...any, minOccurs: '0', maxOccurs: 'unbounded' }),
          ),
          element(name('anyAttribute'), any),
        ),
      ),
    ),
  );
}
