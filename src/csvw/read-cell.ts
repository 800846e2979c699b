import type { Literal } from '@rdfjs/types';
import { literal } from '../rdf/terms.ts';
import { brokenConstraint, normalised, readValue } from './datatype-values.ts';
import type { Column } from './table-columns.ts';

/** One value of a cell. */
export interface CellValue {
  /** In the lexical form of its datatype. */
  readonly text: string;
  /** A text that is no value of the column's datatype stays a string. */
  readonly isString: boolean;
}

/** What a cell says: nothing, one value, or, where the column has a separator, a list. */
export type CellContent = null | CellValue | readonly CellValue[];

/** Reads a cell as the annotations of its column say (tabular-data-model §6.4). `complain` is told of its errors. */
export function readCell(text: string, column: Column, complain: (message: string) => void): CellContent {
  const { separator, datatype, required } = column;
  const whole = withDefault(normalised(text, datatype), column);
  if (separator === null) {
    const value = readOne(whole, column, complain);
    if (value === null && required) complain('is required and has no value. Fill it in.');
    return value;
  }
  if (whole === '') {
    if (required) complain('is required and has no value. Fill it in.');
    return [];
  }
  if (column.null.includes(whole)) return null;
  const strip = !['string', 'anyAtomicType', 'any'].includes(datatype.base.name);
  return whole.split(separator).flatMap((part) => {
    const value = readOne(withDefault(strip ? part.trim() : part, column), column, complain);
    return value === null ? [] : [value];
  });
}

function withDefault(text: string, column: Column): string {
  return text === '' ? normalised(column.default, column.datatype) : text;
}

function readOne(text: string, column: Column, complain: (message: string) => void): CellValue | null {
  if (column.null.includes(text)) return null;
  const { datatype } = column;
  const value = readValue(text, datatype);
  const error = 'error' in value ? value.error : brokenConstraint(value, datatype);
  if (error !== undefined) {
    const shown = text.length > 60 ? `${text.slice(0, 59)}…` : text;
    complain(`"${shown}" ${error}; it stays a text. Correct it, or the column's datatype.`);
    return { text, isString: true };
  }
  return { text: 'error' in value ? text : value.text, isString: false };
}

/** A value as RDF; texts have the language of their column. */
export function cellLiteral({ text, isString }: CellValue, { datatype, lang }: Column): Literal {
  const plain = datatype.base.name === 'string';
  if (plain && lang !== 'und' && (isString || datatype.iri === datatype.base.iri))
    return literal(text, { language: lang });
  return isString ? literal(text) : literal(text, { datatype: datatype.iri });
}
