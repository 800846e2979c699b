import type { Quad, Term } from '@rdfjs/types';
import type { Iri } from '../vocabulary/iri.ts';
import { ndsapTerms, type SchemeKey, schemeKeys } from '../vocabulary/ndsap.ts';
import { rdf, skos } from '../vocabulary/terms.ts';
import { labelKey } from './label-key.ts';
import { quadsBySubject } from './quads-by-subject.ts';

/** A concept of one of the portal's schemes, as the mappings and pages need it. */
export interface Concept {
  readonly iri: Iri;
  readonly scheme: SchemeKey;
  /** Preferred label by language tag. */
  readonly labels: ReadonlyMap<string, string>;
  readonly notations: readonly string[];
  /** Concepts of other tables that mean the same, that of the EU authority tables first. */
  readonly exactMatch: readonly Iri[];
  readonly broader: readonly Iri[];
  /**
   * Other IRIs and literals without a language, by property IRI (lexical forms): ndsap:interval, ndsap:mediaType,
   * skos:broadMatch (a wider concept of another table: what it says is true of this one, but less)…
   */
  readonly properties: ReadonlyMap<Iri, readonly string[]>;
}

/** Finds concepts by what publishers write: preferred, alternative and hidden labels (any language), notations, IRIs. */
export interface ConceptIndex {
  /**
   * Case, white space, punctuation and diacritics do not matter. An IRI is that of the concept or of an exact match;
   * a file format goes by its media types and file extensions too.
   */
  resolve(scheme: SchemeKey, text: string): Concept | undefined;
  get(iri: Iri): Concept | undefined;
  /** In the order of the vocabulary. */
  all(scheme: SchemeKey): readonly Concept[];
}

/** A label that two concepts of one scheme claim; `winner` is the one that it resolves to. */
export interface AmbiguousLabel {
  readonly scheme: SchemeKey;
  readonly label: string;
  readonly winner: Iri;
  readonly loser: Iri;
}

/** A concept index that knows the flaws of its vocabulary. */
export interface CheckedConceptIndex extends ConceptIndex {
  readonly ambiguities: readonly AmbiguousLabel[];
}

const mediaTypeRegister = 'https://www.iana.org/assignments/media-types/';
/** Answers kept per scheme; beyond that the memory is emptied, since cells of any text come by. */
const longestMemory = 20_000;

/** How strong the claim of a concept on a label is: the first kind that has the label wins. */
const claims = ['preferred', 'alternative', 'hidden', 'derived'] as const;
type Claim = (typeof claims)[number];

interface Draft {
  readonly iri: Iri;
  readonly scheme: SchemeKey;
  readonly labels: Map<string, string>;
  readonly notations: string[];
  readonly exactMatch: Iri[];
  readonly broader: Iri[];
  readonly properties: Map<Iri, string[]>;
  readonly names: Record<Claim, string[]>;
}

/**
 * Indexes the concepts of the portal's schemes.
 * @param quads the vocabulary (SKOS), in any order; statements about anything else are passed over
 * @param base the portal's base IRI, ending in `/`
 */
export function indexConcepts(quads: Iterable<Quad>, base: string): CheckedConceptIndex {
  const bySubject = quadsBySubject(quads);
  const drafts = draftConcepts(bySubject, base);
  const schemes = new Map(
    schemeKeys.map((key) => [
      key,
      new SchemeIndex(
        key,
        drafts.filter((draft) => draft.scheme === key),
      ),
    ]),
  );
  const byIri = new Map<string, Concept>(drafts.map((draft) => [draft.iri, draft]));
  return {
    resolve: (scheme, text) => schemes.get(scheme)?.resolve(text),
    get: (iri) => byIri.get(iri),
    all: (scheme) => schemes.get(scheme)?.concepts ?? [],
    ambiguities: [...schemes.values()].flatMap((scheme) => scheme.ambiguities),
  };
}

class SchemeIndex {
  readonly concepts: readonly Concept[];
  readonly ambiguities: AmbiguousLabel[] = [];
  readonly #byIri = new Map<string, Concept>();
  readonly #byKey = new Map<string, Concept>();
  readonly #memory = new Map<string, Concept | undefined>();

  constructor(scheme: SchemeKey, drafts: readonly Draft[]) {
    this.concepts = drafts;
    for (const draft of drafts)
      for (const iri of [...draft.exactMatch, draft.iri]) this.#byIri.set(iri, draft);
    for (const claim of claims)
      for (const draft of drafts)
        for (const label of draft.names[claim]) this.#claim(scheme, claim, label, draft);
  }

  resolve(text: string): Concept | undefined {
    if (this.#memory.has(text)) return this.#memory.get(text);
    const concept = this.#byIri.get(text.trim()) ?? this.#byKey.get(labelKey(text));
    if (this.#memory.size >= longestMemory) this.#memory.clear();
    this.#memory.set(text, concept);
    return concept;
  }

  #claim(scheme: SchemeKey, claim: Claim, label: string, draft: Draft): void {
    const key = labelKey(label);
    const holder = this.#byKey.get(key);
    if (holder === undefined) this.#byKey.set(key, draft);
    else if (holder !== draft && claim !== 'derived')
      this.ambiguities.push({ scheme, label, winner: holder.iri, loser: draft.iri });
  }
}

function draftConcepts(bySubject: ReadonlyMap<Iri, readonly Quad[]>, base: string): Draft[] {
  const schemeOf = new Map<string, SchemeKey>(schemeKeys.map((key) => [`${base}def/${key}`, key]));
  const ndsap = ndsapTerms(base);
  const drafts: Draft[] = [];
  for (const [iri, quads] of bySubject) {
    const scheme = quads
      .filter((quad) => quad.predicate.value === skos.inScheme)
      .map((quad) => schemeOf.get(quad.object.value))
      .find((key) => key !== undefined);
    if (scheme !== undefined) drafts.push(draftConcept(iri, scheme, quads, ndsap));
  }
  return drafts;
}

function draftConcept(
  iri: Iri,
  scheme: SchemeKey,
  quads: readonly Quad[],
  ndsap: ReturnType<typeof ndsapTerms>,
): Draft {
  const draft: Draft = {
    iri,
    scheme,
    labels: new Map(),
    notations: [],
    exactMatch: [],
    broader: [],
    properties: new Map(),
    names: { preferred: [], alternative: [], hidden: [], derived: [] },
  };
  for (const { predicate, object } of quads) note(draft, predicate.value as Iri, object, ndsap);
  return draft;
}

function note(draft: Draft, property: Iri, object: Term, ndsap: ReturnType<typeof ndsapTerms>): void {
  const value = object.value;
  const language = object.termType === 'Literal' ? object.language : '';
  switch (property) {
    case skos.prefLabel:
      draft.labels.set(language, value);
      draft.names.preferred.push(value);
      return;
    case skos.notation:
      draft.notations.push(value);
      draft.names.preferred.push(value);
      return;
    case skos.altLabel:
      draft.names.alternative.push(value);
      return;
    case skos.hiddenLabel:
      draft.names.hidden.push(value);
      return;
    case skos.exactMatch:
      draft.exactMatch.push(value as Iri);
      return;
    case skos.broader:
      draft.broader.push(value as Iri);
      return;
    case skos.inScheme:
    case skos.topConceptOf:
    case rdf.type:
      return;
  }
  if (property === ndsap.mediaType) draft.names.derived.push(value, value.replace(mediaTypeRegister, ''));
  if (property === ndsap.fileExtension) draft.names.derived.push(value);
  if (language !== '') return;
  const values = draft.properties.get(property);
  if (values) values.push(value);
  else draft.properties.set(property, [value]);
}
