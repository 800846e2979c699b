import { literal } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { csvw, rdf } from '../vocabulary/terms.ts';
import type { Remark } from './mapping-findings.ts';
import type { Rule, Target } from './mapping-table.ts';
import { splitList } from './values/list.ts';
import { oneLine, textsOf } from './values/text.ts';

/** A wider table is a list that was written sideways; what its columns are called describes nothing. */
const mostColumns = 500;

const tooManyColumns: Remark = {
  severity: 'info',
  code: 'too-many-columns',
  message: {
    en: `The table has more than ${mostColumns} columns. Their names are not published with the dataset.`,
    hi: `तालिका में ${mostColumns} से अधिक स्तंभ हैं। उनके नाम डेटासेट के साथ प्रकाशित नहीं किए गए।`,
  },
  remedy: {
    en: 'Turn the table over, so that what now stands side by side stands in rows.',
    hi: 'तालिका को पलटें, ताकि जो अभी अगल-बगल है वह पंक्तियों में आए।',
  },
};

/**
 * The columns of a table by their headers, as the schema that the file follows (CSVW, https://www.w3.org/ns/csvw#Schema).
 * Their order is that of the file: `csvw:column` has an RDF list. An item of a list may be `''` or `_col.2`: the column has no header.
 */
export const columns: Rule = (cell, target) => {
  const { draft, subject, property } = target;
  if (draft.has(subject, property)) return;
  const titles = headersIn(cell.value);
  if (titles.every((title) => title === '')) return;
  if (titles.length > mostColumns) draft.report(tooManyColumns, cell.field, String(titles.length), property);
  else stateList(target, titles);
};

/** A text lists names as other cells list keywords; of a list every item stands for a column, also the empty one. */
function headersIn(value: unknown): readonly string[] {
  if (Array.isArray(value))
    return value.map((item) => oneLine(textsOf(item).join(' ')).replace(/^_col\.\d+$/, ''));
  return textsOf(value).flatMap(splitList);
}

function stateList({ draft, subject, property }: Target, titles: readonly string[]): void {
  const { iris } = draft.context;
  const names = columnNames(titles);
  const cellOf = (at: number): Iri =>
    at < titles.length ? iris.part(subject, `columns-${at + 1}`) : rdf.nil;
  draft.state(subject, property, cellOf(0));
  for (const [at, title] of titles.entries()) {
    const column = draft.part(iris.part(subject, `column-${at + 1}`), csvw.Column);
    draft.state(column, csvw.name, literal(names[at] ?? ''));
    if (title !== '') draft.text(column, csvw.title, title);
    const cell = draft.part(cellOf(at), rdf.List);
    draft.state(cell, rdf.first, column);
    draft.state(cell, rdf.rest, cellOf(at + 1));
  }
}

/**
 * Names without which columns cannot be told apart (Metadata Vocabulary for Tabular Data §5.6): the header, percent-encoded,
 * `_col.3` where there is none.
 */
function columnNames(titles: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return titles.map((title, at) => {
    const wanted = title === '' ? `_col.${at + 1}` : encoded(title);
    const name = taken.has(wanted) ? `${wanted}_${at + 1}` : wanted;
    taken.add(name);
    return name;
  });
}

/** As the name of a variable in a URI template is written (RFC 6570 §2.3). */
function encoded(title: string): string {
  return encodeURIComponent(title.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[-!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
