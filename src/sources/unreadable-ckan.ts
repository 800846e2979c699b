import type { Reason } from './unreadable.ts';

export const failedAnswer: Reason = {
  code: 'source-error',
  message: {
    en: 'The CKAN portal answered with an error instead of records ("success": false).',
    hi: 'CKAN पोर्टल ने अभिलेखों के बजाय त्रुटि लौटाई ("success": false)।',
  },
  remedy: {
    en: 'Fetch it again once the portal answers: its own words stand here as the value.',
    hi: 'पोर्टल के सही उत्तर देने पर फिर से प्राप्त करें: उसका संदेश यहाँ मान के रूप में है।',
  },
};

export const nameOnly: Reason = {
  code: 'name-only',
  message: {
    en: 'Only a name stands here, not the record.',
    hi: 'यहाँ केवल नाम है, अभिलेख नहीं।',
  },
  remedy: {
    en: 'Fetch packages with package_search, organisations and groups with all_fields=true.',
    hi: 'पैकेज package_search से, संगठन और समूह all_fields=true के साथ प्राप्त करें।',
  },
};

export function partialAnswer(read: number, count: number): Reason {
  return {
    code: 'partial-answer',
    message: {
      en: `This answer holds ${read} of ${count} records that were found.`,
      hi: `इस उत्तर में मिले ${count} अभिलेखों में से ${read} हैं।`,
    },
    remedy: {
      en: `Fetch the others too: package_search?rows=1000&start=${read}.`,
      hi: `शेष भी प्राप्त करें: package_search?rows=1000&start=${read}।`,
    },
  };
}
