import type { RecordKind } from '../../model/record.ts';
import type { Text } from '../../model/text.ts';

/** What one record of each kind is called. */
export const kindTitles: Readonly<Record<RecordKind, Text>> = {
  catalog: { en: 'Catalogue', hi: 'सूची' },
  dataset: { en: 'Dataset', hi: 'डेटासेट' },
  series: { en: 'Dataset series', hi: 'डेटासेट शृंखला' },
  app: { en: 'App', hi: 'ऐप' },
  service: { en: 'Data service', hi: 'डेटा सेवा' },
  distribution: { en: 'Distribution', hi: 'वितरण' },
  organization: { en: 'Organisation', hi: 'संगठन' },
  agent: { en: 'Agent', hi: 'अभिकर्ता' },
  contact: { en: 'Contact', hi: 'संपर्क' },
  place: { en: 'Place', hi: 'स्थान' },
  concept: { en: 'Concept', hi: 'अवधारणा' },
  scheme: { en: 'Concept scheme', hi: 'अवधारणा योजना' },
  record: { en: 'Record', hi: 'रिकॉर्ड' },
  vocabulary: { en: 'Vocabulary', hi: 'शब्दावली' },
  resource: { en: 'Resource', hi: 'संसाधन' },
};
