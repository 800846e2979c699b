import { Router } from 'express';
import { LdesAddresses } from '../../feeds/ldes-addresses.ts';
import { hubIri } from '../../feeds/push-links.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { chooseStreamFormat, streamFormats, withLinks } from '../feed-format.ts';
import { findLdesNode, type LdesNode } from '../feed-ldes.ts';
import type { HttpContext } from '../http-context.ts';
import { ProblemError } from '../problem.ts';
import { notFound } from '../problems.ts';
import { RepresentationCache } from '../representation-cache.ts';
import { requestTarget } from '../request-target.ts';
import { immutable, representation, sendRepresentation } from '../send.ts';
import { readOnly } from './allow-methods.ts';

/** Bytes. Who replicates everything reads each page once: that must not push documents out of the common cache. */
const cacheBytes = 16 * 1024 * 1024;
const extensions = streamFormats.map(({ extension }) => extension).join('|');

/** `/feed/ldes`: every change since the first, as a Linked Data Event Stream. */
export function ldesRoutes(context: HttpContext): Router {
  const { site, cacheControl } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const cache = new RepresentationCache(cacheBytes);
  const address = new RegExp(
    `^/feed/ldes(?:/([1-9]\\d{0,14})(?:-([1-9]\\d{0,14}))?)?(?:\\.(${extensions}))?$`,
  );

  router.all(address, readOnly(), (request, response) => {
    const [first, last, extension] = [request.params[0], request.params[1], request.params[2]];
    const { path } = requestTarget(request);
    const node = findLdesNode(context, {
      ...(first !== undefined && { first: Number(first) }),
      ...(last !== undefined && { last: Number(last) }),
    });
    if (!node) throw new ProblemError(notFound(path, `${site.base}feed/ldes`));
    const reference = extension === undefined ? path : path.slice(0, -extension.length - 1);
    const chosen = chooseStreamFormat(request, reference, extension);
    const key = `ldes ${path} ${chosen.mediaType}`;
    const known = cache.get(key, node.validator);
    if (known) {
      sendRepresentation(request, response, known);
      return;
    }
    const addresses = new LdesAddresses(site.base, chosen.suffix);
    const made = representation(node.write(chosen.format, addresses), {
      validator: node.validator,
      headers: withLinks(chosen.headers, neighbours(node, addresses)),
      cacheControl: node.isComplete ? immutable : cacheControl,
    });
    cache.set(key, node.validator, made);
    sendRepresentation(request, response, made);
  });

  function neighbours(node: LdesNode, addresses: LdesAddresses) {
    const { page } = node;
    const reference = (iri: Iri | undefined) => iri && site.reference(iri);
    const pageAt = (first: number | undefined) =>
      reference(first === undefined ? first : addresses.page(first));
    const pageView = reference(addresses.view());
    const isView = !page && !node.isComplete;
    return {
      ...(isView && { hub: hubIri(site.base), self: addresses.view() }),
      ...(page && { prev: pageAt(page.previous), next: pageAt(page.next), collection: pageView }),
    };
  }

  return router;
}
