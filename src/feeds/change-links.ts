import type { Quad } from '@rdfjs/types';
import type { Text } from '../model/text.ts';
import { textTriples, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, rdfs } from '../vocabulary/terms.ts';

/** A feed of every change since the first. */
export interface ChangeFeed {
  /** Below the base. */
  readonly path: string;
  readonly mediaType: string;
  /** The specification that it follows. */
  readonly standard: Iri;
  readonly title: Text;
}

export const changeFeeds: readonly ChangeFeed[] = [
  {
    path: 'feed/ldes',
    mediaType: 'application/trig',
    standard: 'https://w3id.org/ldes/specification' as Iri,
    title: { en: 'Every change, as a Linked Data Event Stream', hi: 'हर परिवर्तन, लिंक्ड डेटा इवेंट स्ट्रीम के रूप में' },
  },
  {
    path: 'feed/activity',
    mediaType: 'application/activity+json',
    standard: 'https://www.w3.org/TR/activitystreams-core/' as Iri,
    title: { en: 'Every change, as ActivityStreams', hi: 'हर परिवर्तन, ActivityStreams के रूप में' },
  },
  {
    path: 'feed/atom',
    mediaType: 'application/atom+xml',
    standard: 'https://www.rfc-editor.org/rfc/rfc4287' as Iri,
    title: { en: 'Every change, as an Atom feed', hi: 'हर परिवर्तन, Atom फ़ीड के रूप में' },
  },
];

/** That the changes of a catalogue or of its VoID dataset can be followed there. */
export function changeFeedTriples(subject: Iri, base: string): Quad[] {
  return changeFeeds.flatMap(({ path, standard, title }) => {
    const feed = `${base}${path}` as Iri;
    return [
      triple(subject, rdfs.seeAlso, feed),
      triple(feed, dct.conformsTo, standard),
      ...textTriples(feed, dct.title, title),
    ];
  });
}
