import { literal } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { policyIri } from '../vocabulary/ndsap.ts';
import { dcat, rdf, schema, skos, xsd } from '../vocabulary/terms.ts';
import { languageIri } from './concept-rules.ts';
import type { MappingContext } from './context.ts';
import { keyOf, slug } from './iris.ts';
import { unresolvedValue } from './mapping-findings.ts';
import type { Rule } from './mapping-table.ts';
import { statedTexts } from './text-rules.ts';
import { parseAddress } from './values/address.ts';
import { splitLines, splitList } from './values/list.ts';
import { oneLine } from './values/text.ts';
import { parseTruth } from './values/truth.ts';

/** Yes is conformity with the policy; No is stated as well, so that it is not taken for silence. */
export const policyCompliance: Rule = (cell, { draft, subject, property, keeper }) => {
  for (const value of statedTexts(cell)) {
    const compliant = parseTruth(value);
    if (compliant === true) draft.state(subject, property, policyIri(draft.context.iris.base, 'ndsap'));
    else if (compliant === false)
      draft.state(subject, draft.ndsap.policyCompliance, literal('false', { datatype: xsd.boolean }));
    else {
      draft.keepAsText(keeper, cell.field, value);
      draft.report(unresolvedValue([]), cell.field, value, property);
    }
  }
};

/** A list of languages that people read, or of ones that the app is written in ("Java, PHP"): §7.2 leaves it open. */
export const appLanguage: Rule = (cell, { draft, subject, property }) => {
  for (const item of statedTexts(cell).flatMap(splitList)) {
    const language = languageIri(item);
    if (language) draft.state(subject, property, language);
    else draft.state(subject, schema.programmingLanguage, literal(item));
  }
};

/**
 * The datasets that an app is made of, by IRI, identifier or title (one a line: titles hold commas). A service also
 * serves them. A name that may be a title is kept as a note, because no sheet promises that the dataset is there.
 */
export const datasetsUsed: Rule = (cell, { draft, subject, property }) => {
  for (const item of statedTexts(cell).flatMap((text) =>
    looksLikeKeys(text) ? splitList(text) : splitLines(text),
  )) {
    const dataset = datasetNamed(item, draft.context);
    draft.state(subject, property, dataset);
    if (draft.states(subject, rdf.type, dcat.DataService)) draft.state(subject, dcat.servesDataset, dataset);
    if (/\s/.test(item)) draft.text(subject, skos.note, `${cell.field}: ${item}`);
  }
};

/** The key of a resource: its identifier to the letter, else its title as a slug. */
export function resourceKey(identifier: string | undefined, title: string): string {
  return identifier === undefined ? slug(oneLine(title)) : keyOf(identifier);
}

function looksLikeKeys(text: string): boolean {
  return text.split(/[,;\r\n]/).every((part) => !/\S\s+\S/.test(part.trim()));
}

function datasetNamed(text: string, context: MappingContext): Iri {
  const address = /^https?:\/\//i.test(text) ? parseAddress(text)?.iri : undefined;
  return address ?? context.iris.dataset(/\s/.test(text) ? slug(text) : keyOf(text));
}
