import { readLinkField } from '../fetch/link-field.ts';
import { Failure } from '../model/failure.ts';
import { formatOfMediaType } from '../rdf/formats.ts';
import { parseRdf } from '../rdf/parse.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { ldp } from '../vocabulary/terms.ts';
import type { PushAnswer, PushTransport } from './push-transport.ts';

const accept = 'text/turtle, application/ld+json;q=0.9, application/n-triples;q=0.8, */*;q=0.1';
const mostRedirects = 3;
/** Bytes of a description that are looked through. */
const mostBytes = 1024 * 1024;

/**
 * The inbox that a thing names (LDN §3.1): by `Link`, else by a triple of its description.
 * @throws Failure `endpoint-refused`, `endpoint-failed`; `not-found` where it names none
 */
export async function discoverInbox(target: string, transport: PushTransport): Promise<string> {
  let url = transport.check(target).href;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await transport.send({ method: 'GET', url, headers: { Accept: accept } }, mostBytes);
    const linked = inboxOfLinks(answer.headers['link'] ?? '', url);
    if (linked !== undefined) return transport.check(linked).href;
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status >= 400 || location === undefined) {
      const stated = await inboxOfDescription(answer, target, url);
      if (stated !== undefined) return transport.check(stated).href;
      throw new Failure(
        'not-found',
        `<${url}> names no inbox (it answered with status ${answer.status}). Ask who runs it for the address of the inbox, and add that.`,
      );
    }
    url = transport.check(new URL(location, url).href).href;
  }
  throw new Failure('endpoint-failed', `<${target}> redirects more than ${mostRedirects} times.`);
}

/** The target of the first link with the relation (RFC 8288 §3). */
export function inboxOfLinks(field: string, base: string): string | undefined {
  const links = readLinkField(field, base) ?? [];
  const target = links.find(({ relation }) => relation === ldp.inbox)?.target;
  return target !== undefined && URL.canParse(target) ? target : undefined;
}

/** Of the thing itself, or of the document that describes it. */
async function inboxOfDescription(
  { status, headers, body }: PushAnswer,
  target: string,
  url: string,
): Promise<string | undefined> {
  const mediaType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '';
  const format = formatOfMediaType(mediaType);
  if (status !== 200 || !format) return undefined;
  const subjects = new Set([target, url, target.replace(/#.*$/, '')]);
  try {
    for await (const { subject, predicate, object } of parseRdf(chunksOf(body), format, { base: url })) {
      if (predicate.value !== ldp.inbox || object.termType !== 'NamedNode') continue;
      if (subjects.has(subject.value)) return object.value;
    }
  } catch (error) {
    // A description that was cut off or is malformed names no inbox that could be relied on.
    if (!(error instanceof RdfError)) throw error;
  }
  return undefined;
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
