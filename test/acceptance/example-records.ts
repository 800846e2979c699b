import type { TurtleRecord } from './running-portal.ts';

export const pricesTurtle = `
<id/dataset/prices-2016> a dcat:Dataset ;
  dct:identifier "prices-2016" ;
  dct:title "Consumer Price Index for March 2016"@en , "मार्च 2016 का उपभोक्ता मूल्य सूचकांक"@hi ;
  dct:description "What a basket of goods cost, month by month."@en , "वस्तुओं की टोकरी का मासिक मूल्य।"@hi ;
  dcat:keyword "prices"@en , "inflation"@en ;
  dcat:theme <def/sector/finance> ;
  dct:publisher <id/organization/ministry-of-statistics/price-division> ;
  dct:spatial <id/place/in-ka> ;
  dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/MONTHLY> ;
  dcat:temporalResolution "P1M"^^xsd:duration ;
  dct:license <https://data.gov.in/government-open-data-license-india> ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  ndsap:accessType <def/access-type/open> ;
  dct:issued "2016-04-12"^^xsd:date ;
  dcat:contactPoint <id/contact/price-division> ;
  dcat:landingPage <https://mospi.example.gov.in/cpi> ;
  dcat:distribution <id/distribution/prices-2016/1> .
<id/distribution/prices-2016/1> a dcat:Distribution ;
  dct:title "Table as CSV"@en ;
  dcat:accessURL <https://mospi.example.gov.in/cpi/2016-03.csv> ;
  dcat:downloadURL <https://mospi.example.gov.in/cpi/2016-03.csv> ;
  dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
  dcat:byteSize "48213"^^xsd:nonNegativeInteger .
<id/contact/price-division> a vcard:Kind ; vcard:fn "Price Statistics Desk" ; vcard:hasEmail <mailto:prices@example.gov.in> .
<id/catalog/consumer-price-index-2016> dcat:dataset <id/dataset/prices-2016> .
<id/catalog/portal> dcat:dataset <id/dataset/prices-2016> .
`;

export const prices: TurtleRecord = {
  kind: 'dataset',
  topic: 'id/dataset/prices-2016',
  parts: ['id/distribution/prices-2016/1', 'id/contact/price-division'],
  turtle: pricesTurtle,
};

export function dataset(key: string, title: string, more = ''): TurtleRecord {
  const topic = `id/dataset/${key}`;
  return {
    kind: 'dataset',
    topic,
    turtle: `<${topic}> a dcat:Dataset ; dct:title ${JSON.stringify(title)}@en ; dct:publisher <id/organization/ministry-of-statistics> ${more} .
      <id/catalog/portal> dcat:dataset <${topic}> .`,
  };
}

export const records: readonly TurtleRecord[] = [
  prices,
  {
    kind: 'organization',
    topic: 'id/organization/ministry-of-statistics',
    turtle: `<id/organization/ministry-of-statistics> a foaf:Organization, foaf:Agent ;
      foaf:name "Ministry of Statistics"@en , "सांख्यिकी मंत्रालय"@hi .`,
  },
  {
    kind: 'organization',
    topic: 'id/organization/ministry-of-statistics/price-division',
    turtle: `<id/organization/ministry-of-statistics/price-division> a foaf:Organization, foaf:Agent ;
      foaf:name "Price Division"@en ; org:subOrganizationOf <id/organization/ministry-of-statistics> .`,
  },
  {
    kind: 'catalog',
    topic: 'id/catalog/consumer-price-index-2016',
    turtle: `<id/catalog/consumer-price-index-2016> a dcat:Catalog ; dct:title "Consumer Price Index 2016"@en .
      <id/catalog/portal> dcat:catalog <id/catalog/consumer-price-index-2016> .`,
  },
  dataset('rainfall', 'Rainfall by month'),
  dataset('rainfall.rdf', 'Rainfall, the RDF edition'),
  dataset('वर्षा-2020', 'Rain of 2020'),
  dataset(
    'hostile',
    '<script>alert(1)</script> & "quotes"',
    '; dcat:landingPage <javascript:alert(1)> ; foaf:page <data:text/html,x> , <https://fine.example/page>',
  ),
];
