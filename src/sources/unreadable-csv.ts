import type { Reason } from './unreadable.ts';

export function tooManyCells(cells: number, columns: number, column: string): Reason {
  return {
    code: 'too-many-cells',
    message: {
      en: `This row has ${cells} cells, but only ${columns} columns are headed; the first cell without header is in column ${column}.`,
      hi: `इस पंक्ति में ${cells} कक्ष हैं, पर शीर्षक केवल ${columns} स्तंभों के हैं; बिना शीर्षक का पहला कक्ष स्तंभ ${column} में है।`,
    },
    remedy: {
      en: 'Put a cell that holds the delimiter in double quotes, or head the column.',
      hi: 'जिस कक्ष में विभाजक चिह्न है उसे दोहरे उद्धरण चिह्नों में रखें, या स्तंभ को शीर्षक दें।',
    },
  };
}

export const rowBeforeHeader: Reason = {
  code: 'row-before-header',
  message: {
    en: 'This row stands above the header row and is no record.',
    hi: 'यह पंक्ति शीर्षक पंक्ति के ऊपर है और अभिलेख नहीं है।',
  },
  remedy: {
    en: 'Nothing needs to be done; begin the sheet with the header row to be rid of this note.',
    hi: 'कुछ करना आवश्यक नहीं; यह सूचना न चाहिए तो पत्रक को शीर्षक पंक्ति से आरंभ करें।',
  },
};
