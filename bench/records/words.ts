/** Names that occur in the catalogues of India's open-data programme, and words for descriptions of the bench's own. */

export const ministries: readonly (readonly [name: string, departments: readonly string[]])[] = [
  [
    'Ministry of Agriculture and Farmers Welfare',
    ['Department of Agriculture, Cooperation and Farmers Welfare'],
  ],
  [
    'Ministry of Health and Family Welfare',
    ['Department of Health and Family Welfare', 'Department of AYUSH'],
  ],
  ['Ministry of Finance', ['Department of Economic Affairs', 'Department of Revenue']],
  ['Ministry of Statistics and Programme Implementation', ['Central Statistics Office']],
  ['Ministry of Earth Sciences', ['India Meteorological Department (IMD)']],
  ['Ministry of Home Affairs', ['Office of the Registrar General & Census Commissioner']],
  ['Ministry of Railways', ['Railway Board']],
  ['Ministry of Jal Shakti', ['Central Water Commission', 'Central Ground Water Board']],
  ['Ministry of Power', ['Central Electricity Authority']],
  ['Ministry of Education', ['Department of Higher Education', 'Department of School Education & Literacy']],
];

export const sectors: readonly (readonly [sector: string, subSectors: readonly string[]])[] = [
  ['Agriculture', ['Crops', 'Horticulture', 'Animal Husbandry', 'Fertilizers']],
  ['Census and Surveys', ['Census', 'Population Enumeration']],
  ['Education', ['Elementary Education', 'Secondary Education', 'Higher Education']],
  ['Environment and Forest', ['Water Quality', 'Natural Resources']],
  ['Finance', ['Banking', 'Insurance', 'Revenue']],
  ['Economy', ['Prices', 'Macro Economy']],
  ['Governance and Administration', ['Local Government', 'Panchayati Raj']],
];

export const places: readonly (readonly [name: string, code: string])[] = [
  ['India', 'in'],
  ['Karnataka', 'in-ka'],
  ['Kerala', 'in-kl'],
  ['Tamil Nadu', 'in-tn'],
  ['Bihar', 'in-br'],
  ['Gujarat', 'in-gj'],
  ['West Bengal', 'in-wb'],
  ['Assam', 'in-as'],
];

export const subjects = [
  'Rainfall',
  'Wholesale Prices of Vegetables',
  'Enrolment in Primary Schools',
  'Ground Water Level',
  'Installed Generation Capacity',
  'Out-patient Visits',
  'Production of Foodgrains',
  'Passenger Earnings',
  'Consumer Price Index',
  'Area under Irrigation',
  'Households by Source of Lighting',
  'Bank Branches',
] as const;

export const hindiSubjects = [
  'वर्षा',
  'सब्ज़ियों के थोक मूल्य',
  'प्राथमिक विद्यालयों में नामांकन',
  'भूजल स्तर',
  'खाद्यान्न उत्पादन',
] as const;

export const words =
  `annual area average based block capacity census collected compiled cost count coverage crop data department
  detailed district estimate figures financial gives group growth household index level male measured method month
  monthly number of percentage period population price production quarter rate record region report rural sample
  scheme season series share source state station survey table total under urban value village wise with year`.split(
    /\s+/,
  );

/** Element value → its EU concept; empty where that table has none. */
export const frequencies: readonly (readonly [name: string, eu: string])[] = [
  ['Daily', 'DAILY'],
  ['Weekly', 'WEEKLY'],
  ['Monthly', 'MONTHLY'],
  ['Quarterly', 'QUARTERLY'],
  ['Annual', 'ANNUAL'],
  ['yearly', 'ANNUAL'],
  ['Every month', 'MONTHLY'],
];

export const fileKinds: readonly (readonly [format: string, extension: string, mediaType: string])[] = [
  ['CSV', 'csv', 'text/csv'],
  ['XLS', 'xls', 'application/vnd.ms-excel'],
  ['XLSX', 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['JSON', 'json', 'application/json'],
  ['XML', 'xml', 'application/xml'],
  ['PDF', 'pdf', 'application/pdf'],
];
