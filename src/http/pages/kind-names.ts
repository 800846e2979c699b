import type { RecordKind } from '../../model/record.ts';
import type { Text } from '../../model/text.ts';

/** Plural names of the kinds that the home page counts, in its order. */
export const kindNames: readonly (readonly [RecordKind, Text])[] = [
  ['dataset', { en: 'datasets', hi: 'डेटासेट' }],
  ['app', { en: 'apps', hi: 'ऐप' }],
  ['service', { en: 'data services', hi: 'डेटा सेवाएँ' }],
  ['series', { en: 'dataset series', hi: 'डेटासेट शृंखलाएँ' }],
  ['catalog', { en: 'catalogues', hi: 'सूचियाँ' }],
  ['organization', { en: 'organisations', hi: 'संगठन' }],
  ['place', { en: 'places', hi: 'स्थान' }],
  ['concept', { en: 'concepts', hi: 'अवधारणाएँ' }],
];
