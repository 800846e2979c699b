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
  sectors: { en: 'Sectors', hi: 'क्षेत्र' },
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
  countsOfAll: {
    en: 'What this portal holds, in numbers (VoID)',
    hi: 'इस पोर्टल में क्या है, संख्याओं में (VoID)',
  },
  fromCommandLine: { en: 'From the command line', hi: 'कमांड लाइन से' },
} as const satisfies Record<string, Text>;

export type MessageKey = keyof typeof messages;

export function message(key: MessageKey, language: Language): string {
  return messages[key][language];
}

/** Such as `1 record` or `82,754 records`. */
export function countOfRecords(count: number, language: Language): string {
  return `${count.toLocaleString(`${language}-IN`)} ${message(count === 1 ? 'record' : 'records', language)}`;
}
