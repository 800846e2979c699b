import type { Text } from '../model/text.ts';
import type { Problem } from './problem.ts';
import { badRequest } from './problems.ts';

function text(en: string, hi: string): Text {
  return { en, hi };
}

/** LDN §3.3.2: constraints are told of by `Link` to what describes them; here the answer itself does. */
export function unreadableNotification(reason: string): Problem {
  return badRequest(
    'notification-unreadable',
    text(`The notification cannot be read: ${reason}`, `सूचना पढ़ी नहीं जा सकी: ${reason}`),
    text(
      'Send one JSON-LD document in UTF-8, best an activity with "@context": "https://www.w3.org/ns/activitystreams", a type, an actor and an object.',
      'UTF-8 में एक JSON-LD दस्तावेज़ भेजें; सर्वोत्तम "@context": "https://www.w3.org/ns/activitystreams", type, actor और object वाली गतिविधि है।',
    ),
  );
}

export function saysNothing(): Problem {
  return badRequest(
    'notification-says-nothing',
    text(
      'Read as JSON-LD, the notification states nothing: its members are defined by no context.',
      'JSON-LD के रूप में पढ़ने पर सूचना कुछ नहीं कहती: उसके सदस्य किसी संदर्भ में परिभाषित नहीं हैं।',
    ),
    text(
      'Name a context, such as "@context": "https://www.w3.org/ns/activitystreams", or write whole IRIs. Other contexts are not fetched: put them into the document.',
      'संदर्भ लिखें, जैसे "@context": "https://www.w3.org/ns/activitystreams", या पूरे IRI। अन्य संदर्भ लाए नहीं जाते: उन्हें दस्तावेज़ में ही रखें।',
    ),
  );
}

export function notificationTooLarge(limit: number): Problem {
  return {
    status: 413,
    code: 'notification-too-large',
    title: text('The notification is too large', 'सूचना बहुत बड़ी है'),
    detail: text(
      `Notifications here have at most ${limit} bytes.`,
      `यहाँ सूचनाएँ अधिकतम ${limit} बाइट की होती हैं।`,
    ),
    remedy: text(
      'Send the address of what there is to read, not all of it.',
      'पूरी सामग्री नहीं, केवल उसका पता भेजें।',
    ),
  };
}
