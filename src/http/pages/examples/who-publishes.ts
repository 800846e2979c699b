import type { ExampleGroup } from './example-query.ts';

export const whoPublishes: ExampleGroup = {
  title: { en: 'Who publishes', hi: 'प्रकाशक' },
  queries: [
    {
      id: 'publishers',
      title: { en: 'Who publishes most?', hi: 'सबसे अधिक कौन प्रकाशित करता है?' },
      explanation: {
        en: 'Organisations by the number of their own datasets.',
        hi: 'संगठन, उनके अपने डेटासेटों की संख्या के अनुसार।',
      },
      view: 'chart',
      query: () => `SELECT ?publisher (COUNT(?dataset) AS ?datasets) WHERE {
  ?dataset a dcat:Dataset ;
    dct:publisher/foaf:name ?publisher .
}
GROUP BY ?publisher
ORDER BY DESC(?datasets) ?publisher
LIMIT 20`,
    },
    {
      id: 'ministries',
      title: { en: 'And with all departments below?', hi: 'और सभी अधीन विभागों सहित?' },
      explanation: {
        en: 'Follows the path from each publisher up to the organisation at its head, which has none above it.',
        hi: 'हर प्रकाशक से ऊपर उस संगठन तक जाता है जिसके ऊपर कोई नहीं है।',
      },
      view: 'chart',
      query: () => `SELECT ?organisation (COUNT(?dataset) AS ?datasets) WHERE {
  ?dataset a dcat:Dataset ;
    dct:publisher/org:subOrganizationOf* ?top .
  FILTER NOT EXISTS { ?top org:subOrganizationOf ?above }
  ?top foaf:name ?organisation .
}
GROUP BY ?organisation
ORDER BY DESC(?datasets) ?organisation
LIMIT 20`,
    },
    {
      id: 'places',
      title: { en: 'How are places identified elsewhere?', hi: 'स्थानों की पहचान अन्यत्र क्या है?' },
      explanation: {
        en: 'States and union territories with their ISO and Local Government Directory codes, and the same place in Wikidata.',
        hi: 'राज्य और संघ राज्य क्षेत्र, उनके ISO और स्थानीय शासन निर्देशिका के कोड, तथा Wikidata में वही स्थान।',
      },
      query: ({ label }) => `SELECT ?place ?name ?iso ?lgd ?elsewhere WHERE {
  ?place ndsap:iso3166Code ?iso .
  ${label('?place', '?name')}
  OPTIONAL { ?place ndsap:lgdCode ?lgd }
  OPTIONAL { ?place owl:sameAs ?elsewhere }
}
ORDER BY ?name`,
    },
  ],
};
