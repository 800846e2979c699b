import { historyIri, timeGateIri, timeMapIri, versionIri } from '../mapping/version-iris.ts';
import type { RecordHead } from '../store/record-store.ts';
import { linkField } from './link-field.ts';
import type { Problem } from './problem.ts';
import { badRequest, gone, notFound } from './problems.ts';
import { encodeIri } from './site.ts';
import { versionLinks } from './version-links.ts';

/** A document is known, this version of it is not. */
export function noSuchVersion(path: string, head: RecordHead): Problem {
  const history = encodeIri(historyIri(head.document));
  return {
    ...notFound(path, history),
    remedy: {
      en: `All versions of this record are listed at ${history}.`,
      hi: `इस रिकॉर्ड के सभी संस्करण ${history} पर सूचीबद्ध हैं।`,
    },
    extensions: { history },
  };
}

/** RFC 7089 §4.5.3: a TimeGate that cannot read the date answers 400. */
export function malformedDatetime(field: string): Problem {
  const shown = field.slice(0, 80);
  return badRequest(
    'malformed-datetime',
    { en: `Accept-Datetime is "${shown}".`, hi: `Accept-Datetime का मान "${shown}" है।` },
    {
      en: 'Write the date as RFC 1123 does, in GMT and with the right day of the week, e.g. "Thu, 01 Jan 2026 10:00:00 GMT"; or leave the field out for the latest version.',
      hi: 'तिथि RFC 1123 के अनुसार, GMT में और सही वार के साथ लिखें, जैसे "Thu, 01 Jan 2026 10:00:00 GMT"; या नवीनतम संस्करण के लिए यह शीर्ष हटा दें।',
    },
  );
}

export function malformedPosition(text: string): Problem {
  const shown = text.slice(0, 50);
  return badRequest(
    'malformed-position',
    { en: `"after" is "${shown}".`, hi: `"after" का मान "${shown}" है।` },
    {
      en: 'Follow the links from one page to the next; the first page has no "after".',
      hi: 'एक पृष्ठ से अगले पृष्ठ की कड़ियों पर चलें; पहले पृष्ठ में "after" नहीं होता।',
    },
  );
}

/** The tombstone of a withdrawn record: when, why, what replaces it, and where it can still be read. */
export function tombstone(head: RecordHead, last: number | undefined, catalogue: string): Problem {
  const { document, topic, modified, reason, replacedBy } = head;
  return {
    ...gone(topic, modified, catalogue, { ...(reason && { reason }), ...(replacedBy && { replacedBy }) }),
    headers: { Link: linkField(versionLinks(last === undefined ? head : { ...head, previous: last })) },
    extensions: {
      withdrawn: modified,
      ...(reason !== undefined && { reason }),
      ...(replacedBy !== undefined && { replacedBy }),
      ...(last !== undefined && { lastVersion: encodeIri(versionIri(document, last)) }),
      history: encodeIri(historyIri(document)),
      timeGate: encodeIri(timeGateIri(document)),
      timeMap: encodeIri(timeMapIri(document, 'link')),
    },
  };
}
