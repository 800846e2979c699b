import type { Quad } from '@rdfjs/types';
import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import { parseIri, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, foaf } from '../vocabulary/terms.ts';
import { findingOf, type Remark } from './mapping-findings.ts';

/** Properties whose value is a resource (DCAT 3 §6), which real catalogues often give as a text that holds its address. */
const resourceProperties = new Set<string>([
  dcat.accessURL,
  dcat.downloadURL,
  dcat.endpointDescription,
  dcat.endpointURL,
  dcat.landingPage,
  dct.conformsTo,
  dct.license,
  foaf.homepage,
  foaf.page,
]);

const addressAsText: Remark = {
  severity: 'warning',
  code: 'address-as-text',
  message: {
    en: 'The address was given as a text; it is kept as a link.',
    hi: 'पता पाठ के रूप में दिया गया था; इसे कड़ी के रूप में रखा गया है।',
  },
  remedy: {
    en: 'Give it as an IRI: <…> in Turtle, rdf:resource in RDF/XML, "@id" in JSON-LD.',
    hi: 'इसे IRI के रूप में दें: Turtle में <…>, RDF/XML में rdf:resource, JSON-LD में "@id"।',
  },
};

/** The triples, with absolute web addresses in literals turned into the links that their properties ask for. */
export function mendAddresses(quads: readonly Quad[], place: Place): { quads: Quad[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const mended = quads.map((quad) => {
    const { subject, predicate, object } = quad;
    if (object.termType !== 'Literal' || !resourceProperties.has(predicate.value)) return quad;
    const address = /^\s*https?:\/\//i.test(object.value) ? parseIri(object.value) : undefined;
    if (!address) return quad;
    const property = predicate.value as Iri;
    findings.push(
      findingOf(addressAsText, {
        place: { ...place, path: subject.value },
        field: property.replace(/^.*[#/:]/, ''),
        property,
        value: object.value,
      }),
    );
    return triple(subject as Quad['subject'], property, address);
  });
  return { quads: mended, findings };
}
