import type { ExampleGroup } from './example-query.ts';

export const lookClosely: ExampleGroup = {
  title: { en: 'Look closely', hi: 'निकट से देखें' },
  queries: [
    {
      id: 'not-open',
      title: { en: 'What is not open to everyone?', hi: 'क्या सबके लिए खुला नहीं है?' },
      explanation: {
        en: 'Registered, priced and restricted data, with the price where one is asked.',
        hi: 'पंजीकृत, सशुल्क और प्रतिबंधित डेटा; जहाँ शुल्क है वहाँ शुल्क भी।',
      },
      query: ({ label, base }) => `SELECT ?dataset ?title ?access ?price ?currency WHERE {
  ?dataset ndsap:accessType ?type ;
    dct:title ?title .
  FILTER(?type != <${base}def/access-type/open>)
  FILTER(LANG(?title) = "en")
  ${label('?type', '?access')}
  OPTIONAL { ?dataset schema:offers [ schema:price ?price ; schema:priceCurrency ?currency ] }
}
ORDER BY ?access ?title`,
    },
    {
      id: 'without-hindi',
      title: { en: 'Where is a Hindi title missing?', hi: 'हिन्दी शीर्षक कहाँ नहीं है?' },
      explanation: {
        en: 'By publisher: how many datasets have a title in English only. Work for an editor.',
        hi: 'प्रकाशक के अनुसार: कितने डेटासेटों का शीर्षक केवल अंग्रेज़ी में है। संपादक का काम।',
      },
      view: 'chart',
      query: () => `SELECT ?publisher (COUNT(DISTINCT ?dataset) AS ?withoutHindi) WHERE {
  ?dataset a dcat:Dataset ;
    dct:publisher/foaf:name ?publisher .
  FILTER NOT EXISTS {
    ?dataset dct:title ?hindi
    FILTER(LANG(?hindi) = "hi")
  }
}
GROUP BY ?publisher
ORDER BY DESC(?withoutHindi) ?publisher
LIMIT 20`,
    },
    {
      id: 'apps',
      title: { en: 'What was made of the data?', hi: 'डेटा से क्या बना?' },
      explanation: {
        en: 'Apps, their address, and the datasets that they are built on.',
        hi: 'ऐप, उनके पते, और वे डेटासेट जिन पर वे बने हैं।',
      },
      query: ({ label }) => `SELECT ?app ?name ?kind ?address ?dataset WHERE {
  ?app a ndsap:App ;
    dct:title ?name ;
    dct:type ?type .
  FILTER(LANG(?name) = "en")
  ${label('?type', '?kind')}
  OPTIONAL { ?app schema:url ?address }
  OPTIONAL {
    ?app schema:isBasedOn/dct:title ?dataset
    FILTER(LANG(?dataset) = "en")
  }
}
ORDER BY ?name ?dataset`,
    },
    {
      id: 'changes',
      title: { en: 'Which records changed here last?', hi: 'यहाँ कौन-से रिकॉर्ड हाल में बदले?' },
      explanation: {
        en: 'Each record is a named graph; its document tells when this portal first published it and last changed it.',
        hi: 'हर रिकॉर्ड एक नामित ग्राफ़ है; उसका दस्तावेज़ बताता है कि इस पोर्टल ने उसे कब पहली बार प्रकाशित किया और कब बदला।',
      },
      query: () => `SELECT ?document ?thing ?changed WHERE {
  GRAPH ?document {
    ?document a dcat:CatalogRecord ;
      foaf:primaryTopic ?thing ;
      dct:modified ?changed .
  }
}
ORDER BY DESC(?changed) ?document
LIMIT 50`,
    },
    {
      id: 'classes',
      title: { en: 'What kinds of things are described?', hi: 'किस प्रकार की वस्तुएँ वर्णित हैं?' },
      explanation: {
        en: 'Classes and the number of their members: where to begin with an endpoint that one does not know.',
        hi: 'वर्ग और उनके सदस्यों की संख्या: अपरिचित एंडपॉइंट को जानने का आरंभ।',
      },
      query: () => `SELECT ?class (COUNT(?thing) AS ?things) WHERE {
  ?thing a ?class .
}
GROUP BY ?class
ORDER BY DESC(?things)`,
    },
    {
      id: 'take-a-sector',
      title: { en: 'Take one sector as RDF', hi: 'एक क्षेत्र को RDF में लें' },
      explanation: {
        en: 'A CONSTRUCT query: the titles, publishers and files of one sector as a graph of their own, in Turtle.',
        hi: 'CONSTRUCT क्वेरी: एक क्षेत्र के शीर्षक, प्रकाशक और फ़ाइलें, अपने ग्राफ़ के रूप में, Turtle में।',
      },
      view: 'response',
      query: ({ base }) => `CONSTRUCT {
  ?dataset a dcat:Dataset ;
    dct:title ?title ;
    dct:publisher ?publisher ;
    dcat:downloadURL ?file .
}
WHERE {
  ?dataset a dcat:Dataset ;
    dcat:theme <${base}def/sector/finance> ;
    dct:title ?title .
  OPTIONAL { ?dataset dct:publisher ?publisher }
  OPTIONAL { ?dataset dcat:distribution/dcat:downloadURL ?file }
}`,
    },
  ],
};
