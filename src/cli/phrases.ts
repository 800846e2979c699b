import type { Severity } from '../model/finding.ts';
import type { Language, Text } from '../model/text.ts';
import type { RunTotals } from '../publish/record-report.ts';

/** What the commands say around the findings. */
const phrases = {
  records: { en: 'records read', hi: 'अभिलेख पढ़े गए' },
  created: { en: 'created', hi: 'नए' },
  updated: { en: 'updated', hi: 'बदले गए' },
  unchanged: { en: 'unchanged', hi: 'अपरिवर्तित' },
  withdrawn: { en: 'withdrawn', hi: 'वापस लिए गए' },
  refused: { en: 'refused', hi: 'अस्वीकृत' },
  ignored: { en: 'ignored (no data)', hi: 'छोड़े गए (आँकड़े नहीं)' },
  withWarnings: { en: 'with warnings', hi: 'चेतावनी सहित' },
  incidental: { en: 'organisations and concepts written with them', hi: 'साथ में लिखे गए संगठन और अवधारणाएँ' },
  valid: { en: 'accepted', hi: 'स्वीकृत' },
  perSecond: { en: 'records per second', hi: 'अभिलेख प्रति सेकंड' },
  remedy: { en: 'What to do', hi: 'क्या करें' },
  value: { en: 'value', hi: 'मान' },
  missing: { en: 'missing', hi: 'अनुपस्थित' },
  more: { en: 'more', hi: 'और' },
  clean: { en: 'No problems found.', hi: 'कोई समस्या नहीं मिली।' },
  time: { en: 'time', hi: 'बार' },
  refusalsHint: {
    en: '--refusals FILE lists every refused record.',
    hi: '--refusals FILE हर अस्वीकृत अभिलेख की सूची लिखता है।',
  },
  recordsShown: { en: 'Records shown', hi: 'दिखाए गए अभिलेख' },
  textsCut: {
    en: 'Long texts are cut; --format turtle shows them whole',
    hi: 'लंबे पाठ काटे गए हैं; --format turtle उन्हें पूरा दिखाता है',
  },
  times: { en: 'times', hi: 'बार' },
} satisfies Record<string, Text>;

export type PhraseKey = keyof typeof phrases;

export function phrase(key: PhraseKey, language: Language): string {
  return phrases[key][language];
}

const severityNames: Record<Severity, Text> = {
  violation: { en: 'VIOLATION', hi: 'उल्लंघन' },
  warning: { en: 'WARNING', hi: 'चेतावनी' },
  info: { en: 'NOTE', hi: 'सूचना' },
};

export function severityName(severity: Severity, language: Language): string {
  return severityNames[severity][language];
}

/** The counts that a run's summary shows, where they are not zero. */
export const shownTotals: readonly (keyof RunTotals & PhraseKey)[] = [
  'created',
  'updated',
  'unchanged',
  'withdrawn',
  'refused',
  'ignored',
  'withWarnings',
  'incidental',
];
