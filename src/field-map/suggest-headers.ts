import { targetNamed } from '../mapping/field-mapped-targets.ts';

/** An element or property that a header may stand for, as a field map names it. */
export interface HeaderMatch {
  readonly target: string;
  readonly thing: 'dataset' | 'distribution';
  readonly language?: string;
  /** `exact`: the header is one of its names; `within`: the header holds one of its names. */
  readonly how: 'exact' | 'within';
}

/**
 * Headers of inventories beside the spellings of NDSAP's elements, which sheets of metadata have: element or property →
 * other names, English and Hindi, parted by bars.
 */
const furtherNames: Readonly<Record<string, string>> = {
  Title:
    'dataset | data set | resource | name of dataset | name of the dataset | dataset title | data set name | name of data | table name | report name | डेटासेट का नाम | डाटासेट का नाम | आँकड़ों का नाम | सारणी का नाम',
  Description: 'about | summary | details | about the dataset | what it holds | संक्षिप्त विवरण | सारांश',
  Keywords: 'key words | search terms | खोज शब्द | संकेत शब्द',
  Sector: 'topic | subject | domain | subject area | विषय',
  'Asset Jurisdiction':
    'geographic coverage | geographical coverage | spatial coverage | coverage area | area covered | भौगोलिक क्षेत्र | भौगोलिक विस्तार',
  Catalog: 'collection | collection name | series | संग्रह',
  Organisation:
    'org | org name | organization name | organisation name | data owner | owner | source | source name | publishing body | प्रकाशन संस्था | स्रोत',
  Ministry: 'ministry name | name of ministry | मंत्रालय का नाम',
  Department: 'department name | name of department | office | विभाग का नाम | कार्यालय',
  Frequency:
    'frequency of update | periodicity | updated how often | refresh rate | release frequency | आवधिकता | अद्यतन आवृत्ति',
  'Granularity of Data': 'level of detail | data level | lowest level | सूक्ष्मता स्तर',
  'Temporal Coverage':
    'year | years | duration | time span | coverage period | data period | financial year | वर्ष | वित्तीय वर्ष | कालावधि',
  'Date Released':
    'created | created on | created date | published on | upload date | प्रकाशन की तिथि | प्रकाशित',
  'Date Modified': 'updated on | updated date | last update | revised on | अद्यतन की तिथि | अंतिम अद्यतन',
  'Access Type': 'access | availability | sharing type | पहुँच',
  Licence: 'licence type | license type | licence name | license title | terms of use | उपयोग की शर्तें',
  'Contact Name': 'contact officer | responsible officer | chief data officer | संपर्क अधिकारी | नोडल अधिकारी',
  'Contact E-mail': 'mail | mail id | email id | e mail id | email address | nodal officer email | ईमेल पता',
  'Contact Phone': 'mobile | mobile no | phone no | phone number | contact no | contact number | दूरभाष',
  Identifier: 'dataset code | code | uid | uuid | ref no | reference number | reference no | कूट | संदर्भ संख्या',
  'Download URL':
    'download | download link | file link | csv link | data link | csv url | data url | resource link | डाउनलोड लिंक | फ़ाइल लिंक',
  URL: 'api | api url | api link | service url',
  'dcat:landingPage':
    'page | web page | webpage | website | landing page | portal link | dataset page | dataset link | source url | वेब पृष्ठ | वेबसाइट',
  Format: 'type of file | file type | available formats | formats | फ़ाइल का प्रकार',
  'File Size': 'size of file | फ़ाइल का आकार',
  'dcat:version': 'version | edition | संस्करण',
};

