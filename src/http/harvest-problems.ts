import type { Text } from '../model/text.ts';
import type { Problem } from './problem.ts';

function text(en: string, hi: string): Text {
  return { en, hi };
}

/** No source goes by that name, and no run of one is kept. */
export function noSuchSource(name: string, list: string): Problem {
  return {
    status: 404,
    code: 'not-found',
    title: text('No such source', 'ऐसा कोई स्रोत नहीं'),
    detail: text(
      `No source named ${name} is harvested, and none was.`,
      `${name} नाम का कोई स्रोत न हार्वेस्ट किया जाता है, न पहले किया गया।`,
    ),
    remedy: text(
      `The sources there are stand at ${list}. Names of sources are in lower case.`,
      `उपलब्ध स्रोत ${list} पर हैं। स्रोतों के नाम छोटे अक्षरों में होते हैं।`,
    ),
  };
}

/** Reports of old runs are not kept for ever. */
export function noSuchRun(name: string, number: number, source: string): Problem {
  return {
    status: 404,
    code: 'not-found',
    title: text('No such run', 'ऐसी कोई बारी नहीं'),
    detail: text(
      `There is no report of run ${number} of ${name}: it never was, or it is so old that its report is no longer kept.`,
      `${name} की बारी ${number} की रिपोर्ट नहीं है: वह बारी हुई ही नहीं, या इतनी पुरानी है कि उसकी रिपोर्ट अब नहीं रखी गई।`,
    ),
    remedy: text(`The reports that are kept stand at ${source}.`, `जो रिपोर्टें रखी गई हैं वे ${source} पर हैं।`),
  };
}
