import { formatDuration } from '../../harvest/duration.ts';
import type { SourceState } from '../../harvest/harvest-store.ts';
import type { RunCounts, RunOutcome, RunReport } from '../../harvest/run-report.ts';
import type { Schedule } from '../../harvest/source-definition.ts';
import type { Language, Text } from '../../model/text.ts';
import { displayCount } from './messages.ts';

/** What the pages of harvested sources say. */
const messages = {
  sources: { en: 'Harvested sources', hi: 'हार्वेस्ट किए जाने वाले स्रोत' },
  introduction: {
    en: 'Other catalogues whose descriptions of data are read again and again and published here, each record with its origin.',
    hi: 'वे अन्य सूचियाँ जिनके डेटा-विवरण बार-बार पढ़कर यहाँ प्रकाशित किए जाते हैं; हर रिकॉर्ड के साथ उसका मूल स्रोत दिया है।',
  },
  noSources: { en: 'No source is harvested yet.', hi: 'अभी कोई स्रोत हार्वेस्ट नहीं किया जाता।' },
  addOne: { en: 'The operator of this portal adds one with:', hi: 'पोर्टल का संचालक स्रोत ऐसे जोड़ता है:' },
  source: { en: 'Source', hi: 'स्रोत' },
  state: { en: 'State', hi: 'स्थिति' },
  published: { en: 'Published here', hi: 'यहाँ प्रकाशित' },
  lastRun: { en: 'Last run', hi: 'पिछली बारी' },
  nextRun: { en: 'Next run', hi: 'अगली बारी' },
  none: { en: 'none', hi: 'कोई नहीं' },
  never: { en: 'not yet', hi: 'अभी नहीं' },
  unread: { en: 'not read yet', hi: 'अभी पढ़ा नहीं गया' },
  onDemand: { en: 'when it is told to', hi: 'कहने पर' },
  isPaused: { en: 'paused', hi: 'रोका गया' },
  kind: { en: 'Kind', hi: 'प्रकार' },
  address: { en: 'Address', hi: 'पता' },
  schedule: { en: 'Read', hi: 'कब पढ़ा जाता है' },
  runs: { en: 'Runs', hi: 'बारियाँ' },
  run: { en: 'Run', hi: 'बारी' },
  noRuns: { en: 'It was not read yet.', hi: 'इसे अभी पढ़ा नहीं गया।' },
  begun: { en: 'Begun', hi: 'आरंभ' },
  ended: { en: 'Ended', hi: 'समाप्त' },
  took: { en: 'Took', hi: 'समय लगा' },
  begunBy: { en: 'Begun by', hi: 'किसने आरंभ की' },
  outcome: { en: 'Outcome', hi: 'परिणाम' },
  coverage: { en: 'What was read', hi: 'क्या पढ़ा गया' },
  removed: {
    en: 'This source is harvested no more. The reports of its runs stay.',
    hi: 'यह स्रोत अब हार्वेस्ट नहीं किया जाता। इसकी बारियों की रिपोर्टें रखी गई हैं।',
  },
  whatToDo: { en: 'What to do', hi: 'क्या करें' },
  ifTheyGo: {
    en: 'Too many vanished at once, or part of the source could not be read: they stay published until a person decides. If they are to be withdrawn, the operator says:',
    hi: 'एक साथ बहुत अधिक लुप्त हुए, या स्रोत का कोई भाग पढ़ा न जा सका: किसी व्यक्ति के निर्णय तक वे प्रकाशित रहेंगे। यदि उन्हें वापस लेना हो, तो संचालक यह कमांड दे:',
  },
  ifTheyStay: {
    en: 'If they vanished by mistake, the source is to bring them back: the next run then finds them.',
    hi: 'यदि वे भूल से लुप्त हुए हैं, तो स्रोत उन्हें लौटाए: अगली बारी में वे मिल जाएँगे।',
  },
  failedNow: {
    en: 'The last run failed. What was published of this source before stays as it is. When the reason is mended, the operator tries again with:',
    hi: 'पिछली बारी विफल रही। इस स्रोत से पहले जो प्रकाशित हुआ वह वैसा ही है। कारण दूर होने पर संचालक फिर प्रयास करे:',
  },
  interruptedNow: {
    en: 'The last run was stopped before its end. The next one goes on from there; the operator can begin it with:',
    hi: 'पिछली बारी अंत से पहले रुक गई। अगली बारी वहीं से आगे बढ़ेगी; संचालक उसे ऐसे आरंभ कर सकता है:',
  },
  why: { en: 'Why it failed', hi: 'विफलता का कारण' },
  notes: { en: 'Remarks', hi: 'टिप्पणियाँ' },
  counts: { en: 'What it came to', hi: 'परिणाम संख्याओं में' },
  refusals: { en: 'Why records were refused', hi: 'रिकॉर्ड क्यों अस्वीकृत हुए' },
  unnamed: { en: 'a record without a name', hi: 'बिना नाम का रिकॉर्ड' },
  foundAt: { en: 'Found at', hi: 'कहाँ मिला' },
  value: { en: 'It says', hi: 'वहाँ लिखा है' },
  allOfThese: { en: 'All of these', hi: 'ये सभी' },
  allReasons: { en: 'All reasons', hi: 'सभी कारण' },
  newer: { en: 'Newest runs', hi: 'नवीनतम बारियाँ' },
  older: { en: 'Older runs', hi: 'पुरानी बारियाँ' },
  more: { en: 'More', hi: 'और' },
  first: { en: 'From the beginning', hi: 'आरंभ से' },
} as const satisfies Record<string, Text>;

