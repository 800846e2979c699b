import type { Quad } from '@rdfjs/types';
import { changeFeeds } from '../feeds/change-links.ts';
import { hubIri, hubTriples, keyDirectory, webSub } from '../feeds/push-links.ts';
import { leases } from '../push/subscribe.ts';
import { textTriples, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, rdfs } from '../vocabulary/terms.ts';

/** The hub in plain JSON: what it takes, and where the rest is. */
export function hubJson(base: string): object {
  return {
    hub: hubIri(base),
    conformsTo: webSub,
    topics: [...changeFeeds.map(({ path }) => base + path), `${base}search.atom`],
    leaseSeconds: { default: leases.usual, least: leases.shortest, most: leases.longest },
    signatures: { websub: 'sha256', httpMessageSignatures: 'ed25519', keys: keyDirectory(base) },
  };
}

/** The same in RDF: the hub, and the feeds that it distributes. */
export function describeHub(base: string): Quad[] {
  const hub = hubIri(base);
  return [
    ...hubTriples(base),
    ...changeFeeds.flatMap(({ path, standard, title }) => {
      const feed = `${base}${path}` as Iri;
      return [
        triple(hub, rdfs.seeAlso, feed),
        triple(feed, dct.conformsTo, standard),
        ...textTriples(feed, dct.title, title),
      ];
    }),
  ];
}
