import type { Quad, Term } from '@rdfjs/types';
import type { VNode } from 'preact';
import type { RecordKind } from '../model/record.ts';
import type { Labels } from '../resources/labels.ts';
import { isLiteral, type Phrase, phraseOf } from '../resources/phrase.ts';
import { descriptionProperties, phrasesOf, titleOf } from '../resources/title-of.ts';
import { composeDocument } from '../store/document.ts';
import type { StoredVersion } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct } from '../vocabulary/terms.ts';
import { element } from './xml-text.ts';

export const oaiDc = 'http://www.openarchives.org/OAI/2.0/oai_dc/';
export const oaiDcSchema = 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd';
const dc = 'http://purl.org/dc/elements/1.1/';
const instance = 'http://www.w3.org/2001/XMLSchema-instance';

/** Terms of the DCMI Type Vocabulary. */
const types: Readonly<Partial<Record<RecordKind, string>>> = {
  app: 'Software',
  catalog: 'Collection',
  dataset: 'Dataset',
  series: 'Collection',
  service: 'Service',
};

/** The record in the fifteen elements of Dublin Core (http://www.openarchives.org/OAI/2.0/oai_dc.xsd). */
export function dublinCore(labels: Labels, version: StoredVersion): VNode {
  const facts = new Facts(labels, version);
  const one = (name: string, phrases: readonly Phrase[]) =>
    distinct(phrases).map(({ text, language }) =>
      element(`dc:${name}`, { 'xml:lang': language || undefined }, text),
    );
  const attributes = {
    'xmlns:oai_dc': oaiDc,
    'xmlns:dc': dc,
    'xmlns:xsi': instance,
    'xsi:schemaLocation': `${oaiDc} ${oaiDcSchema}`,
  };
  return element(
    'oai_dc:dc',
    attributes,
    one('title', facts.titles()),
    one('creator', facts.names(dct.creator)),
    one('subject', [...facts.names(dcat.keyword), ...facts.names(dcat.theme), ...facts.names(dct.subject)]),
    one('description', facts.descriptions()),
    one('publisher', facts.names(dct.publisher)),
    one('contributor', facts.names(dct.contributor)),
    one('date', [...facts.values(dct.issued), ...facts.values(dct.modified)]),
    one('type', plain([types[version.kind] ?? 'Dataset'])),
    one('format', [...facts.ofFiles(dcat.mediaType), ...facts.ofFiles(dct.format)]),
    one('identifier', [...plain([version.topic]), ...facts.values(dct.identifier)]),
    one('source', facts.values(dct.source)),
    one('language', facts.names(dct.language)),
    one('relation', facts.relations()),
    one('coverage', [...facts.names(dct.spatial), ...facts.periods()]),
    one('rights', [...facts.values(dct.license), ...facts.names(dct.accessRights), ...facts.rights()]),
  );
}

/** What a record states, in texts. */
class Facts {
  readonly #labels: Labels;
  readonly #topic: Iri;
  readonly #quads: readonly Quad[];

  constructor(labels: Labels, version: StoredVersion) {
    this.#labels = labels;
    this.#topic = version.topic;
    this.#quads = composeDocument(version);
  }

  titles(): readonly Phrase[] {
    return titleOf(this.#quads, this.#topic);
  }

  descriptions(): readonly Phrase[] {
    return phrasesOf(this.#quads, this.#topic, descriptionProperties);
  }

  /** Texts, and the names of things; the IRI of a thing that has none. */
  names(property: Iri, subject: string = this.#topic): readonly Phrase[] {
    return this.#objects(subject, property).flatMap((object) => this.#nameOf(object));
  }

  /** Texts and IRIs as they are. */
  values(property: Iri): readonly Phrase[] {
    return this.#objects(this.#topic, property).map(textOf);
  }

  ofFiles(property: Iri): readonly Phrase[] {
    return this.#files().flatMap((file) => this.names(property, file));
  }

  /** Where the data is, and what it belongs to. */
  relations(): readonly Phrase[] {
    const addresses = this.#files().flatMap((file) => [
      ...this.#objects(file, dcat.downloadURL),
      ...this.#objects(file, dcat.accessURL),
    ]);
    const related = [dcat.landingPage, dct.isPartOf, dcat.inSeries, dct.relation].flatMap((property) =>
      this.#objects(this.#topic, property),
    );
    return [...related, ...addresses].map(textOf);
  }

  /** As ISO 8601 writes them. */
  periods(): readonly Phrase[] {
    return this.#objects(this.#topic, dct.temporal).flatMap((period) => {
      const [start] = this.#objects(period.value, dcat.startDate);
      const [end] = this.#objects(period.value, dcat.endDate);
      return start || end ? plain([`${start?.value ?? '..'}/${end?.value ?? '..'}`]) : [];
    });
  }

  /** Licences of files count where the record itself names none. */
  rights(): readonly Phrase[] {
    const own = this.names(dct.rights);
    const isLicensed = this.#objects(this.#topic, dct.license).length > 0;
    const ofFiles = this.#files().flatMap((file) => this.#objects(file, dct.license).map(textOf));
    return isLicensed ? own : [...own, ...ofFiles];
  }

  #files(): readonly string[] {
    return this.#objects(this.#topic, dcat.distribution).map(({ value }) => value);
  }

  #objects(subject: string, property: Iri): readonly Term[] {
    return this.#quads
      .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
      .map(({ object }) => object);
  }

  #nameOf(term: Term): readonly Phrase[] {
    if (term.termType !== 'NamedNode') return [textOf(term)];
    const names = this.#labels.of(term.value);
    return names.length > 0 ? names : [textOf(term)];
  }
}

function textOf(term: Term): Phrase {
  return isLiteral(term) ? phraseOf(term) : { text: term.value, language: '' };
}

function plain(texts: readonly string[]): readonly Phrase[] {
  return texts.map((text) => ({ text, language: '' }));
}

function distinct(phrases: readonly Phrase[]): readonly Phrase[] {
  return [...new Map(phrases.map((phrase) => [`${phrase.language} ${phrase.text}`, phrase])).values()];
}
