import type { Quad } from '@rdfjs/types';
import type { RecordKind } from '../model/record.ts';
import { parseNQuads } from '../rdf/n-quads.ts';
import { isLiteral, type Phrase } from '../resources/phrase.ts';
import { descriptionProperties, phrasesOf, titleOf } from '../resources/title-of.ts';
import type { RecordReader, StoredRecord } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct } from '../vocabulary/terms.ts';

/** What a list of results tells of one record. */
export interface SearchResult {
  readonly document: Iri;
  readonly topic: Iri;
  readonly kind: RecordKind;
  readonly titles: readonly Phrase[];
  readonly descriptions: readonly Phrase[];
  readonly publishers: readonly string[];
  /** IRIs of formats or media types. */
  readonly formats: readonly string[];
  /** Lexical forms, where stated. */
  readonly issued?: string;
  readonly modified?: string;
  /** When the record last changed here: xsd:dateTime. */
  readonly changed: string;
}

/** The records of a page of results as they are now; what was withdrawn since the index followed is left out. */
export function readResults(store: RecordReader, documents: readonly Iri[]): SearchResult[] {
  return documents.flatMap((document) => {
    const record = store.get(document);
    return record?.state === 'live' ? [resultOf(record)] : [];
  });
}

function resultOf(record: StoredRecord): SearchResult {
  const { document, topic, kind, modified: changed } = record;
  const quads = parseNQuads(record.nquads);
  const [issued] = literals(quads, topic, dct.issued);
  const [modified] = literals(quads, topic, dct.modified);
  return {
    document,
    topic,
    kind,
    changed,
    titles: titleOf(quads, topic),
    descriptions: phrasesOf(quads, topic, descriptionProperties),
    publishers: things(
      quads.filter(({ subject }) => subject.value === topic),
      dct.publisher,
    ),
    formats: formatsOf(quads),
    ...(issued !== undefined && { issued }),
    ...(modified !== undefined && { modified }),
  };
}

/** The format of each file, else its media type. */
function formatsOf(quads: readonly Quad[]): string[] {
  const formatted = new Set(
    quads.filter(({ predicate }) => predicate.value === dct.format).map(({ subject }) => subject.value),
  );
  const others = quads.filter(({ subject }) => !formatted.has(subject.value));
  return [...new Set([...things(quads, dct.format), ...things(others, dcat.mediaType)])];
}

function things(quads: readonly Quad[], property: Iri): string[] {
  return quads
    .filter(({ predicate, object }) => predicate.value === property && !isLiteral(object))
    .map(({ object }) => object.value);
}

function literals(quads: readonly Quad[], topic: Iri, property: Iri): string[] {
  return quads
    .filter(
      ({ subject, predicate, object }) =>
        subject.value === topic && predicate.value === property && isLiteral(object),
    )
    .map(({ object }) => object.value)
    .sort()
    .reverse();
}
