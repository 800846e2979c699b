import type { Quad, Quad_Subject } from '@rdfjs/types';
import { DataFactory } from 'n3';
import { keyOf } from '../../mapping/iris.ts';
import { parseDate } from '../../mapping/values/date.ts';
import { languageCode } from '../../mapping/values/language.ts';
import { licenceIri } from '../../mapping/values/licence.ts';
import { parsePeriod } from '../../mapping/values/period.ts';
import type { GraphRecord } from '../../model/record.ts';
import type { SourceItem } from '../../model/source-item.ts';
import { nQuadLine } from '../../rdf/n-quads.ts';
import { literal, parseIri, triple, typed } from '../../rdf/terms.ts';
import type { RecordNames } from '../../sources/rdf-records.ts';
import { unreadable } from '../../sources/unreadable.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct, foaf, rdf, rdfs, skos } from '../../vocabulary/terms.ts';
import { unusedValue } from './oai-findings.ts';
import { attributeOf, elementsOf, textOf, type XmlElement } from './oai-xml.ts';

export const dublinCoreElements = 'http://purl.org/dc/elements/1.1/';
const dcmiTypes = 'http://purl.org/dc/dcmitype/';
const dcmiNames: readonly string[] = [
  ...['Collection', 'Dataset', 'Event', 'Image', 'InteractiveResource', 'MovingImage', 'PhysicalObject'],
  ...['Service', 'Software', 'Sound', 'StillImage', 'Text'],
];
const languages = 'http://publications.europa.eu/resource/authority/language/';

interface DublinCoreRecord {
  /** Of the item in its repository (OAI-PMH 2.0 §2.4). */
  readonly identifier: string;
  /** Address of the record. */
  readonly url: string;
  readonly names: RecordNames;
}

/**
 * The fifteen elements of Dublin Core (http://www.openarchives.org/OAI/2.0/oai_dc.xsd) as the DCAT description of a dataset.
 * It is named after the item's identifier, which the repository promises not to change: addresses and DOIs in `dc:identifier`
 * come, go and stand in several records; they are kept as identifiers and landing pages.
 */
export function* readDublinCore(root: XmlElement, record: DublinCoreRecord): Generator<SourceItem> {
  const topic = record.names.thing('dataset', keyOf(record.identifier));
  const place = { file: record.url, path: record.identifier };
  const draft = new DublinCoreDraft(topic);
  for (const element of elementsOf(root)) {
    if (element.uri !== dublinCoreElements) continue;
    const value = textOf(element);
    if (value === '') continue;
    const language = languageTagOf(attributeOf(element, 'xml:lang'));
    if (!draft.state(element.local, value, language))
      yield unreadable(place, unusedValue(`dc:${element.local}`), { severity: 'info', value });
  }
  const triples = [...new Set(draft.finish().map((quad) => nQuadLine(quad, '')))].join('');
  const data: GraphRecord = { topic, recordKind: 'dataset', parts: [], triples };
  yield { type: 'record', record: { profile: 'dcat', kind: 'graph', operation: 'upsert', place, data } };
}

function languageTagOf(tag: string | undefined): string | undefined {
  return tag !== undefined && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) ? tag : undefined;
}

class DublinCoreDraft {
  readonly #topic: Iri;
  readonly #quads: Quad[] = [];
  readonly #dates: { lexical: string; datatype: Iri }[] = [];
  #nodes = 0;

  constructor(topic: Iri) {
    this.#topic = topic;
    this.#quads.push(typed(topic, dcat.Dataset));
  }

