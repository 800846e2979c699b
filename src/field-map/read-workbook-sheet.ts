import type { CellObject, Range, WorkSheet } from '@e965/xlsx';
import { unreadable } from '../sources/unreadable.ts';
import { rowBeforeHeader } from '../sources/unreadable-csv.ts';
import { readCell, shownText } from './read-workbook-cell.ts';
import type { RecordsLocation, TableHead, TableItem } from './row.ts';
import { cellInError, digitsLost, fieldItem, moreCellsInError } from './table-findings.ts';
import { sampleRows } from './table-header.ts';
import { unnamedColumn } from './table-names.ts';
import { layOutSheet, type SheetLayout } from './table-sheet.ts';

type Cells = readonly (CellObject | undefined)[];

/** Errors of cells that are said of each column one by one. */
const mostErrors = 5;

/** One sheet of a workbook as rows. A merged cell's value stands in all of its cells. */
export class WorkbookSheet {
  readonly #rows: readonly (Cells | undefined)[];
  readonly #merges: readonly Range[];
  readonly #date1904: boolean;
  readonly #file: string;

  constructor(sheet: WorkSheet, date1904: boolean, file: string) {
    this.#rows = (sheet['!data'] ?? []) as readonly (Cells | undefined)[];
    this.#merges = sheet['!merges'] ?? [];
    this.#date1904 = date1904;
    this.#file = file;
  }

  get hasRows(): boolean {
    return this.#rows.some((row) => row?.some((cell) => this.#shown(cell) !== ''));
  }

  read(location: RecordsLocation): {
    head: Pick<TableHead, 'columns' | 'headerRow' | 'notes'>;
    items: Iterable<TableItem>;
  } {
    const stated = typeof location.headerRow === 'number' ? location.headerRow : 0;
    const looked = Math.max(sampleRows, stated + (location.headerRows ?? 1));
    const sample = Array.from({ length: Math.min(looked, this.#rows.length) }, (_, row) => this.#texts(row));
    const layout = layOutSheet(sample, location);
    const widest = Math.max(0, ...sample.map((row) => row.length));
    const unnamed = Array.from({ length: widest }, (_, index) => unnamedColumn(index));
    return {
      head: {
        columns: layout.headerRow === undefined ? unnamed : layout.columns,
        notes: layout.notes,
        ...(layout.headerRow !== undefined && { headerRow: layout.headerRow }),
      },
      items: this.#items(layout, location.headerRow === undefined),
    };
  }

  *#items(layout: SheetLayout, tellsPreamble: boolean): Generator<TableItem> {
    const errors = new Map<string, number>();
    const last = Math.min(layout.last, this.#rows.length);
    for (let number = 1; number <= last; number++) {
      const own = this.#rows[number - 1];
      // A row that has only parts of cells merged from above is none.
      if (!own?.some((cell) => readCell(cell, this.#date1904).type !== 'empty')) continue;
      if (number >= layout.first) yield* this.#row(number, layout, errors);
      else if (number < (layout.headerRow ?? 1) && tellsPreamble) {
        const value = own.map((cell) => this.#shown(cell)).filter((text) => text !== '');
        const place = { file: this.#file, row: number };
        yield unreadable(place, rowBeforeHeader, { severity: 'info', value: value.join(' ') }) as TableItem;
      }
    }
    for (const [column, count] of errors) {
      if (count <= mostErrors) continue;
      yield fieldItem({ file: this.#file }, column, moreCellsInError(count - mostErrors), {
        severity: 'warning',
      });
    }
  }

  *#row(number: number, { columns }: SheetLayout, errors: Map<string, number>): Generator<TableItem> {
    const place = { file: this.#file, row: number };
    const members: [string, unknown][] = [];
    for (const [index, cell] of this.#cells(number - 1).entries()) {
      const column = columns[index] ?? unnamedColumn(index);
      const reading = readCell(cell, this.#date1904);
      if (reading.type === 'value') members.push([column, reading.value]);
      if (reading.type === 'value' && reading.imprecise)
        yield fieldItem(place, column, digitsLost, { severity: 'warning', value: String(reading.value) });
      if (reading.type === 'error') {
        const count = (errors.get(column) ?? 0) + 1;
        errors.set(column, count);
        if (count <= mostErrors)
          yield fieldItem(place, column, cellInError, { severity: 'warning', value: reading.shown });
      }
    }
    yield { type: 'row', row: { place, values: Object.fromEntries(members) } };
  }

  #texts(row: number): readonly string[] {
    return this.#cells(row).map((cell) => this.#shown(cell));
  }

  #shown(cell: CellObject | undefined): string {
    return shownText(cell, this.#date1904);
  }

  /** Of a row from 0, without holes, merged cells filled in as far as the row goes or the merge begins. */
  #cells(row: number): Cells {
    const own = this.#rows[row] ?? [];
    const merges = this.#merges.filter(({ s, e }) => s.r <= row && row <= e.r);
    const width = Math.max(own.length, ...merges.map(({ e }) => Math.min(e.c + 1, mostMerged)));
    return Array.from({ length: width }, (_, column) => {
      const cell = own[column];
      if (cell !== undefined && readCell(cell, this.#date1904).type !== 'empty') return cell;
      const merge = merges.find(({ s, e }) => s.c <= column && column <= e.c);
      return merge ? this.#rows[merge.s.r]?.[merge.s.c] : cell;
    });
  }
}

/** Columns that a merged cell is expanded to at most: whole rows are merged for looks. */
const mostMerged = 256;
