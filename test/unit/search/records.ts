import type { RecordKind } from '../../../src/model/record.ts';
import { canonicalNQuads } from '../../../src/rdf/canonical.ts';
import { literal, triple, typed } from '../../../src/rdf/terms.ts';
import type { StoredRecord } from '../../../src/store/record-store.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { dcat, dct, skos } from '../../../src/vocabulary/terms.ts';

export const base = 'https://data.example.gov.in/';

/** What a made-up record says. */
export interface Facts {
  readonly title?: string;
  readonly hindi?: string;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly sectors?: readonly string[];
  readonly publisher?: string;
  readonly formats?: readonly string[];
  readonly modified?: string;
  readonly matches?: readonly string[];
  readonly broader?: readonly string[];
}

const topicPaths: Partial<Record<RecordKind, string>> = { concept: 'def/', place: 'id/place/' };

/** @param key of the record: its document is `{base}doc/{kind}/{key}` */
export function record(kind: RecordKind, key: string, facts: Facts): StoredRecord {
  const document = `${base}doc/${kind}/${key}` as Iri;
  const topic = `${base}${topicPaths[kind] ?? `id/${kind}/`}${key}` as Iri;
  const name = kind === 'concept' || kind === 'organization' ? skos.prefLabel : dct.title;
  const part = `${topic}/1` as Iri;
  const iri = (value: string) => (value.includes(':') ? value : `${base}${value}`) as Iri;
  const quads = [
    typed(topic, dcat.Dataset),
    ...(facts.title === undefined ? [] : [triple(topic, name, literal(facts.title, { language: 'en' }))]),
    ...(facts.hindi === undefined ? [] : [triple(topic, name, literal(facts.hindi, { language: 'hi' }))]),
    ...(facts.description === undefined
      ? []
      : [triple(topic, dct.description, literal(facts.description, { language: 'en' }))]),
    ...(facts.keywords ?? []).map((word) => triple(topic, dcat.keyword, literal(word, { language: 'en' }))),
    ...(facts.sectors ?? []).map((sector) => triple(topic, dcat.theme, iri(sector))),
    ...(facts.publisher === undefined ? [] : [triple(topic, dct.publisher, iri(facts.publisher))]),
    ...(facts.formats ?? []).map((format) => triple(part, dct.format, iri(format))),
    ...(facts.modified === undefined ? [] : [triple(topic, dct.modified, literal(facts.modified))]),
    ...(facts.matches ?? []).map((match) => triple(topic, skos.exactMatch, iri(match))),
    ...(facts.broader ?? []).map((above) => triple(topic, skos.broader, iri(above))),
  ];
  return {
    document,
    topic,
    kind,
    state: 'live',
    version: '1',
    sequence: 1,
    issued: '2020-01-01T00:00:00Z',
    modified: '2020-01-01T00:00:00Z',
    policy: `${base}def/policy/dcat` as Iri,
    policyVersion: '1',
    warnings: 0,
    nquads: canonicalNQuads(quads, document),
  };
}
