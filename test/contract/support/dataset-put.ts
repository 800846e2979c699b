import { canonicalNQuads, versionOf } from '../../../src/rdf/canonical.ts';
import { literal, triple, typed } from '../../../src/rdf/terms.ts';
import type { Put } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { policyIri } from '../../../src/vocabulary/ndsap.ts';
import { dcat, dct } from '../../../src/vocabulary/terms.ts';

/** A dataset that has a title and nothing else, past the gate. */
export function datasetPut(base: string, key: string, title: string, more: Partial<Put> = {}): Put {
  const topic = `${base}id/dataset/${key}` as Iri;
  const document = `${base}doc/dataset/${key}` as Iri;
  const nquads = canonicalNQuads(
    [typed(topic, dcat.Dataset), triple(topic, dct.title, literal(title))],
    document,
  );
  return {
    type: 'put',
    document,
    topic,
    kind: 'dataset',
    parts: [],
    links: [],
    nquads,
    version: versionOf(nquads),
    policy: policyIri(base, 'dcat'),
    policyVersion: '1',
    warnings: 0,
    incidental: false,
    ...more,
  };
}
