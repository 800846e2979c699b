import type { Text } from '../model/text.ts';
import { ndsapTerms } from '../vocabulary/ndsap.ts';
import { dcat, dct, foaf, org, owl, rdf, rdfs, schema, skos, vcard } from '../vocabulary/terms.ts';

/** How a page names a class, the telling ones first: a thing with several is called by the first. */
export function classLabels(base: string): ReadonlyMap<string, Text> {
  const rows: readonly (readonly [string, string, string])[] = [
    [dcat.Catalog, 'Catalogue', 'सूची'],
    [dcat.DatasetSeries, 'Dataset series', 'डेटासेट शृंखला'],
    [dcat.Dataset, 'Dataset', 'डेटासेट'],
    [ndsapTerms(base).App, 'App', 'ऐप'],
    [schema.SoftwareApplication, 'App', 'ऐप'],
    [dcat.DataService, 'Data service', 'डेटा सेवा'],
    [dcat.Distribution, 'Distribution', 'वितरण'],
    [dct.Location, 'Place', 'स्थान'],
    [org.FormalOrganization, 'Organisation', 'संगठन'],
    [org.OrganizationalUnit, 'Organisational unit', 'संगठन इकाई'],
    [org.Organization, 'Organisation', 'संगठन'],
    [foaf.Organization, 'Organisation', 'संगठन'],
    [foaf.Person, 'Person', 'व्यक्ति'],
    [foaf.Agent, 'Agent', 'अभिकर्ता'],
    [vcard.Kind, 'Contact', 'संपर्क'],
    [vcard.Contact, 'Contact', 'संपर्क'],
    [skos.ConceptScheme, 'Concept scheme', 'अवधारणा योजना'],
    [skos.Concept, 'Concept', 'अवधारणा'],
    [owl.Ontology, 'Vocabulary', 'शब्दावली'],
    [owl.Class, 'Class', 'वर्ग'],
    [rdfs.Class, 'Class', 'वर्ग'],
    [owl.ObjectProperty, 'Property', 'गुण'],
    [owl.DatatypeProperty, 'Property', 'गुण'],
    [rdf.Property, 'Property', 'गुण'],
    [dct.PeriodOfTime, 'Period of time', 'समयावधि'],
    [dct.Policy, 'Policy', 'नीति'],
    [dct.Standard, 'Standard', 'मानक'],
    [dct.LicenseDocument, 'Licence', 'लाइसेंस'],
    [dcat.Resource, 'Resource', 'संसाधन'],
  ];
  return new Map(rows.map(([type, en, hi]) => [type, { en, hi }]));
}
