import type { Language, Text } from '../model/text.ts';

/** What the query page says while it is used. */
const words = {
  query: { en: 'Query', hi: 'क्वेरी' },
  run: { en: 'Run', hi: 'चलाएँ' },
  cancel: { en: 'Cancel', hi: 'रोकें' },
  copyLink: { en: 'Copy link', hi: 'लिंक कॉपी करें' },
  linkCopied: { en: 'The link to this query is copied.', hi: 'इस क्वेरी का लिंक कॉपी हो गया।' },
  linkInAddress: {
    en: 'The link to this query stands in the address bar.',
    hi: 'इस क्वेरी का लिंक पता-पट्टी में है।',
  },
  examples: { en: 'Questions to start from', hi: 'आरंभ के लिए प्रश्न' },
  results: { en: 'Answer', hi: 'उत्तर' },
  table: { en: 'Table', hi: 'तालिका' },
  chart: { en: 'Chart', hi: 'चार्ट' },
  response: { en: 'Response', hi: 'मूल उत्तर' },
  views: { en: 'Show the answer as', hi: 'उत्तर का रूप' },
  nothingYet: {
    en: 'Choose a question, or write a query and run it.',
    hi: 'कोई प्रश्न चुनें, या क्वेरी लिखकर चलाएँ।',
  },
  running: { en: 'Running', hi: 'चल रही है' },
  cancelled: { en: 'The query was cancelled.', hi: 'क्वेरी रोक दी गई।' },
  yes: { en: 'Yes', hi: 'हाँ' },
  no: { en: 'No', hi: 'नहीं' },
  noRows: {
    en: 'The query is sound, but nothing matches it.',
    hi: 'क्वेरी ठीक है, पर उससे कुछ मेल नहीं खाता।',
  },
  noRowsAdvice: {
    en: 'Look at spelling, upper and lower case and language tags ("…"@en), or make a condition OPTIONAL.',
    hi: 'वर्तनी, बड़े-छोटे अक्षर और भाषा-टैग ("…"@en) देखें, या किसी शर्त को OPTIONAL बनाएँ।',
  },
  filter: { en: 'Find in the rows', hi: 'पंक्तियों में खोजें' },
  number: { en: 'Row', hi: 'क्रम' },
  previous: { en: 'Previous', hi: 'पिछला' },
  next: { en: 'Next', hi: 'अगला' },
  download: { en: 'Download', hi: 'डाउनलोड' },
  downloading: { en: 'Fetching the download', hi: 'डाउनलोड लाया जा रहा है' },
  downloaded: { en: 'The download is ready.', hi: 'डाउनलोड तैयार है।' },
  unreachable: { en: 'The server cannot be reached', hi: 'सर्वर तक पहुँच नहीं हो सकी' },
  unreachableAdvice: {
    en: 'Check the connection and run the query again.',
    hi: 'कनेक्शन जाँचें और क्वेरी फिर चलाएँ।',
  },
  unreadable: { en: 'The answer cannot be read', hi: 'उत्तर पढ़ा नहीं जा सका' },
  queryOnly: { en: 'This page asks queries only', hi: 'यह पृष्ठ केवल क्वेरी पूछता है' },
  queryOnlyAdvice: {
    en: 'Updates are sent to the same address by programs that have a token.',
    hi: 'अद्यतन उसी पते पर वे प्रोग्राम भेजते हैं जिनके पास टोकन है।',
  },
  emptyQuery: { en: 'There is no query', hi: 'कोई क्वेरी नहीं है' },
  emptyQueryAdvice: { en: 'Write one, or choose a question.', hi: 'क्वेरी लिखें, या कोई प्रश्न चुनें।' },
  tabLeaves: { en: 'Tab now leaves the editor.', hi: 'अब Tab संपादक से बाहर ले जाएगा।' },
  keys: { en: 'Keys', hi: 'कुंजियाँ' },
  keyRun: { en: 'run the query', hi: 'क्वेरी चलाएँ' },
  keyComplete: {
    en: 'complete a prefix, class, property or variable',
    hi: 'उपसर्ग, वर्ग, गुण या चर पूरा करें',
  },
  keyLeave: { en: 'leave the editor (Tab alone indents)', hi: 'संपादक से बाहर (केवल Tab हाशिया बढ़ाता है)' },
  keyFormat: { en: 'lay out the query anew', hi: 'क्वेरी को फिर से सजाएँ' },
  keyComment: { en: 'comment lines out, or in', hi: 'पंक्तियों को टिप्पणी बनाएँ, या वापस लाएँ' },
  prefixesAdded: {
    en: 'The PREFIX line of a known prefix is added as it is used:',
    hi: 'ज्ञात उपसर्ग का प्रयोग होते ही उसकी PREFIX पंक्ति जुड़ जाती है:',
  },
} as const satisfies Record<string, Text>;

