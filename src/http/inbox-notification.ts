import type { Quad } from '@rdfjs/types';
import type { NotificationFacts } from '../push/notification.ts';
import { jsonLd } from '../rdf/formats.ts';
import { parseRdf } from '../rdf/parse.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { activityStreams, rdf, xsd } from '../vocabulary/terms.ts';
import { saysNothing, unreadableNotification } from './inbox-problems.ts';
import { ProblemError } from './problem.ts';

/** Brackets inside each other. */
const deepest = 32;
/** Types of an activity that are kept. */
const mostTypes = 10;

const activityStreamsContext = 'https://www.w3.org/ns/activitystreams';

/** What ActivityStreams means by its short names, as far as notifications are looked into here (Core §2.1, Vocabulary §4). */
const ownContext = {
  '@context': {
    '@vocab': prefixes.as,
    as: prefixes.as,
    id: '@id',
    type: '@type',
    ...Object.fromEntries(
      [
        'actor',
        'attributedTo',
        'context',
        'inReplyTo',
        'instrument',
        'object',
        'origin',
        'result',
        'target',
        'url',
      ].map((name) => [name, { '@id': `${prefixes.as}${name}`, '@type': '@id' }]),
    ),
    ...Object.fromEntries(
      ['endTime', 'published', 'startTime', 'updated'].map((name) => [
        name,
        { '@id': `${prefixes.as}${name}`, '@type': xsd.dateTime },
      ]),
    ),
  },
};

/** Contexts are not fetched: the names of one that is not known mean nothing here, and the rest is understood. */
class KnownContexts extends Map<string, object> {
  override get(url: string): object {
    return super.get(url.replace(/#$/, '')) ?? { '@context': {} };
  }
}

const contexts = new KnownContexts([
  [activityStreamsContext, ownContext],
  [activityStreamsContext.replace('https:', 'http:'), ownContext],
]);

/**
 * What a notification says. It is kept as it came; this is only what others need who act on it.
 * @param iri of the notification, which relative IRIs are resolved against
 * @throws ProblemError 400 where it is no JSON-LD, or states nothing
 */
export async function readNotification(
  bytes: Uint8Array,
  iri: string,
): Promise<{ readonly body: string; readonly facts: NotificationFacts }> {
  const quads: Quad[] = [];
  try {
    const limits = { document: bytes.length, depth: deepest };
    for await (const quad of parseRdf(chunksOf(bytes), jsonLd, { base: iri, contexts, limits }))
      quads.push(quad);
  } catch (error) {
    if (!(error instanceof RdfError)) throw error;
    throw new ProblemError(unreadableNotification(error.message), { cause: error });
  }
  if (quads.length === 0) throw new ProblemError(saysNothing());
  return { body: Buffer.from(bytes).toString('utf8'), facts: factsOf(quads) };
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Of the activity: what has an object or an actor, else what the document begins with. */
function factsOf(quads: readonly Quad[]): NotificationFacts {
  const about = (quads.find(({ predicate }) => isOfActivity(predicate.value)) ?? quads[0])?.subject;
  const own = quads.filter(({ subject }) => about?.equals(subject));
  const iris = (property: string) =>
    own
      .filter(({ predicate, object }) => predicate.value === property && object.termType === 'NamedNode')
      .map(({ object }) => object.value);
  const [actor] = iris(activityStreams.actor);
  const [object] = iris(activityStreams.object);
  const [target] = iris(activityStreams.target);
  return {
    type: iris(rdf.type).slice(0, mostTypes),
    ...(actor !== undefined && { actor }),
    ...(object !== undefined && { object }),
    ...(target !== undefined && { target }),
  };
}

function isOfActivity(property: string): boolean {
  return property === activityStreams.object || property === activityStreams.actor;
}
