import type { Language, Text } from '../../model/text.ts';
import type { Sort } from '../../search/cursor.ts';
import type { FacetName } from '../../search/facets.ts';

const messages = {
  title: { en: 'Search', hi: 'खोज' },
  everything: { en: 'Everything in the catalogue', hi: 'सूची में सब कुछ' },
  resultsFor: { en: 'Results for “{}”', hi: '“{}” के परिणाम' },
  hint: {
    en: 'Words in English or Hindi. “Quotation marks” ask for exactly these words.',
    hi: 'हिंदी या अंग्रेज़ी शब्द। “उद्धरण चिह्न” ठीक इन्हीं शब्दों को माँगते हैं।',
  },
  text: { en: 'What are you looking for?', hi: 'आप क्या खोज रहे हैं?' },
  order: { en: 'Order', hi: 'क्रम' },
  submit: { en: 'Search', hi: 'खोजें' },
  results: { en: 'Results', hi: 'परिणाम' },
  result: { en: '{} result', hi: '{} परिणाम' },
  resultsCount: { en: '{} results', hi: '{} परिणाम' },
  noResults: { en: 'Nothing was found', hi: 'कुछ नहीं मिला' },
  activeFilters: { en: 'Chosen', hi: 'चुने हुए' },
  remove: { en: 'Remove: {}', hi: 'हटाएँ: {}' },
  removeAll: { en: 'Remove all', hi: 'सभी हटाएँ' },
  filters: { en: 'Narrow down', hi: 'सीमित करें' },
  toFilters: { en: 'Narrow down the results', hi: 'परिणाम सीमित करें' },
  more: { en: '{} more', hi: '{} और' },
  furtherInData: { en: '{} further ones; search for their names.', hi: '{} अन्य; उन्हें नाम से खोजें।' },
  taken: { en: 'Nothing has “{}”. Shown instead: {}.', hi: '“{}” किसी में नहीं है। इसके स्थान पर: {}।' },
  unknownWord: { en: 'Nothing has “{}”.', hi: '“{}” किसी में नहीं है।' },
  didYouMean: { en: 'Did you mean:', hi: 'क्या आपका आशय यह था:' },
  cut: {
    en: 'Your text was long; only its first words were looked for.',
    hi: 'आपका पाठ लंबा था; केवल पहले कुछ शब्द खोजे गए।',
  },
  tryWithoutFilters: { en: 'Search everywhere ({})', hi: 'सब में खोजें ({})' },
  tryOneWord: { en: 'Only “{}” ({})', hi: 'केवल “{}” ({})' },
  tryAll: { en: 'See the whole catalogue', hi: 'पूरी सूची देखें' },
  advice: {
    en: 'Check the spelling, use fewer or more general words, or remove what is chosen.',
    hi: 'वर्तनी जाँचें, कम या अधिक सामान्य शब्द लिखें, या चुने हुए विकल्प हटाएँ।',
  },
  issued: { en: 'Issued', hi: 'जारी' },
  modified: { en: 'Modified', hi: 'संशोधित' },
  pages: { en: 'Pages of results', hi: 'परिणामों के पृष्ठ' },
  first: { en: 'First page', hi: 'पहला पृष्ठ' },
  next: { en: 'Next page', hi: 'अगला पृष्ठ' },
  asFeed: { en: 'Follow this search (Atom)', hi: 'इस खोज का अनुसरण करें (Atom)' },
  asJson: { en: 'As data (JSON)', hi: 'डेटा के रूप में (JSON)' },
} as const satisfies Record<string, Text>;

/** @param parts stand in for `{}`, in their order */
export function searchMessage(
  key: keyof typeof messages,
  language: Language,
  ...parts: readonly string[]
): string {
  let next = 0;
  return messages[key][language].replace(/\{\}/g, () => parts[next++] ?? '');
}

export const facetTitles: Readonly<Record<FacetName, Text>> = {
  sector: { en: 'Sector', hi: 'क्षेत्र' },
  publisher: { en: 'Publisher', hi: 'प्रकाशक' },
  place: { en: 'Place', hi: 'स्थान' },
  format: { en: 'Format', hi: 'फ़ॉर्मेट' },
  frequency: { en: 'How often updated', hi: 'अद्यतन आवृत्ति' },
  licence: { en: 'Licence', hi: 'लाइसेंस' },
  access: { en: 'Access', hi: 'पहुँच' },
  year: { en: 'Year', hi: 'वर्ष' },
  stars: { en: 'Stars', hi: 'सितारे' },
  kind: { en: 'Kind', hi: 'प्रकार' },
};

export const sortNames: Readonly<Record<Sort, Text>> = {
  relevance: { en: 'Best match', hi: 'सर्वोत्तम मेल' },
  newest: { en: 'Newest first', hi: 'नवीनतम पहले' },
  oldest: { en: 'Oldest first', hi: 'सबसे पुराने पहले' },
  title: { en: 'By title', hi: 'शीर्षक से' },
};
