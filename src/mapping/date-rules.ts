import { literal } from '../rdf/terms.ts';
import { dcat, dct } from '../vocabulary/terms.ts';
import { frequency } from './concept-rules.ts';
import type { Cell } from './fields.ts';
import {
  impossibleDate,
  intervalForDate,
  type Remark,
  secondValue,
  unreadableDate,
  unreadablePeriod,
} from './mapping-findings.ts';
import type { Rule, Target } from './mapping-table.ts';
import { statedTexts } from './text-rules.ts';
import { parseDate } from './values/date.ts';
import { isInterval } from './values/frequency.ts';
import { parsePeriod } from './values/period.ts';

/** One date (DCAT-AP: at most one); what names no day is kept as text and reported. */
export const date: Rule = (cell, target) => {
  for (const value of statedTexts(cell)) {
    const read = parseDate(value);
    if (read.type !== 'date') {
      keep(cell, target, value, read.type === 'impossible' ? impossibleDate : unreadableDate);
      continue;
    }
    const stated = literal(read.lexical, { datatype: read.datatype });
    if (
      target.draft.has(target.subject, target.property) &&
      !target.draft.states(target.subject, target.property, stated)
    )
      keep(cell, target, value, secondValue);
    else target.draft.state(target.subject, target.property, stated);
  }
};

/** A date — or, as DCAT-US catalogues have it, an interval of repetition, which is a frequency. */
export const dateOrInterval: Rule = (cell, target) => {
  const intervals = statedTexts(cell).filter(isInterval);
  if (intervals.length === 0) return date(cell, target);
  target.draft.report(intervalForDate, cell.field, intervals[0], target.property);
  frequency(cell, { ...target, property: dct.accrualPeriodicity });
};

/** Start and end of one period, stated of the part that the row names. */
export const period: Rule = (cell, target) => {
  for (const value of statedTexts(cell)) {
    const read = parsePeriod(value);
    if (!read) keep(cell, target, value, unreadablePeriod);
    else if (target.draft.describes(target.subject)) keep(cell, target, value, secondValue);
    else {
      const { start, end } = read;
      if (start)
        target.draft.state(
          target.subject,
          dcat.startDate,
          literal(start.lexical, { datatype: start.datatype }),
        );
      if (end)
        target.draft.state(target.subject, dcat.endDate, literal(end.lexical, { datatype: end.datatype }));
    }
  }
};

function keep(cell: Cell, { draft, keeper, property }: Target, value: string, remark: Remark): void {
  draft.keepAsText(keeper, cell.field, value);
  draft.report(remark, cell.field, value, property);
}
