import type { ExampleGroup } from './example-query.ts';

export const seeTheWhole: ExampleGroup = {
  title: { en: 'See the whole', hi: 'समग्र दृष्टि' },
  queries: [
    {
      id: 'by-sector',
      title: { en: 'How many datasets has each sector?', hi: 'प्रत्येक क्षेत्र में कितने डेटासेट हैं?' },
      explanation: {
        en: 'A dataset may belong to several sectors and counts in each.',
        hi: 'एक डेटासेट कई क्षेत्रों में हो सकता है और हर एक में गिना जाता है।',
      },
      view: 'chart',
      query: ({ label }) => `SELECT ?name (COUNT(?dataset) AS ?datasets) WHERE {
  ?dataset a dcat:Dataset ;
    dcat:theme ?sector .
  ${label('?sector', '?name')}
}
GROUP BY ?name
ORDER BY DESC(?datasets) ?name
LIMIT 25`,
    },
    {
      id: 'by-month',
      title: { en: 'How did the catalogue grow?', hi: 'सूची कैसे बढ़ी?' },
      explanation: {
        en: 'Datasets released in each month.',
        hi: 'प्रत्येक माह जारी डेटासेट।',
      },
      view: 'chart',
      query: () => `SELECT ?month (COUNT(?dataset) AS ?datasets) WHERE {
  ?dataset a dcat:Dataset ;
    dct:issued ?released .
  BIND(SUBSTR(STR(?released), 1, 7) AS ?month)
}
GROUP BY ?month
ORDER BY ?month`,
    },
    {
      id: 'by-place',
      title: { en: 'Which states and territories are covered?', hi: 'किन राज्यों और संघ राज्य क्षेत्रों का डेटा है?' },
      explanation: {
        en: 'Datasets by asset jurisdiction, those of the whole country left out.',
        hi: 'अधिकार-क्षेत्र के अनुसार डेटासेट; पूरे देश के डेटासेट छोड़कर।',
      },
      view: 'chart',
      query: ({ label, base }) => `SELECT ?name (COUNT(?dataset) AS ?datasets) WHERE {
  ?dataset a dcat:Dataset ;
    dct:spatial ?place .
  FILTER(?place != <${base}id/place/in>)
  ${label('?place', '?name')}
}
GROUP BY ?name
ORDER BY DESC(?datasets) ?name
LIMIT 40`,
    },
    {
      id: 'by-frequency',
      title: { en: 'How often is the data renewed?', hi: 'डेटा कितनी बार अद्यतन होता है?' },
      explanation: {
        en: 'The data names the concept of the European Union where there is one; its name here is found by skos:exactMatch.',
        hi: 'जहाँ यूरोपीय संघ की संकल्पना है, डेटा उसी को लेता है; यहाँ उसका नाम skos:exactMatch से मिलता है।',
      },
      view: 'chart',
      query: ({ label, base }) => `SELECT ?name (COUNT(?dataset) AS ?datasets) WHERE {
  ?concept skos:inScheme <${base}def/frequency> ;
    skos:exactMatch? ?frequency .
  ?dataset dct:accrualPeriodicity ?frequency ;
    a dcat:Dataset .
  ${label('?concept', '?name')}
}
GROUP BY ?name
ORDER BY DESC(?datasets) ?name`,
    },
    {
      id: 'keywords',
      title: { en: 'What is the catalogue about?', hi: 'सूची किस बारे में है?' },
      explanation: {
        en: 'The thirty keywords that most datasets carry.',
        hi: 'सबसे अधिक डेटासेटों में आए तीस मुख्य शब्द।',
      },
      view: 'chart',
      query: () => `SELECT ?keyword (COUNT(?dataset) AS ?datasets) WHERE {
  ?dataset a dcat:Dataset ;
    dcat:keyword ?keyword .
}
GROUP BY ?keyword
ORDER BY DESC(?datasets) ?keyword
LIMIT 30`,
    },
    {
      id: 'formats',
      title: { en: 'In which formats is the data?', hi: 'डेटा किन प्रारूपों में है?' },
      explanation: {
        en: 'Distributions by format, and whether the format is open and can be read by machines.',
        hi: 'प्रारूप के अनुसार वितरण; और क्या वह प्रारूप मुक्त तथा मशीन-पठनीय है।',
      },
      query: ({ label, base }) => `SELECT ?name ?open ?machineReadable (COUNT(?file) AS ?files) WHERE {
  ?concept skos:inScheme <${base}def/file-format> ;
    skos:exactMatch? ?format .
  ?file dct:format ?format .
  ${label('?concept', '?name')}
  OPTIONAL { ?concept ndsap:isOpenFormat ?open }
  OPTIONAL { ?concept ndsap:isMachineReadable ?machineReadable }
}
GROUP BY ?name ?open ?machineReadable
ORDER BY DESC(?files)`,
    },
  ],
};