  /** @returns whether the value is understood */
  state(element: string, value: string, language: string | undefined): boolean {
    const text = literal(value, language === undefined ? {} : { language });
    const iri = webIri(value);
    switch (element) {
      case 'title':
        this.#add(dct.title, text);
        return true;
      case 'description':
        this.#add(dct.description, text);
        return true;
      case 'subject':
        this.#add(iri ? dcat.theme : dcat.keyword, iri ?? text);
        return true;
      case 'creator':
      case 'publisher':
      case 'contributor':
        this.#add(dct[element], iri ?? this.#node(foaf.Agent, foaf.name, text));
        return true;
      case 'identifier':
        this.#identify(value);
        return true;
      case 'date':
        return this.#date(value);
      case 'type':
        this.#add(dct.type, iri ?? dcmiType(value) ?? this.#node(skos.Concept, skos.prefLabel, text));
        return true;
      case 'format':
        this.#add(dct.format, iri ?? this.#node(dct.MediaTypeOrExtent, rdfs.label, text));
        return true;
      case 'language':
        this.#add(
          dct.language,
          iri ?? knownLanguage(value) ?? this.#node(dct.LinguisticSystem, rdfs.label, text),
        );
        return true;
      case 'relation':
      case 'source':
        this.#add(dct[element], iri ?? this.#node(rdfs.Resource, rdfs.label, text));
        return true;
      case 'coverage':
        this.#cover(value, () => iri ?? this.#node(dct.Location, rdfs.label, text));
        return true;
      case 'rights':
        this.#grant(value, iri, () => this.#node(dct.RightsStatement, rdfs.label, text));
        return true;
      default:
        return false;
    }
  }

  finish(): readonly Quad[] {
    const dates = [...this.#dates].sort((a, b) => (a.lexical < b.lexical ? -1 : 1));
    const [first] = dates;
    const last = dates.at(-1);
    // Several dates do not say of what they are: the first is that of its appearance, the last that of its last change.
    if (first) this.#add(dct.issued, literal(first.lexical, first));
    if (last && last.lexical !== first?.lexical) this.#add(dct.modified, literal(last.lexical, last));
    return this.#quads;
  }

  #identify(value: string): void {
    this.#add(dct.identifier, literal(value));
    const address = webIri(value) ?? digitalObject(value);
    if (address) this.#add(dcat.landingPage, address);
  }

  #date(value: string): boolean {
    const date = parseDate(value);
    if (date.type === 'date') this.#dates.push(date);
    return date.type === 'date';
  }

  #cover(value: string, place: () => Iri | Quad_Subject): void {
    const period = parsePeriod(value);
    if (!period) {
      this.#add(dct.spatial, place());
      return;
    }
    const node = this.#blank();
    this.#quads.push(triple(node, rdf.type, dct.PeriodOfTime), triple(this.#topic, dct.temporal, node));
    const { start, end } = period;
    if (start) this.#quads.push(triple(node, dcat.startDate, literal(start.lexical, start)));
    if (end) this.#quads.push(triple(node, dcat.endDate, literal(end.lexical, end)));
  }

  #grant(value: string, iri: Iri | undefined, statement: () => Quad_Subject): void {
    const licence = licenceIri(value);
    if (licence) this.#add(dct.license, licence);
    else if (iri && /creativecommons\.org|opendatacommons\.org|licen[cs]e/i.test(iri))
      this.#add(dct.license, iri);
    else this.#add(dct.rights, iri ?? statement());
  }

  #node(type: Iri, property: Iri, text: ReturnType<typeof literal>): Quad_Subject {
    const node = this.#blank();
    this.#quads.push(triple(node, rdf.type, type), triple(node, property, text));
    return node;
  }

  #blank(): Quad_Subject {
    this.#nodes += 1;
    return DataFactory.blankNode(`n${this.#nodes}`) as unknown as Quad_Subject;
  }

  #add(property: Iri, object: Parameters<typeof triple>[2]): void {
    this.#quads.push(triple(this.#topic, property, object));
  }
}

function webIri(value: string): Iri | undefined {
  return /^https?:\/\//i.test(value) ? parseIri(value) : undefined;
}

/** The address of a DOI, with or without `doi:` (DOI Handbook §3.8). */
function digitalObject(value: string): Iri | undefined {
  const [, name] = /^(?:doi:\s*)?(10\.\d{4,9}(?:\.\d+)*\/\S+)$/i.exec(value) ?? [];
  return name === undefined ? undefined : parseIri(`https://doi.org/${encodeURI(name)}`);
}

/** https://www.dublincore.org/specifications/dublin-core/dcmi-terms/#section-7 */
function dcmiType(value: string): Iri | undefined {
  const found = dcmiNames.find((one) => one.toLowerCase() === value.toLowerCase());
  return found === undefined ? undefined : parseIri(`${dcmiTypes}${found}`);
}

function knownLanguage(value: string): Iri | undefined {
  const code = languageCode(value);
  return code === undefined ? undefined : parseIri(`${languages}${code}`);
}
