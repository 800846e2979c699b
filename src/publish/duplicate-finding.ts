import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { RecordFace } from './gate-messages.ts';

/** A second, different record of the same identity in one run: the first is kept, nothing is overwritten. */
export function duplicateFinding(face: RecordFace, place: Place, earlier: string): Finding {
  return {
    severity: 'violation',
    code: 'duplicate',
    field: { en: 'Identifier or title', hi: 'पहचान या शीर्षक' },
    value: face.label ?? face.topic,
    place,
    message: {
      en: `Another record with this identifier or title stands at ${earlier}, and differs from this one.`,
      hi: `इसी पहचान या शीर्षक का एक और, भिन्न, अभिलेख यहाँ है: ${earlier}।`,
    },
    remedy: {
      en: 'Give each record an identifier or a title of its own, or remove one. To replace a record by a newer one, publish the newer file by itself.',
      hi: 'हर अभिलेख को अपनी अलग पहचान या शीर्षक दें, या एक हटा दें। पुराने अभिलेख को बदलने के लिए नई फ़ाइल अलग से प्रकाशित करें।',
    },
  };
}
