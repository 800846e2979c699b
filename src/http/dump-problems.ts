import type { Problem } from './problem.ts';

/** Seconds after which a dump that cannot be written is tried again. */
const afterFailure = 30;
const afterGrowth = 10;

/** @param size bytes that there are */
export function rangeNotSatisfiable(field: string, size: number): Problem {
  return {
    status: 416,
    code: 'range-not-satisfiable',
    title: { en: 'There is no such range', hi: 'ऐसा कोई भाग नहीं है' },
    detail: {
      en: `The range ${field} begins after the end: there are ${size} bytes.`,
      hi: `भाग ${field} अंत के बाद आरंभ होता है: कुल ${size} बाइट हैं।`,
    },
    remedy: {
      en: 'If you have all of it already, compare its checksum; else ask again without a Range field.',
      hi: 'यदि आपके पास पूरा डंप है तो उसका चेकसम मिलाएँ; अन्यथा Range के बिना फिर माँगें।',
    },
    headers: { 'Content-Range': `bytes */${size}`, 'Accept-Ranges': 'bytes' },
  };
}

export function dumpHasChanged(): Problem {
  return {
    status: 412,
    code: 'precondition-failed',
    title: { en: 'The dump has changed', hi: 'डंप बदल चुका है' },
    detail: {
      en: 'It is not the dump that If-Match or If-Unmodified-Since names: something was published since.',
      hi: 'यह वह डंप नहीं है जो If-Match या If-Unmodified-Since में है: इस बीच कुछ प्रकाशित हुआ है।',
    },
    remedy: {
      en: 'Begin the download anew, without that field.',
      hi: 'उस शीर्ष के बिना डाउनलोड नए सिरे से आरंभ करें।',
    },
  };
}

/** The reason stands in the log: it tells of the machine. */
export function dumpUnavailable(catalogue: string): Problem {
  return {
    status: 503,
    code: 'dump-unavailable',
    title: { en: 'No dump can be made now', hi: 'अभी डंप नहीं बनाया जा सकता' },
    detail: {
      en: 'The server could not write the dump: its disk may be full or not writable. The operator finds the reason in the log.',
      hi: 'सर्वर डंप नहीं लिख सका: डिस्क भरी हो सकती है या उस पर लिखने की अनुमति नहीं है। कारण संचालक के लॉग में है।',
    },
    remedy: {
      en: `Try again after ${afterFailure} seconds, or read the catalogue page by page at ${catalogue}.`,
      hi: `${afterFailure} सेकंड बाद फिर प्रयास करें, या ${catalogue} पर सूची पृष्ठ-दर-पृष्ठ पढ़ें।`,
    },
    headers: { 'Retry-After': String(afterFailure) },
  };
}

export function checksumPending(dump: string): Problem {
  return {
    status: 503,
    code: 'dump-growing',
    title: { en: 'The dump is being written', hi: 'डंप लिखा जा रहा है' },
    detail: {
      en: `There is a checksum of ${dump} when it is whole.`,
      hi: `${dump} का चेकसम तब मिलेगा जब वह पूरा हो जाएगा।`,
    },
    remedy: {
      en: `Try again after ${afterGrowth} seconds.`,
      hi: `${afterGrowth} सेकंड बाद फिर प्रयास करें।`,
    },
    headers: { 'Retry-After': String(afterGrowth) },
  };
}
