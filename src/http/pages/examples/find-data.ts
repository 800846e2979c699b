import type { ExampleGroup } from './example-query.ts';

export const findData: ExampleGroup = {
  title: { en: 'Find data', hi: 'डेटा खोजें' },
  queries: [
    {
      id: 'newest',
      title: { en: 'What was released last?', hi: 'सबसे नया क्या जारी हुआ?' },
      explanation: {
        en: 'The twenty datasets with the latest date of release, and who publishes them.',
        hi: 'जारी होने की तिथि के अनुसार नवीनतम बीस डेटासेट, और उनके प्रकाशक।',
      },
      query: () => `SELECT ?dataset ?title ?publisher ?released WHERE {
  ?dataset a dcat:Dataset ;
    dct:issued ?released ;
    dct:title ?title .
  FILTER(LANG(?title) = "en")
  OPTIONAL { ?dataset dct:publisher/foaf:name ?publisher }
}
ORDER BY DESC(?released)
LIMIT 20`,
    },
    {
      id: 'by-word',
      title: { en: 'Which datasets are about rain?', hi: 'वर्षा के बारे में कौन-से डेटासेट हैं?' },
      explanation: {
        en: 'Looks for a word in titles and keywords. Put another word in its place.',
        hi: 'शीर्षकों और मुख्य शब्दों में एक शब्द खोजता है। उसके स्थान पर दूसरा शब्द रखकर देखें।',
      },
      query: () => `SELECT DISTINCT ?dataset ?title WHERE {
  ?dataset a dcat:Dataset ;
    dct:title ?title ;
    dct:title|dcat:keyword ?text .
  FILTER(LANG(?title) = "en")
  FILTER(CONTAINS(LCASE(?text), "rain"))
}
ORDER BY ?title
LIMIT 100`,
    },
    {
      id: 'of-a-state',
      title: { en: 'What is there about Karnataka?', hi: 'कर्नाटक के बारे में क्या है?' },
      explanation: {
        en: 'Datasets whose asset jurisdiction is one state. Every place is found by its name in either language.',
        hi: 'एक राज्य के अधिकार-क्षेत्र के डेटासेट। हर स्थान दोनों भाषाओं में अपने नाम से मिलता है।',
      },
      query: () => `SELECT ?dataset ?title ?released WHERE {
  ?place skos:prefLabel "Karnataka"@en .
  ?dataset a dcat:Dataset ;
    dct:spatial ?place ;
    dct:title ?title .
  FILTER(LANG(?title) = "en")
  OPTIONAL { ?dataset dct:issued ?released }
}
ORDER BY ?title`,
    },
    {
      id: 'daily',
      title: { en: 'Which data is renewed every day?', hi: 'कौन-सा डेटा प्रतिदिन अद्यतन होता है?' },
      explanation: {
        en: 'Datasets with a daily frequency, and the address from which each is had.',
        hi: 'प्रतिदिन की आवृत्ति वाले डेटासेट, और वह पता जहाँ से प्रत्येक मिलता है।',
      },
      query: () => `SELECT ?dataset ?title ?address WHERE {
  ?daily skos:prefLabel "Daily"@en ;
    skos:exactMatch? ?frequency .
  ?dataset a dcat:Dataset ;
    dct:accrualPeriodicity ?frequency ;
    dct:title ?title ;
    dcat:distribution/dcat:accessURL ?address .
  FILTER(LANG(?title) = "en")
}
ORDER BY ?title
LIMIT 100`,
    },
    {
      id: 'in-hindi',
      title: { en: 'Which datasets have a Hindi title?', hi: 'किन डेटासेटों का शीर्षक हिन्दी में है?' },
      explanation: {
        en: 'Both titles side by side.',
        hi: 'दोनों शीर्षक साथ-साथ।',
      },
      query: () => `SELECT ?dataset ?english ?hindi WHERE {
  ?dataset a dcat:Dataset ;
    dct:title ?hindi .
  FILTER(LANG(?hindi) = "hi")
  OPTIONAL { ?dataset dct:title ?english FILTER(LANG(?english) = "en") }
}
ORDER BY ?hindi
LIMIT 200`,
    },
    {
      id: 'services',
      title: { en: 'What can a program call?', hi: 'प्रोग्राम किन सेवाओं को बुला सकते हैं?' },
      explanation: {
        en: 'Data services (APIs) with their address and the datasets that they serve.',
        hi: 'डेटा सेवाएँ (API), उनके पते और वे डेटासेट जो उनसे मिलते हैं।',
      },
      query: () => `SELECT ?service ?name ?address ?dataset WHERE {
  ?service a dcat:DataService ;
    dct:title ?name .
  FILTER(LANG(?name) = "en")
  OPTIONAL { ?service dcat:endpointURL ?address }
  OPTIONAL {
    ?service dcat:servesDataset/dct:title ?dataset
    FILTER(LANG(?dataset) = "en")
  }
}
ORDER BY ?name ?dataset
LIMIT 200`,
    },
  ],
};