export type HarvestMessage = keyof typeof messages;

export function harvestMessage(key: HarvestMessage, language: Language): string {
  return messages[key][language];
}

const outcomes: Readonly<Record<RunOutcome, Text>> = {
  running: { en: 'on its way', hi: 'जारी है' },
  complete: { en: 'complete', hi: 'पूर्ण' },
  waiting: { en: 'waits for a person', hi: 'व्यक्ति के निर्णय की प्रतीक्षा' },
  failed: { en: 'failed', hi: 'विफल' },
  interrupted: { en: 'interrupted', hi: 'बाधित' },
};

export function outcomeWords(outcome: RunOutcome, language: Language): string {
  return outcomes[outcome][language];
}

/** How a source stands, such as `failed 3 times`. */
export function stateWords({ lastRun, waiting, failures }: SourceState, language: Language): string {
  if (!lastRun) return harvestMessage('unread', language);
  if (lastRun.outcome === 'running') return outcomeWords('running', language);
  if (lastRun.outcome === 'failed' && failures > 1)
    return language === 'hi' ? `${displayCount(failures, 'hi')} बार विफल` : `failed ${failures} times`;
  // A run of changes may be complete while what an earlier one found waits.
  return outcomeWords(waiting && lastRun.outcome === 'complete' ? 'waiting' : lastRun.outcome, language);
}

const triggers: Readonly<Record<RunReport['trigger'], Text>> = {
  schedule: { en: 'the schedule', hi: 'समय-सारणी' },
  person: { en: 'a person', hi: 'व्यक्ति' },
  notification: { en: 'a notification', hi: 'सूचना' },
};

export function triggerWords(trigger: RunReport['trigger'], language: Language): string {
  return triggers[trigger][language];
}

const coverages: Readonly<Record<'whole' | 'changes', Text>> = {
  whole: { en: 'the whole source', hi: 'पूरा स्रोत' },
  changes: { en: 'what had changed', hi: 'केवल परिवर्तन' },
};

export function coverageWords(coverage: 'whole' | 'changes', language: Language): string {
  return coverages[coverage][language];
}

/** In the order in which they are shown. */
export const countNames = {
  read: { en: 'read', hi: 'पढ़े गए' },
  created: { en: 'new', hi: 'नए' },
  updated: { en: 'changed', hi: 'बदले' },
  unchanged: { en: 'unchanged', hi: 'अपरिवर्तित' },
  refused: { en: 'refused', hi: 'अस्वीकृत' },
  withdrawn: { en: 'withdrawn', hi: 'वापस लिए गए' },
  held: { en: 'vanished, kept', hi: 'लुप्त, पर रखे गए' },
  ignored: { en: 'left aside', hi: 'छोड़े गए' },
} as const satisfies Partial<Record<keyof RunCounts, Text>>;

const units = { d: ['day', 'दिन'], h: ['hour', 'घंटे'], m: ['minute', 'मिनट'], s: ['second', 'सेकंड'] } as const;

/** Such as `every 6 hours`, or the cron expression as it is written. */
export function scheduleWords(schedule: Schedule, language: Language): string {
  if ('cron' in schedule) return `${schedule.cron} (${schedule.timezone ?? 'UTC'})`;
  const [, number, unit] = /^(\d+)([dhms])$/.exec(formatDuration(schedule.every)) ?? [];
  if (number === undefined || unit === undefined) return formatDuration(schedule.every);
  const [en, hi] = units[unit as keyof typeof units];
  if (language === 'hi') return `हर ${displayCount(Number(number), 'hi')} ${hi}`;
  return number === '1' ? `every ${en}` : `every ${number} ${en}s`;
}

/** Such as `12 of 40 records are missing since run 7`. */
export function waitingWords(
  { run, vanished, of }: NonNullable<SourceState['waiting']>,
  language: Language,
): string {
  const [gone, all] = [vanished, of].map((count) => displayCount(count, language));
  return language === 'hi'
    ? `बारी ${run} से ${all} में से ${gone} रिकॉर्ड स्रोत में नहीं मिल रहे।`
    : `${gone} of ${all} records are missing from the source since run ${run}.`;
}

/** Such as `Run 12 of city-ckan`. */
export function runTitle(number: number, source: string, language: Language): string {
  return language === 'hi' ? `${source} की बारी ${number}` : `Run ${number} of ${source}`;
}

/** That not all refusals are kept. */
export function keptWords(kept: number, all: number, language: Language): string {
  const [some, total] = [kept, all].map((count) => displayCount(count, language));
  return language === 'hi'
    ? `${total} अस्वीकृतियों में से पहली ${some} रखी गई हैं।`
    : `The first ${some} refusals are kept of ${total}.`;
}
