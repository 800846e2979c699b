/**
 * Element of the NDSAP implementation guidelines §7, or further column that real sheets have → other names that head
 * such columns, English and Hindi, parted by bars. Capitals, punctuation, "and", "(Required)" and the language
 * ("Title (Hindi)", "Title@hi") do not matter and are not listed.
 */
export const ndsapSpellings: Readonly<Record<string, string>> = {
  Category: 'resource category | श्रेणी | संसाधन श्रेणी',
  Title: 'resource title | dataset title | app title | name | dataset name | शीर्षक | संसाधन शीर्षक | नाम',
  Description: 'resource description | dataset description | abstract | विवरण',
  Keywords: 'keyword | tags | मुख्य शब्द | कीवर्ड',
  Sector: 'sectors | theme | क्षेत्र',
  'Sub-Sector': 'sub sectors | subsector | उप क्षेत्र | उपक्षेत्र',
  'Sector / Sub-Sector': 'sector subsector | sectors sub sectors | क्षेत्र उप क्षेत्र | क्षेत्र और उप क्षेत्र',
  'Asset Jurisdiction': 'jurisdiction | परिसंपत्ति क्षेत्राधिकार | क्षेत्राधिकार | अधिकार क्षेत्र',
  Catalog: 'catalogue | catalog name | कैटलॉग',
  'Catalog Title': 'catalogue title | कैटलॉग शीर्षक',
  'Group Name': 'group | समूह | समूह का नाम',
  'Access Method': 'पहुँच विधि | पहुंच विधि',
  URL: 'dataset url | resource url | app url | link | access url | यूआरएल | लिंक',
  'Download URL': 'file url | डाउनलोड यूआरएल',
  'Reference URLs': 'reference url | references | संदर्भ यूआरएल | संदर्भ',
  Frequency: 'update frequency | आवृत्ति | बारंबारता',
  'Granularity of Data': 'granularity | डेटा की सूक्ष्मता | सूक्ष्मता',
  'Access Type': 'पहुँच प्रकार | पहुंच प्रकार | पहुँच का प्रकार | पहुंच का प्रकार',
  'App Type': 'application type | ऐप प्रकार | ऐप का प्रकार',
  'Datasets Used': 'dataset used | datasets | प्रयुक्त डेटासेट',
  Language: 'app language | भाषा',
  'Date Released':
    'release date | released | date of release | issued | date published | published | जारी करने की तिथि | जारी तिथि | प्रकाशन तिथि',
  'Date Modified':
    'modified | modification date | last modified | last updated | date updated | updated | संशोधन तिथि | अद्यतन तिथि',
  Note: 'notes | remarks | टिप्पणी',
  'NDSAP Policy Compliance': 'policy compliance | नीति अनुपालन | एनडीएसएपी नीति अनुपालन',
  Identifier: 'id | resource id | resource identifier | dataset id | unique identifier | पहचान | पहचानकर्ता',
  Organisation:
    'organization | publisher | ministry department organisation | ministry department organization | ministry department | ministry department path | organisation path | organization path | publishing organisation | agency | संगठन | प्रकाशक | मंत्रालय विभाग',
  State: 'state government | राज्य',
  Ministry: 'मंत्रालय',
  Department: 'विभाग',
  Licence: 'license | लाइसेंस',
  Rights: 'rights statement | अधिकार',
  Methodology: 'method | कार्यप्रणाली',
  'Temporal Coverage': 'period | time period | temporal | reference period | समय अवधि | अवधि',
  'Media Type': 'mime type | mimetype',
  Format: 'file format | data format | प्रारूप | फ़ाइल प्रारूप',
  'File Size': 'size | byte size | फ़ाइल आकार',
  'File Size KB': 'size kb | file size in kb',
  'File Size MB': 'size mb | file size in mb',
  Price: 'fee | cost | मूल्य | शुल्क',
  Currency: 'मुद्रा',
  'Contact Name': 'contact | contact person | contact point | nodal officer | संपर्क | संपर्क व्यक्ति',
  'Contact E-mail': 'contact email | contact mail | email | e mail | ईमेल | ई मेल',
  'Contact Phone': 'contact telephone | phone | telephone | फ़ोन | फोन',
};
