import type { MappedRecord } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { foaf, org, skos } from '../vocabulary/terms.ts';
import type { MappingContext } from './context.ts';
import { Draft } from './draft.ts';
import { slug } from './iris.ts';
import { addressOf } from './link-rules.ts';
import type { Rule } from './mapping-table.ts';
import { statedTexts } from './text-rules.ts';
import { decodeEntities, oneLine, withoutTags } from './values/text.ts';

const deepest = 12;
const mostRemembered = 10_000;

/** What is the same for every record that names the organisation; `place` is each record's own. */
type Known = Omit<MappedRecord, 'place'>;
const remembered = new WeakMap<MappingContext, Map<string, readonly Known[]>>();

/** An organisation by its path ("Ministry|Department|Office") or by its IRI; every level becomes a record met on the way. */
export const organisation: Rule = (cell, target) => {
  for (const text of statedTexts(cell)) {
    if (target.draft.has(target.subject, target.property)) return;
    const iri = /^https?:\/\//i.test(text)
      ? addressOf(cell, target, text)
      : organisationOf(target.draft, text.split(/[|;]/));
    if (iri) target.draft.state(target.subject, target.property, iri);
  }
};

/**
 * IRI of the organisation at the end of a path of names, topmost first. A name that repeats its predecessor counts
 * once: the registry has paths like X|X|X|Y|Y, which are X/Y.
 */
export function organisationOf(draft: Draft, path: readonly string[]): Iri | undefined {
  const tree = knownTree(draft, path);
  for (const record of tree) draft.meet({ ...record, place: draft.place });
  return tree[0]?.topic;
}

function withoutRepeats(path: readonly string[]): string[] {
  const names = path.map((name) => oneLine(withoutTags(decodeEntities(name)))).filter((name) => name !== '');
  return names.filter((name, at) => at === 0 || slug(name) !== slug(names[at - 1] ?? '')).slice(0, deepest);
}

function knownTree(draft: Draft, path: readonly string[]): readonly Known[] {
  let known = remembered.get(draft.context);
  if (!known || known.size >= mostRemembered) {
    known = new Map();
    remembered.set(draft.context, known);
  }
  // A name may hold the mark that separates names.
  const key = JSON.stringify(path);
  let tree = known.get(key);
  if (!tree) {
    const names = withoutRepeats(path);
    tree = names.map((_, depth) => describe(draft, names.slice(0, names.length - depth)));
    known.set(key, tree);
  }
  return tree;
}

function describe({ context, place }: Draft, path: readonly string[]): Known {
  const topic = context.iris.organization(path);
  const draft = new Draft(context, 'organization', topic, place);
  const name = path.at(-1) ?? '';
  draft.type(topic, foaf.Organization, org.Organization);
  draft.text(topic, foaf.name, name);
  draft.text(topic, skos.prefLabel, name);
  if (path.length > 1)
    draft.state(topic, org.subOrganizationOf, context.iris.organization(path.slice(0, -1)));
  return draft.asIncidental();
}
