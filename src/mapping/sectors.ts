import type { Iri } from '../vocabulary/iri.ts';
import { skos } from '../vocabulary/terms.ts';
import { conceptTexts, resolve } from './concept-rules.ts';
import type { MappingContext } from './context.ts';
import { Draft } from './draft.ts';
import type { Cell } from './fields.ts';
import { slug } from './iris.ts';
import type { Rule, Target } from './mapping-table.ts';
import { statedTexts } from './text-rules.ts';
import { oneLine } from './values/text.ts';

interface KnownSector {
  readonly iri: Iri;
  /** Its name, where the scheme does not know it. */
  readonly name?: string;
}

const mostRemembered = 10_000;
const remembered = new WeakMap<MappingContext, Map<string, readonly KnownSector[]>>();

/**
 * Sectors of a catalogue whose own list they are: "A|B" are two; one that the scheme does not know becomes a concept
 * of it, met on the way, so that nothing is lost when the platform adds a sector.
 */
export const sectors: Rule = (cell: Cell, target) => {
  for (const text of statedTexts(cell))
    for (const sector of knownSectors(target, text)) {
      target.draft.state(target.subject, target.property, sector.iri);
      if (sector.name !== undefined) meetSector(target.draft, sector.iri, sector.name);
    }
};

function knownSectors(target: Target, text: string): readonly KnownSector[] {
  const { context } = target.draft;
  let known = remembered.get(context);
  if (!known || known.size >= mostRemembered) {
    known = new Map();
    remembered.set(context, known);
  }
  let found = known.get(text);
  if (!found) {
    found = text.split('|').flatMap((part) => readSector(target, oneLine(part)));
    known.set(text, found);
  }
  return found;
}

function readSector(target: Target, text: string): KnownSector[] {
  if (text === '') return [];
  const parts = conceptTexts(target, 'sector', text).map((part) => resolve(target, 'sector', part));
  if (parts.every((part) => part !== undefined)) return parts.map(({ iri }) => ({ iri }));
  return [{ iri: target.draft.context.iris.concept('sector', slug(text)), name: text }];
}

function meetSector(draft: Draft, iri: Iri, name: string): void {
  const concept = new Draft(draft.context, 'concept', iri, draft.place);
  concept.type(iri, skos.Concept);
  concept.text(iri, skos.prefLabel, name);
  concept.state(iri, skos.inScheme, draft.context.iris.scheme('sector'));
  draft.meet(concept.asIncidental());
}
