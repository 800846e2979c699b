import type { RecordKind } from '../model/record.ts';
import type { Language } from '../model/text.ts';
import { iriOf, literalOf, parseStatements } from '../rdf/n-quads.ts';
import type { Statement } from '../rdf/statement.ts';
import type { StoredRecord } from '../store/record-store.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { ndsapTerms } from '../vocabulary/ndsap.ts';
import { dcat, dct, foaf, org, rdfs, skos } from '../vocabulary/terms.ts';
import type { FacetName } from './facets.ts';

/** Where in a record a text stands; the weight of its words in a search comes from this. */
export type TextField = 'title' | 'otherTitle' | 'identifier' | 'keyword' | 'hidden' | 'part' | 'description';

/** What the index takes from a record. */
export interface SearchEntry {
  readonly document: Iri;
  readonly topic: Iri;
  readonly kind: RecordKind;
  readonly texts: readonly { readonly field: TextField; readonly text: string }[];
  /** IRIs as the record has them; the index turns them into the portal's own concepts. */
  readonly values: readonly { readonly facet: FacetName; readonly value: string }[];
  /** For ordering by title. */
  readonly titles: Readonly<Record<Language, string>>;
  /** Milliseconds since 1970: `dct:modified`, else `dct:issued` of the thing, else when the record came here. */
  readonly date: number;
  /** Of concepts and the like: IRIs of other authorities for the same, and what is above it. */
  readonly matches: readonly string[];
  readonly broader: readonly string[];
}

const identifierFields: readonly Iri[] = [dct.identifier, skos.notation];
const dateFields: readonly Iri[] = [dct.modified, dct.issued];
const titleFields: readonly Iri[] = [dct.title, skos.prefLabel, foaf.name, rdfs.label];

type Role =
  | { readonly field: TextField }
  | { readonly facet: FacetName; readonly ofTopic: boolean }
  | { readonly other: 'date' | 'matches' | 'broader' };

/** Reads records: what each property means for the search. */
export class EntryReader {
  readonly #roles: ReadonlyMap<string, Role>;
  readonly #mediaType: string;
  readonly #format: string;

  /** @param base IRI of the portal, whose own terms count too */
  constructor(base: string) {
    const ndsap = ndsapTerms(base);
    const ofTopic = true;
    const roles: [readonly Iri[], Role][] = [
      [titleFields, { field: 'title' }],
      [[skos.altLabel, dct.alternative], { field: 'otherTitle' }],
      [identifierFields, { field: 'identifier' }],
      [[dcat.keyword], { field: 'keyword' }],
      [[skos.hiddenLabel], { field: 'hidden' }],
      [[dct.description, skos.definition, rdfs.comment], { field: 'description' }],
      [[dcat.theme], { facet: 'sector', ofTopic }],
      [[dct.publisher], { facet: 'publisher', ofTopic }],
      [[dct.spatial], { facet: 'place', ofTopic }],
      [[dct.format, dcat.mediaType], { facet: 'format', ofTopic: false }],
      [[dct.accrualPeriodicity], { facet: 'frequency', ofTopic }],
      [[dct.license], { facet: 'licence', ofTopic: false }],
      [[dct.accessRights, ndsap.accessType], { facet: 'access', ofTopic }],
      [[ndsap.starLevel], { facet: 'stars', ofTopic: false }],
      [dateFields, { other: 'date' }],
      [[skos.exactMatch, ndsap.mediaType], { other: 'matches' }],
      [[skos.broader, org.subOrganizationOf], { other: 'broader' }],
    ];
    this.#roles = new Map(
      roles.flatMap(([properties, role]) => properties.map((one) => [`<${one}>`, role] as const)),
    );
    this.#mediaType = `<${dcat.mediaType}>`;
    this.#format = `<${dct.format}>`;
  }

  read(record: StoredRecord): SearchEntry {
    const statements = parseStatements(record.nquads);
    const topic = `<${record.topic}>`;
    const formatted = new Set(
      statements.filter(({ predicate }) => predicate === this.#format).map(({ subject }) => subject),
    );
    const entry = new EntryDraft(record);
    for (const statement of statements) {
      const { subject, predicate } = statement;
      const role = this.#roles.get(predicate);
      // The format says more than the media type of the same file.
      if (!role || (predicate === this.#mediaType && formatted.has(subject))) continue;
      entry.take(statement, role, subject === topic);
    }
    return entry.finish();
  }
}

/** Takes up the statements of one record. */
class EntryDraft {
  readonly #record: StoredRecord;
  readonly #texts: SearchEntry['texts'][number][] = [];
  readonly #values: SearchEntry['values'][number][] = [];
  readonly #titles: { text: string; language: string }[] = [];
  readonly #dates = new Map<string, string>();
  readonly #matches: string[] = [];
  readonly #broader: string[] = [];
  readonly #stars = { own: '', ofParts: '' };

  constructor(record: StoredRecord) {
    this.#record = record;
  }

  take({ predicate, object }: Statement, role: Role, ofTopic: boolean): void {
    const isLiteral = object.startsWith('"');
    if ('field' in role) {
      if (isLiteral) this.#text(object, role.field, ofTopic);
    } else if ('facet' in role) {
      if (!isLiteral && (ofTopic || !role.ofTopic)) this.#value(role.facet, iriOf(object), ofTopic);
    } else if (!ofTopic) return;
    else if (role.other !== 'date') {
      if (!isLiteral) (role.other === 'matches' ? this.#matches : this.#broader).push(iriOf(object));
    } else if (isLiteral) {
      const { text } = literalOf(object);
      if (text > (this.#dates.get(predicate) ?? '')) this.#dates.set(predicate, text);
    }
  }

  finish(): SearchEntry {
    const { document, topic, kind, issued } = this.#record;
    const stated = dateFields.map((field) => this.#dates.get(`<${field}>`)).find((text) => isDate(text));
    const stars = this.#stars.own || this.#stars.ofParts;
    return {
      document,
      topic,
      kind,
      texts: [...this.#texts, { field: 'identifier', text: lastPart(topic) }],
      values: [
        ...this.#values,
        ...(stated ? [{ facet: 'year', value: stated.slice(0, 4) } as const] : []),
        ...(stars ? [{ facet: 'stars', value: stars } as const] : []),
        { facet: 'kind', value: kind },
      ],
      titles: { en: this.#title('en'), hi: this.#title('hi') },
      date: Date.parse(stated ?? issued),
      matches: this.#matches,
      broader: this.#broader,
    };
  }

  #text(object: string, field: TextField, ofTopic: boolean): void {
    const { text, language } = literalOf(object);
    this.#texts.push({ field: ofTopic || field === 'description' ? field : 'part', text });
    if (ofTopic && field === 'title') this.#titles.push({ text, language });
  }

  #value(facet: FacetName, value: string, ofTopic: boolean): void {
    if (facet !== 'stars') this.#values.push({ facet, value });
    else if (ofTopic) this.#stars.own = value;
    // Of several files the best counts, as it does for a reader.
    else if (value > this.#stars.ofParts) this.#stars.ofParts = value;
  }

  #title(language: Language): string {
    const speaks = (wanted: string) =>
      this.#titles.find((title) => title.language.split('-', 1)[0] === wanted);
    return (speaks(language) ?? speaks('en') ?? speaks('') ?? this.#titles[0])?.text ?? '';
  }
}

function isDate(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}(?!\d)/.test(text) && !Number.isNaN(Date.parse(text));
}

/** Of a path of several parts only the last is an identifier of this thing. */
function lastPart(iri: string): string {
  const part = iri.slice(Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) + 1);
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
