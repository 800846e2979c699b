import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { Put, RecordReader } from '../store/record-store.ts';

/** Said of a record that was written beside what another says of the same thing; `undefined` where it stands alone. */
export function alternateFinding(
  put: Put,
  place: Place,
  store: Pick<RecordReader, 'head' | 'documentOf'>,
): Finding | undefined {
  const document = store.documentOf(put.topic);
  const other = document === undefined || document === put.document ? undefined : store.head(document);
  if (other?.state !== 'live') return undefined;
  const source = other.origin?.source;
  return {
    severity: 'info',
    code: 'alternate',
    field: { en: 'Identifier', hi: 'पहचान' },
    value: put.topic,
    place,
    message: {
      en: `This record is known already ${source === undefined ? 'from this portal itself' : `from the source ${source}`} (${other.document}). Both are shown: this one at ${put.document}.`,
      hi: `यह अभिलेख ${source === undefined ? 'इसी पोर्टल से' : `स्रोत ${source} से`} पहले ही ज्ञात है (${other.document})। दोनों दिखाए जाते हैं: यह ${put.document} पर।`,
    },
    remedy: {
      en: 'Nothing need be done. If one of the two is to go, leave it out of its source, or withdraw it.',
      hi: 'कुछ करना आवश्यक नहीं। यदि दोनों में से एक को हटाना हो, तो उसे उसके स्रोत से निकालें या वापस लें।',
    },
  };
}
