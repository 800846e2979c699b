import type { Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { RdfError } from '../rdf/rdf-error.ts';
import { unreadable } from './unreadable.ts';

/** A line or a record that is no RDF; the rest of the source is not affected. */
export function badRdf(error: RdfError, place: Place): SourceItem {
  return unreadable(place, {
    code: error.code === 'too-large' ? 'too-large' : 'invalid-rdf',
    message: {
      en: error.message,
      hi: `यह अंश मान्य RDF नहीं है और छोड़ दिया गया: ${error.message}`,
    },
    remedy: {
      en: 'Correct it in the source and publish again; the other records are not affected.',
      hi: 'इसे स्रोत में ठीक करके फिर प्रकाशित करें; अन्य अभिलेख प्रभावित नहीं हैं।',
    },
  });
}
