import type { Language, Text } from '../../model/text.ts';

/** What pages say in their own words. */
const messages = {
  skip: { en: 'Skip to content', hi: 'सीधे सामग्री पर जाएँ' },
  home: { en: 'Home', hi: 'मुखपृष्ठ' },
  catalogue: { en: 'Catalogue', hi: 'सूची' },
  sparql: { en: 'SPARQL', hi: 'SPARQL' },
  otherLanguage: { en: 'हिन्दी', hi: 'English' },
  mainNavigation: { en: 'Main', hi: 'मुख्य' },
  footer: {
    en: 'Every page here is also data: ask for Turtle, JSON-LD, N-Triples, RDF/XML, TriG or N-Quads.',
    hi: 'यहाँ हर पृष्ठ डेटा भी है: Turtle, JSON-LD, N-Triples, RDF/XML, TriG या N-Quads में माँगें।',
  },
  atAGlance: { en: 'At a glance', hi: 'एक नज़र में' },
  newest: { en: 'Newest datasets', hi: 'नवीनतम डेटासेट' },
  publishers: { en: 'Publishers', hi: 'प्रकाशक' },
  useTheData: { en: 'Use the data', hi: 'डेटा का उपयोग करें' },
  seeAll: { en: 'See the whole catalogue', hi: 'पूरी सूची देखें' },
  nothingYet: { en: 'Nothing is published yet.', hi: 'अभी कुछ प्रकाशित नहीं है।' },
  harvestFeed: {
    en: 'Harvest the DCAT feed, page by page:',
    hi: 'DCAT फ़ीड पृष्ठ-दर-पृष्ठ लें:',
  },
  wholeDump: { en: 'Or take everything at once:', hi: 'या सब कुछ एक साथ लें:' },
  oneThing: {
    en: 'Look up anything by its own address:',
    hi: 'किसी भी वस्तु को उसके अपने पते से देखें:',
  },
  askSparql: { en: 'Ask in SPARQL:', hi: 'SPARQL में पूछें:' },
  description: { en: 'Description', hi: 'विवरण' },
  details: { en: 'Details', hi: 'जानकारी' },
  distributions: { en: 'Get the data', hi: 'डेटा प्राप्त करें' },
  download: { en: 'Download', hi: 'डाउनलोड करें' },
  open: { en: 'Open', hi: 'खोलें' },
  distribution: { en: 'Distribution', hi: 'वितरण' },
  listedIn: { en: 'Listed in', hi: 'सूचीबद्ध' },
  contents: { en: 'Terms', hi: 'पद' },
  linkedHere: { en: 'Records that refer to this', hi: 'इससे जुड़े रिकॉर्ड' },
  inFormats: { en: 'This page as data', hi: 'यह पृष्ठ डेटा के रूप में' },
  about: { en: 'About this record', hi: 'इस रिकॉर्ड के बारे में' },
  address: { en: 'Address of the thing', hi: 'वस्तु का पता' },
  publishedHere: { en: 'First published here', hi: 'यहाँ पहली बार प्रकाशित' },
  changedHere: { en: 'Last changed here', hi: 'यहाँ अंतिम परिवर्तन' },
  checkedAgainst: { en: 'Checked against', hi: 'जाँच का आधार' },
  warnings: { en: 'Accepted with warnings', hi: 'चेतावनियों सहित स्वीकृत' },
  nextPage: { en: 'Next page', hi: 'अगला पृष्ठ' },
  firstPage: { en: 'First page', hi: 'पहला पृष्ठ' },
  paging: { en: 'Pages', hi: 'पृष्ठ' },
  record: { en: 'record', hi: 'रिकॉर्ड' },
  records: { en: 'records', hi: 'रिकॉर्ड' },
  catalogueIntroduction: {
    en: 'Everything that this portal lists, in the order of addresses.',
    hi: 'इस पोर्टल की सभी प्रविष्टियाँ, पतों के क्रम में।',
  },
  whatNext: { en: 'What to do', hi: 'क्या करें' },
  available: { en: 'What there is', hi: 'क्या उपलब्ध है' },
  status: { en: 'Status', hi: 'स्थिति' },
  query: { en: 'Query', hi: 'क्वेरी' },
  resultAs: { en: 'Result as', hi: 'परिणाम का रूप' },
  run: { en: 'Run the query', hi: 'क्वेरी चलाएँ' },
  sparqlIntroduction: {
    en: 'Each record is a named graph whose name is the address of its document. The default graph is all of them together.',
    hi: 'हर रिकॉर्ड एक नामित ग्राफ़ है जिसका नाम उसके दस्तावेज़ का पता है। डिफ़ॉल्ट ग्राफ़ इन सबका योग है।',
  },
  sparqlTitle: { en: 'Ask the catalogue', hi: 'सूची से पूछें' },
  exampleQueries: { en: 'Questions to start from', hi: 'आरंभ के लिए प्रश्न' },
  voidTitle: { en: 'What this portal holds', hi: 'इस पोर्टल में क्या है' },
  voidIntroduction: {
    en: 'How much is published, which classes and properties describe it, and where to get it.',
    hi: 'कितना प्रकाशित है, किन वर्गों और गुणों में उसका विवरण है, और वह कहाँ मिलता है।',
  },
  statements: { en: 'statements', hi: 'कथन' },
  classes: { en: 'classes', hi: 'वर्ग' },
  properties: { en: 'properties', hi: 'गुण' },
  classesUsed: { en: 'Classes', hi: 'वर्ग' },
  propertiesUsed: { en: 'Properties', hi: 'गुण' },
  vocabularies: { en: 'Vocabularies', hi: 'शब्दावलियाँ' },
  notCounted: {
    en: 'Statements, classes and properties are not counted at the moment: the query engine is loading or busy.',
    hi: 'इस समय कथन, वर्ग और गुण गिने नहीं जा सके: क्वेरी इंजन लोड हो रहा है या व्यस्त है।',
  },
  countsBehind: {
    en: 'The newest changes are not in the counts of statements, classes and properties yet.',
    hi: 'नवीनतम परिवर्तन अभी कथनों, वर्गों और गुणों की गिनती में नहीं हैं।',
  },
  moreInData: {
    en: 'The rarer ones are in the data.',
    hi: 'कम आने वाले बाकी डेटा में हैं।',
  },
  sparqlEndpoint: { en: 'SPARQL endpoint', hi: 'SPARQL एंडपॉइंट' },
  dcatFeed: { en: 'DCAT feed', hi: 'DCAT फ़ीड' },
  dumps: { en: 'Everything at once', hi: 'सब कुछ एक साथ' },
  examples: { en: 'For example', hi: 'उदाहरण' },
  lastChange: { en: 'Last change', hi: 'अंतिम परिवर्तन' },
  commit: { en: 'commit', hi: 'कमिट' },
  fromCommandLine: { en: 'From the command line', hi: 'कमांड लाइन से' },
  // Search
  search: { en: 'Search', hi: 'खोजें' },
  searchHere: { en: 'Search the catalogue', hi: 'सूची में खोजें' },
  searchHint: { en: 'Datasets, subjects, publishers, places', hi: 'डेटासेट, विषय, प्रकाशक, स्थान' },
  findInSearch: { en: 'See its datasets in the search', hi: 'खोज में इसके डेटासेट देखें' },
  // Home
  bySector: { en: 'By sector', hi: 'क्षेत्र के अनुसार' },
  byPublisher: { en: 'By publisher', hi: 'प्रकाशक के अनुसार' },
  moreSectors: { en: 'More sectors', hi: 'और क्षेत्र' },
  morePublishers: { en: 'More publishers', hi: 'और प्रकाशक' },
  sparqlWay: {
    en: 'Ask the whole catalogue a question and get a table, a graph or a chart.',
    hi: 'पूरी सूची से प्रश्न पूछें और तालिका, ग्राफ़ या चार्ट पाएँ।',
  },
  feedWay: {
    en: 'Follow what is published, page by page, as DCAT harvesters do.',
    hi: 'जो प्रकाशित हो उसे पृष्ठ-दर-पृष्ठ लें, जैसे कोई भी DCAT हार्वेस्टर लेता है।',
  },
  dumpWay: { en: 'Take the whole catalogue as one file.', hi: 'पूरी सूची एक फ़ाइल में लें।' },
  voidWay: {
    en: 'See how much there is, and which classes and properties describe it.',
    hi: 'देखें कितना डेटा है, और किन वर्गों और गुणों में उसका विवरण है।',
  },
  sitemapWay: {
    en: 'For search engines: the address of each page, and when it changed.',
    hi: 'खोज इंजनों के लिए: हर पृष्ठ का पता, और वह कब बदला।',
  },
  pushWay: {
    en: 'Be told of changes within seconds: a WebSub hub for every feed, and an inbox.',
    hi: 'परिवर्तनों की सूचना कुछ सेकंड में पाएँ: हर फ़ीड के लिए WebSub हब, और एक इनबॉक्स।',
  },
  harvest: { en: 'Harvested sources', hi: 'हार्वेस्ट किए जाने वाले स्रोत' },
  harvestWay: {
    en: 'The other catalogues whose records are published here, and the report of each reading.',
    hi: 'वे अन्य सूचियाँ जिनके रिकॉर्ड यहाँ प्रकाशित हैं, और हर बार पढ़ने की रिपोर्ट।',
  },
  push: { en: 'Changes sent to you', hi: 'परिवर्तन आपके पास' },
  sitemap: { en: 'Sitemap', hi: 'साइटमैप' },
  voidDescription: { en: 'VoID description', hi: 'VoID विवरण' },
  // Things
  breadcrumbs: { en: 'You are here', hi: 'आप यहाँ हैं' },
  formats: { en: 'Formats', hi: 'प्रारूप' },
  keywords: { en: 'Keywords', hi: 'मुख्य शब्द' },
  ownAddress: { en: 'Address', hi: 'पता' },
  columns: { en: 'Columns', hi: 'स्तंभ' },
  columnName: { en: 'Name', hi: 'नाम' },
  columnTitle: { en: 'Heading', hi: 'शीर्षक' },
  columnValues: { en: 'Values', hi: 'मान' },
  stars: { en: 'Stars', hi: 'तारे' },
  starsOfFive: { en: 'of 5 stars', hi: 'तारे, 5 में से' },
  partOfDataset: { en: 'Part of the dataset', hi: 'इस डेटासेट का भाग' },
  partOfRecord: { en: 'Described in', hi: 'जिसमें विवरण है' },
  seeWhole: { en: 'See the whole record', hi: 'पूरा रिकॉर्ड देखें' },
  related: { en: 'Related', hi: 'संबंधित' },
  moreFrom: { en: 'More from', hi: 'और डेटा:' },
  moreAbout: { en: 'More about', hi: 'और जानकारी:' },
  inTheSeries: { en: 'The whole series', hi: 'पूरी शृंखला' },
  onThisPage: { en: 'On this page', hi: 'इस पृष्ठ पर' },
  concepts: { en: 'Concepts', hi: 'अवधारणाएँ' },
  neighbours: { en: 'Neighbouring concepts', hi: 'पड़ोसी अवधारणाएँ' },
  units: { en: 'Units', hi: 'इकाइयाँ' },
  containedPlaces: { en: 'Places within', hi: 'इसके भीतर के स्थान' },
  broader: { en: 'Broader', hi: 'व्यापक' },
  narrower: { en: 'Narrower', hi: 'संकीर्ण' },
  relatedConcepts: { en: 'Related', hi: 'संबंधित' },
  exactMatches: { en: 'The same elsewhere', hi: 'अन्यत्र यही' },
  closeMatches: { en: 'Nearly the same elsewhere', hi: 'अन्यत्र लगभग यही' },
  broaderElsewhere: { en: 'Broader elsewhere', hi: 'अन्यत्र व्यापक' },
  terms: { en: 'Terms', hi: 'पद' },
  seeMembers: { en: 'See all that it lists, page by page', hi: 'इसकी सभी प्रविष्टियाँ पृष्ठ-दर-पृष्ठ देखें' },
  members: { en: 'In this catalogue', hi: 'इस सूची में' },
  inSeries: { en: 'In this series', hi: 'इस शृंखला में' },
  published: { en: 'Published by it', hi: 'इसके द्वारा प्रकाशित' },
  // Problems
  didYouMean: { en: 'Did you mean', hi: 'क्या आपका आशय यह था' },
  withdrawnOn: { en: 'Withdrawn', hi: 'वापस लिया गया' },
  reason: { en: 'Reason', hi: 'कारण' },
  availableFormats: { en: 'Available formats', hi: 'उपलब्ध प्रारूप' },
} as const satisfies Record<string, Text>;

export type MessageKey = keyof typeof messages;

export function message(key: MessageKey, language: Language): string {
  return messages[key][language];
}

const numberFormats: Readonly<Record<Language, Intl.NumberFormat>> = {
  en: new Intl.NumberFormat('en-IN'),
  hi: new Intl.NumberFormat('hi-IN'),
};

/** With the separators of the language: `82,754`. */
export function displayCount(count: number, language: Language): string {
  return numberFormats[language].format(count);
}

/** Such as `1 record` or `82,754 records`. */
export function countOfRecords(count: number, language: Language): string {
  return `${displayCount(count, language)} ${message(count === 1 ? 'record' : 'records', language)}`;
}
