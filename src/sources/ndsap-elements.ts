/** Names that head the title's column, and no other column in data files. */
const titleNames: readonly string[] = [
  ...[
    'title',
    'catalog title',
    'catalogue title',
    'resource title',
    'dataset title',
    'app title',
    'dataset name',
  ],
  ...['शीर्षक', 'कैटलॉग शीर्षक', 'संसाधन शीर्षक'],
];

/**
 * Other names by which the elements of the NDSAP implementation guidelines §7, and what sheets hold beside them, head
 * a column, parted by bars. They serve to recognise a sheet; what each means is decided in the mapping.
 */
const otherNames = `
  name | catalog | catalogue | catalog name | description | catalog description | resource description | abstract |
  dataset description | keywords | keyword | tags | group name | group | sector | sectors | sub sector | sub sectors |
  subsector | theme | sector and sub sector | sector sub sector | asset jurisdiction | jurisdiction | category |
  resource category | access method | url | dataset url | resource url | app url | link | access url | download url |
  file url | reference url | reference urls | references | frequency | update frequency | granularity of data |
  granularity | access type | app type | application type | datasets used | dataset used | language | app language |
  date released | release date | date of release | issued | date published | date modified | modified | last updated |
  note | notes | remarks | ndsap policy compliance | policy compliance | identifier | id | resource id | dataset id |
  publisher | organisation | organization | ministry | department | ministry department | state government | agency |
  format | file format | data format | media type | licence | license | temporal coverage | methodology | price |
  contact | contact name | contact person | nodal officer | contact email | contact e mail | email |
  नाम | कैटलॉग | सूची | विवरण | मुख्य शब्द | कीवर्ड | समूह का नाम | समूह | क्षेत्र | उप क्षेत्र | उपक्षेत्र | क्षेत्र और उप क्षेत्र |
  क्षेत्र उप क्षेत्र | परिसंपत्ति क्षेत्राधिकार | क्षेत्राधिकार | अधिकार क्षेत्र | श्रेणी | संसाधन श्रेणी | पहुँच विधि | पहुंच विधि |
  यूआरएल | लिंक | डाउनलोड यूआरएल | संदर्भ यूआरएल | संदर्भ | आवृत्ति | बारंबारता | डेटा की सूक्ष्मता | सूक्ष्मता | पहुँच प्रकार |
  पहुंच प्रकार | पहुँच का प्रकार | पहुंच का प्रकार | ऐप प्रकार | ऐप का प्रकार | प्रयुक्त डेटासेट | भाषा | जारी करने की तिथि |
  जारी तिथि | प्रकाशन तिथि | संशोधन तिथि | टिप्पणी | नीति अनुपालन | एनडीएसएपी नीति अनुपालन | संगठन | प्रकाशक | मंत्रालय |
  विभाग | मंत्रालय विभाग | प्रारूप | फ़ाइल प्रारूप | लाइसेंस | पहचानकर्ता | संपर्क | संपर्क व्यक्ति | ईमेल`;
const titles: ReadonlySet<string> = new Set(titleNames.map(normaliseElement));
const known: ReadonlySet<string> = new Set([...titles, ...otherNames.split('|').map(normaliseElement)]);

/** `Sector & Sub-Sector (Required) *` and `sector and sub_sector` are one name. */
export function normaliseElement(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/\((?:required|mandatory|optional|अनिवार्य|आवश्यक|वैकल्पिक)\)/gu, ' ')
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

/** `Title (Hindi)` and `title@hi` are a title too. */
function withoutLanguage(name: string): string {
  return name.replace(/ (?:hindi|english|hi|en|हिंदी|हिन्दी|अंग्रेज़ी|अंग्रेजी)$/u, '');
}

function isKnown(header: string, names: ReadonlySet<string>): boolean {
  const name = normaliseElement(header);
  return names.has(name) || names.has(withoutLanguage(name));
}

/** How many of `headers` name an element of §7. */
export function countElements(headers: readonly string[]): number {
  return headers.filter((header) => isKnown(header, known)).length;
}

export function isTitle(header: string): boolean {
  return isKnown(header, titles);
}

/** A title and another element; without a title ("Name"), enough others that it can be nothing else. */
export function areNdsapElements(headers: readonly string[]): boolean {
  return countElements(headers) >= (headers.some(isTitle) ? 2 : 5);
}
