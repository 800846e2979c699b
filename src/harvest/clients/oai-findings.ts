import type { Reason } from '../../sources/unreadable.ts';

export const noIdentifier: Reason = {
  code: 'no-identifier',
  message: {
    en: 'The record has no identifier in its header.',
    hi: 'अभिलेख के शीर्ष में कोई पहचानकर्ता नहीं है।',
  },
  remedy: {
    en: 'The repository has to give each item an identifier (OAI-PMH 2.0 §2.4).',
    hi: 'रिपॉज़िटरी को हर मद को पहचानकर्ता देना होगा (OAI-PMH 2.0 §2.4)।',
  },
};

export const noMetadata: Reason = {
  code: 'no-metadata',
  message: {
    en: 'The record has no metadata and is not said to be deleted.',
    hi: 'अभिलेख में मेटाडेटा नहीं है और उसे हटाया हुआ भी नहीं कहा गया है।',
  },
  remedy: {
    en: 'Ask the repository for another metadata format, or to mark the record as deleted.',
    hi: 'रिपॉज़िटरी से दूसरा मेटाडेटा प्रारूप माँगें, या अभिलेख को हटाया हुआ बताने को कहें।',
  },
};

export const unknownMetadata: Reason = {
  code: 'unknown-structure',
  message: {
    en: 'The metadata are neither RDF nor Dublin Core.',
    hi: 'मेटाडेटा न RDF है, न Dublin Core।',
  },
  remedy: {
    en: 'Give the source the option prefix with a format that is: dcat, rdf or oai_dc.',
    hi: 'स्रोत को prefix विकल्प में dcat, rdf या oai_dc प्रारूप दें।',
  },
};

/** @param why what the reader of RDF says */
export function invalidMetadata(why: string): Reason {
  return {
    code: 'invalid-rdf',
    message: {
      en: `The metadata of the record cannot be read: ${why}`,
      hi: `अभिलेख का मेटाडेटा पढ़ा नहीं जा सका: ${why}`,
    },
    remedy: {
      en: 'Correct the record at its repository.',
      hi: 'अभिलेख को उसकी रिपॉज़िटरी में ठीक करें।',
    },
  };
}

/** @param element its name without prefix */
export function unusedValue(element: string): Reason {
  return {
    code: 'unused-value',
    message: {
      en: `The value of ${element} is not understood. It is left out.`,
      hi: `${element} का मान समझा नहीं जा सका। इसे छोड़ दिया गया है।`,
    },
    remedy: {
      en: 'Write dates as YYYY-MM-DD.',
      hi: 'तारीख़ें YYYY-MM-DD के रूप में लिखें।',
    },
  };
}
