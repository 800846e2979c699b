import type { Iri } from '../vocabulary/iri.ts';
import { keyOf } from './iris.ts';
import { unresolvedValue } from './mapping-findings.ts';
import type { Rule } from './mapping-table.ts';
import { organisationOf } from './organisations.ts';
import { statedTexts } from './text-rules.ts';
import { textOf } from './values/text.ts';

const accessRights = 'http://publications.europa.eu/resource/authority/access-right/';
/** https://resources.data.gov/resources/dcat-us/#accessLevel → the EU's access rights. */
const byLevel: Readonly<Record<string, string>> = {
  public: 'PUBLIC',
  'restricted public': 'RESTRICTED',
  'non-public': 'NON_PUBLIC',
};
const deepestChain = 20;

export const accessLevel: Rule = (cell, { draft, subject, property, keeper }) => {
  for (const value of statedTexts(cell)) {
    const key = value.toLowerCase();
    const right = Object.hasOwn(byLevel, key) ? byLevel[key] : undefined;
    if (right && !draft.has(subject, property))
      draft.state(subject, property, `${accessRights}${right}` as Iri);
    else if (!right) {
      draft.keepAsText(keeper, cell.field, value);
      draft.report(unresolvedValue([]), cell.field, value, property);
    }
  }
};

/** `publisher` with its chain of `subOrganizationOf`, topmost last in the source and first in the path. */
export const publisherChain: Rule = (cell, { draft, subject, property }) => {
  const path: string[] = [];
  let next: unknown = Array.isArray(cell.value) ? cell.value[0] : cell.value;
  while (path.length < deepestChain && typeof next === 'object' && next !== null) {
    const { name, subOrganizationOf } = next as { name?: unknown; subOrganizationOf?: unknown };
    const text = textOf(name);
    if (text !== undefined) path.unshift(text);
    next = subOrganizationOf;
  }
  if (typeof next === 'string' && next.trim() !== '') path.unshift(next);
  const organisation = organisationOf(draft, path);
  if (organisation && !draft.has(subject, property)) draft.state(subject, property, organisation);
};

/** The dataset of which this one is a part, by its `identifier`. */
export const collection: Rule = (cell, { draft, subject, property }) => {
  for (const value of statedTexts(cell)) {
    const parent = draft.context.iris.dataset(keyOf(value));
    if (parent !== subject) draft.state(subject, property, parent);
  }
};
