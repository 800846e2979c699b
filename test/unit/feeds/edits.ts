import fc from 'fast-check';
import { canonicalNQuads, versionOf } from '../../../src/rdf/canonical.ts';
import { literal, triple, typed } from '../../../src/rdf/terms.ts';
import type { Change, RecordStore } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dcat, dct } from '../../../src/vocabulary/terms.ts';

export const base = 'https://data.example.gov.in/';
export const portal = { base, title: { en: 'P', hi: 'प' }, description: { en: 'D', hi: 'ड' } };
/** A catalogue that lists every dataset made here. */
export const nested = `${base}id/catalog/prices` as Iri;
export const keys = Array.from({ length: 8 }, (_, index) => `d${index}`);

export function put(key: string, title: string): Change {
  const topic = `${base}id/dataset/${key}` as Iri;
  const document = `${base}doc/dataset/${key}` as Iri;
  const quads = [
    typed(topic, dcat.Dataset),
    triple(topic, dct.title, literal(title)),
    triple(nested, dcat.dataset, topic),
  ];
  const nquads = canonicalNQuads(quads, document);
  return {
    type: 'put',
    document,
    topic,
    kind: 'dataset',
    parts: [],
    links: [nested],
    nquads,
    version: versionOf(nquads),
    policy: `${base}def/policy` as Iri,
    policyVersion: '1',
    warnings: 0,
    incidental: false,
  };
}

export function withdraw(key: string): Change {
  return { type: 'withdraw', document: `${base}doc/dataset/${key}` as Iri };
}

/** One step of a crawl that is interrupted by editors. */
export type Step =
  | { readonly type: 'read' }
  | { readonly type: 'put'; readonly key: string; readonly title: number }
  | { readonly type: 'withdraw'; readonly key: string };

export const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constant('read' as const) }),
  fc.record({ type: fc.constant('put' as const), key: fc.constantFrom(...keys), title: fc.nat(3) }),
  fc.record({ type: fc.constant('withdraw' as const), key: fc.constantFrom(...keys) }),
);

export async function edit(store: RecordStore, one: Exclude<Step, { type: 'read' }>): Promise<void> {
  await store.commit([one.type === 'put' ? put(one.key, `${one.key} ${one.title}`) : withdraw(one.key)]);
}
