import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RecordReader } from '../store/record-store.ts';
import type { DocumentAnswers } from './document-answers.ts';
import type { Representation, RepresentationCache } from './representation-cache.ts';
import { formFor, sendReady, sendWhenReady } from './send.ts';

/**
 * Documents, answered before the framework, which costs several times more than the look-up. A request with the fields of an
 * earlier one is answered with the very same bytes while nothing was committed; after a commit the record's head decides.
 */
export class ReadyAnswers {
  readonly #store: RecordReader;
  readonly #cache: RepresentationCache;
  readonly #documents: DocumentAnswers;

  constructor(context: { store: RecordReader; cache: RepresentationCache }, documents: DocumentAnswers) {
    this.#store = context.store;
    this.#cache = context.cache;
    this.#documents = documents;
  }

  /** @returns whether it was answered; `false` leaves the request to the long way, which tells what is wrong with it */
  send(request: IncomingMessage, response: ServerResponse): boolean {
    const form = this.#find(request);
    if (form === undefined) return false;
    if (form instanceof Promise) sendWhenReady(request, response, form);
    else sendReady(request, response, form);
    return true;
  }

  #find(request: IncomingMessage): Representation | Promise<Representation> | undefined {
    const fields = fieldsOf(request);
    try {
      // Before anything else is read: what is committed in between must not be taken for known.
      const sequence = this.#store.sequence();
      const known = this.#cache.recall(fields, sequence);
      if (known) return known;
      const found = this.#documents.find(request);
      if (!found) return undefined;
      const form = formFor(request, found.representation);
      if (!(form instanceof Promise)) this.#cache.remember(fields, found.key, sequence, form);
      return form;
    } catch {
      return undefined;
    }
  }
}

/** Everything of a request that decides which representation it gets. */
function fieldsOf({ url, headers }: IncomingMessage): string {
  return `${url}\n${headers.accept ?? ''}\n${headers['accept-encoding'] ?? ''}\n${headers['accept-language'] ?? ''}\n${headers['accept-profile'] ?? ''}`;
}
