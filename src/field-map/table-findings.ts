import type { Finding, Severity } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { Text } from '../model/text.ts';
import type { Reason } from '../sources/unreadable.ts';
import type { TableItem } from './row.ts';

/** A finding about one field of a row. */
export function fieldItem(
  place: Place,
  field: string,
  reason: Reason,
  options: { severity: Severity; value?: string },
): TableItem {
  const finding: Finding = {
    severity: options.severity,
    field: { en: field, hi: field },
    place: { ...place, field },
    ...reason,
    ...(options.value !== undefined && { value: options.value }),
  };
  return { type: 'unreadable', finding };
}

export const cellInError: Reason = {
  code: 'cell-in-error',
  message: {
    en: 'The formula of this cell has no result; the cell counts as empty.',
    hi: 'इस कक्ष के सूत्र का कोई परिणाम नहीं है; कक्ष को रिक्त माना गया है।',
  },
  remedy: {
    en: 'Mend the formula, or put the value itself into the cell, and save the sheet again.',
    hi: 'सूत्र ठीक करें, या कक्ष में स्वयं मान लिखें, और पत्रक फिर से सहेजें।',
  },
};

export function moreCellsInError(count: number): Reason {
  return {
    ...cellInError,
    message: {
      en: `The formulas of ${count} more cells of this column have no result; they count as empty.`,
      hi: `इस स्तंभ के ${count} और कक्षों के सूत्रों का कोई परिणाम नहीं है; उन्हें रिक्त माना गया है।`,
    },
  };
}

export const digitsLost: Reason = {
  code: 'digits-lost',
  message: {
    en: 'This number has more than 15 digits; spreadsheets keep no more, the last ones are zero or wrong.',
    hi: 'इस संख्या में 15 से अधिक अंक हैं; स्प्रेडशीट इससे अधिक नहीं रखती, अंतिम अंक शून्य या ग़लत हैं।',
  },
  remedy: {
    en: 'Format the column as text and enter the number again.',
    hi: 'स्तंभ को पाठ के रूप में स्वरूपित करें और संख्या फिर से लिखें।',
  },
};

export const dataFileAbsent: Reason = {
  code: 'data-file-absent',
  message: {
    en: 'This metadata sheet has no data file of its name beside it.',
    hi: 'इस मेटाडेटा पत्रक के साथ उसके नाम की कोई डेटा फ़ाइल नहीं है।',
  },
  remedy: {
    en: 'Put NAME.csv beside NAME.metadata.csv.',
    hi: 'NAME.metadata.csv के साथ NAME.csv रखें।',
  },
};

export const metadataAbsent: Reason = {
  code: 'metadata-absent',
  message: {
    en: 'This data file has no metadata sheet of its name beside it and is not published.',
    hi: 'इस डेटा फ़ाइल के साथ उसके नाम का कोई मेटाडेटा पत्रक नहीं है, इसलिए यह प्रकाशित नहीं होती।',
  },
  remedy: {
    en: 'Describe it in NAME.metadata.csv, or remove it.',
    hi: 'NAME.metadata.csv में इसका विवरण दें, या इसे हटाएँ।',
  },
};

export const secondRecord: Reason = {
  code: 'second-record',
  message: {
    en: 'A metadata sheet describes one dataset; this is a second row of values.',
    hi: 'एक मेटाडेटा पत्रक एक ही डेटासेट का वर्णन करता है; यह मानों की दूसरी पंक्ति है।',
  },
  remedy: {
    en: 'Write a metadata sheet for each data file.',
    hi: 'हर डेटा फ़ाइल के लिए एक मेटाडेटा पत्रक लिखें।',
  },
};

export const emptyMetadata: Reason = {
  code: 'empty-metadata',
  message: {
    en: 'This metadata sheet has headers but no values.',
    hi: 'इस मेटाडेटा पत्रक में शीर्षक हैं पर मान नहीं।',
  },
  remedy: { en: 'Fill it in.', hi: 'इसे भरें।' },
};

export const otherDataFile: Reason = {
  code: 'other-data-file',
  message: {
    en: 'Another file of this name is published as the data; this one is not.',
    hi: 'इसी नाम की दूसरी फ़ाइल डेटा के रूप में प्रकाशित होती है; यह नहीं।',
  },
  remedy: {
    en: 'Keep one data file beside each metadata sheet.',
    hi: 'हर मेटाडेटा पत्रक के साथ एक ही डेटा फ़ाइल रखें।',
  },
};

/** What a reader chose that a person may want to state. */
export const headerNote = (row: number): Text => ({
  en: `Row ${row} names the columns.`,
  hi: `पंक्ति ${row} स्तंभों के नाम देती है।`,
});