export type Word = keyof typeof words;

/** What the script says, in the language of the page. */
export class Speech {
  readonly language: Language;
  private readonly numbers: Intl.NumberFormat;

  constructor(language: Language) {
    this.language = language;
    this.numbers = new Intl.NumberFormat(`${language}-IN`);
  }

  say(word: Word): string {
    return words[word][this.language];
  }

  in(text: Text): string {
    return text[this.language];
  }

  count(value: number): string {
    return this.numbers.format(value);
  }

  rows(count: number): string {
    return this.in({
      en: `${this.count(count)} ${count === 1 ? 'row' : 'rows'}`,
      hi: `${this.count(count)} ${count === 1 ? 'पंक्ति' : 'पंक्तियाँ'}`,
    });
  }

  lines(count: number): string {
    return this.in({
      en: `${this.count(count)} ${count === 1 ? 'line' : 'lines'}`,
      hi: `${this.count(count)} ${count === 1 ? 'पंक्ति' : 'पंक्तियाँ'}`,
    });
  }

  time(milliseconds: number): string {
    if (milliseconds < 1000) {
      const whole = this.count(Math.max(1, Math.round(milliseconds)));
      return this.in({ en: `${whole} ms`, hi: `${whole} मिलीसेकंड` });
    }
    const seconds = this.count(Math.round(milliseconds / 10) / 100);
    return this.in({ en: `${seconds} s`, hi: `${seconds} सेकंड` });
  }

  size(characters: number): string {
    if (characters < 1000) return this.in({ en: `${characters} B`, hi: `${characters} बाइट` });
    const [amount, unit] = characters < 1e6 ? [characters / 1e3, 'kB'] : [characters / 1e6, 'MB'];
    return `${this.count(Math.round(amount * 10) / 10)} ${unit}`;
  }

  syntaxError(line: number, expected: readonly string[]): string {
    const list = expected.slice(0, 6).join(' ');
    const where = this.in({
      en: `Line ${line} cannot be understood.`,
      hi: `पंक्ति ${line} समझ में नहीं आई।`,
    });
    if (list === '') return where;
    return `${where} ${this.in({ en: `Possible here: ${list}`, hi: `यहाँ संभव: ${list}` })}`;
  }

  tableCut(shown: number, all: number): string {
    return this.in({
      en: `The table holds the first ${this.count(shown)} of ${this.count(all)} rows. The downloads have them all.`,
      hi: `तालिका में ${this.count(all)} में से पहली ${this.count(shown)} पंक्तियाँ हैं। डाउनलोड में सभी हैं।`,
    });
  }

  chartCut(shown: number, all: number): string {
    return this.in({
      en: `The chart shows the first ${this.count(shown)} of ${this.count(all)} rows.`,
      hi: `चार्ट में ${this.count(all)} में से पहली ${this.count(shown)} पंक्तियाँ हैं।`,
    });
  }

  responseCut(shown: number): string {
    return this.in({
      en: `Only the first ${this.count(shown)} characters are shown. The download has all of it.`,
      hi: `केवल पहले ${this.count(shown)} वर्ण दिखाए गए हैं। डाउनलोड में पूरा उत्तर है।`,
    });
  }

  range(first: number, last: number, all: number): string {
    return this.in({
      en: `${this.count(first)}–${this.count(last)} of ${this.count(all)}`,
      hi: `${this.count(all)} में से ${this.count(first)}–${this.count(last)}`,
    });
  }

  chartOf(label: string, values: string, rows: number): string {
    return this.in({
      en: `Chart of ${values} by ${label}, ${this.rows(rows)}. The table has the same figures.`,
      hi: `${label} के अनुसार ${values} का चार्ट, ${this.rows(rows)}। यही आँकड़े तालिका में हैं।`,
    });
  }
}