/** Headers of columns that only count rows. */
const counters =
  /^(?:#|s\.?\s?no\.?|sl\.?\s?no\.?|sr\.?\s?no\.?|sn|serial (?:no\.?|number)|no\.?|row|index|क्र\.?\s?सं\.?|क्रम(?:ांक| संख्या)?|क्र\.?)$/iu;

export function isCounter(header: string): boolean {
  return counters.test(header.trim());
}

const exactly = new Map(
  Object.entries(furtherNames).flatMap(([target, names]) =>
    names.split('|').map((name) => [words(name).join(' '), target] as const),
  ),
);

/** What a header may stand for, best first. */
export function headerMatches(header: string): readonly HeaderMatch[] {
  const matches: HeaderMatch[] = [];
  const [text = header, ...others] = headersOf(header);
  for (const name of [text, ...others])
    for (const thing of ['dataset', 'distribution'] as const) {
      const found = targetNamed(name, thing);
      // Full IRIs and prefixed names are no headers.
      if (!found || /[:<]/.test(name)) continue;
      const { language, target } = found;
      matches.push({ target: plainName(target), thing, how: 'exact', ...(language ? { language } : {}) });
    }
  const { bare, language } = withoutLanguage(text);
  const tagged = language ? { language } : {};
  const own = words(bare);
  const exact = exactly.get(own.join(' '));
  if (exact) matches.push({ ...placed(exact), how: 'exact', ...tagged });
  const within = [...exactly]
    .filter(([name]) => name.split(' ').every((word) => own.includes(word)))
    .sort(([a], [b]) => b.length - a.length);
  for (const [, target] of within) matches.push({ ...placed(target), how: 'within', ...tagged });
  for (const run of runs(own)) {
    const found = targetNamed(run, 'dataset');
    // One word that only names a property in English ("type", "page") is no sign.
    if (found && (run.includes(' ') || !found.target.includes('://') || telling.has(run)))
      matches.push({ target: plainName(found.target), thing: 'dataset', how: 'within', ...tagged });
  }
  return matches;
}

/** Of a nested field, the names that it may be known by: the name of a tag is a tag, the mail of a contact a contact mail. */
function headersOf(header: string): readonly string[] {
  const steps = header.split('.').filter((step) => step !== '');
  const last = steps.at(-1) ?? header;
  const parent = steps.at(-2);
  if (parent === undefined) return [header];
  return /^(?:name|title|label|display_?name|value|text|#text)$/i.test(last)
    ? [parent]
    : [`${parent} ${last}`, last];
}

const telling: ReadonlySet<string> = new Set(['title', 'description', 'keyword', 'publisher', 'license']);

/** Elements of files are a distribution's. */
function placed(target: string): Pick<HeaderMatch, 'target' | 'thing'> {
  return { target, thing: targetNamed(target, 'dataset') ? 'dataset' : 'distribution' };
}

/** A property by its short name, where it came as an IRI. */
function plainName(target: string): string {
  const own: Readonly<Record<string, string>> = {
    'http://purl.org/dc/terms/title': 'Title',
    'http://purl.org/dc/terms/description': 'Description',
    'http://purl.org/dc/terms/identifier': 'Identifier',
    'http://purl.org/dc/terms/issued': 'Date Released',
    'http://purl.org/dc/terms/modified': 'Date Modified',
    'http://purl.org/dc/terms/language': 'Language',
    'http://purl.org/dc/terms/license': 'Licence',
    'http://purl.org/dc/terms/publisher': 'Organisation',
    'http://purl.org/dc/terms/format': 'Format',
    'http://purl.org/dc/terms/accrualPeriodicity': 'Frequency',
    'http://www.w3.org/ns/dcat#keyword': 'Keywords',
    'http://www.w3.org/ns/dcat#theme': 'Sector',
    'http://www.w3.org/ns/dcat#accessURL': 'URL',
    'http://www.w3.org/ns/dcat#downloadURL': 'Download URL',
    'http://www.w3.org/ns/dcat#byteSize': 'File Size',
    'http://www.w3.org/ns/dcat#mediaType': 'Media Type',
    'ndsap:granularity': 'Granularity of Data',
    'ndsap:accessType': 'Access Type',
    'ndsap:policyCompliance': 'NDSAP Policy Compliance',
  };
  return (
    own[target] ??
    target
      .replace(/^http:\/\/purl\.org\/dc\/terms\//, 'dct:')
      .replace(/^http:\/\/www\.w3\.org\/ns\/dcat#/, 'dcat:')
  );
}

function withoutLanguage(header: string): { bare: string; language?: string } {
  const match = /^(.*?)[\s_(–-]*(?:in\s+)?\(?(hindi|english|हिंदी|हिन्दी|अंग्रेज़ी|अंग्रेजी)\)?\s*$/iu.exec(header);
  if (!match?.[1]) return { bare: header };
  return { bare: match[1], language: /^(?:hindi|हि)/iu.test(match[2] ?? '') ? 'hi' : 'en' };
}

function words(text: string): string[] {
  return text
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');
}

/** Runs of two and more of the words, longest first: "Dataset Title as published" holds "Dataset Title". */
function runs(own: readonly string[]): string[] {
  const found: string[] = [];
  for (let length = Math.min(own.length - 1, 4); length > 0; length--)
    for (let from = 0; from + length <= Math.min(own.length, 12); from++)
      found.push(own.slice(from, from + length).join(' '));
  return found;
}
