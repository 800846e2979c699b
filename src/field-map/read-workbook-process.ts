import { readFile } from 'node:fs/promises';
import { CFB, read, set_cptable, type WorkBook } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { Failure } from '../model/failure.ts';
import { openZip } from './archive-zip.ts';
import type { WorkbookTask } from './read-workbook.ts';
import { WorkbookSheet } from './read-workbook-sheet.ts';
import { type ServedTable, serveTable } from './table-process-serve.ts';

// The library tells the console of number formats that it does not know; nobody there can do anything about it.
console.error = () => undefined;
set_cptable(codePages);

serveTable(openSheet);

async function openSheet(task: WorkbookTask): Promise<ServedTable> {
  const { file, location, format } = task;
  const bytes = await workbookBytes(task);
  const { SheetNames: sheets, Workbook: properties } = parsed(task, bytes, {
    bookSheets: true,
    bookProps: false,
  });
  if (sheets.length === 0) throw new Failure('unreadable-input', `${file} is a workbook without sheets.`);
  for (const index of candidates(task, sheets, bytes)) {
    const name = sheets[index] ?? '';
    const book = parsed(task, bytes, { sheets: index });
    const sheet = book.Sheets[name];
    const date1904 = (book.Workbook ?? properties)?.WBProps?.date1904 === true;
    const table = sheet && new WorkbookSheet(sheet, date1904, fileOf(file, name, sheets));
    if (!table || (location.sheet === undefined && !table.hasRows)) continue;
    const { head, items } = table.read(location);
    return { head: { ...head, format, sheet: name, sheets }, items };
  }
  return { head: { columns: [], format, sheets, notes: [] }, items: [] };
}

/** The sheets that may be meant, from 0: the stated one; else all, those that are hidden last. */
function candidates(task: WorkbookTask, sheets: readonly string[], bytes: Uint8Array): readonly number[] {
  const { sheet } = task.location;
  if (sheet === undefined) {
    const states = parsed(task, bytes, { sheets: [] }).Workbook?.Sheets ?? [];
    const hidden = (index: number) => ((states[index]?.Hidden ?? 0) > 0 ? 1 : 0);
    return [...sheets.keys()].sort((a, b) => hidden(a) - hidden(b) || a - b);
  }
  const folded = String(sheet).trim().toLowerCase();
  const index =
    typeof sheet === 'number' ? sheet - 1 : sheets.findIndex((name) => name.trim().toLowerCase() === folded);
  if (sheets[index] !== undefined) return [index];
  throw new Failure(
    'unreadable-input',
    `${task.file} has no sheet ${typeof sheet === 'number' ? sheet : `"${sheet}"`}; it has: ${sheets.join(', ')}.`,
  );
}

/** Places name the sheet where there are several. */
function fileOf(file: string, name: string, sheets: readonly string[]): string {
  return sheets.length > 1 ? `${file}, sheet "${name}"` : file;
}

function parsed(task: WorkbookTask, bytes: Uint8Array, options: Parameters<typeof read>[1]): WorkBook {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellText: true,
      cellHTML: false,
      cellFormula: false,
      nodim: true,
      ...options,
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const text = /password|encrypt/i.test(reason)
      ? 'is protected by a password. Save it without one.'
      : `cannot be read as a workbook (${reason}). It is damaged or cut off: open it in a spreadsheet program and save it again.`;
    throw new Failure('unreadable-input', `${task.file} ${text}`, { cause });
  }
}

/**
 * The workbook as the library may read it. A zip file is unpacked under guard and handed over as one that is not packed,
 * so that the library unpacks nothing by itself.
 */
async function workbookBytes(task: WorkbookTask): Promise<Uint8Array> {
  if (!task.zipped) return readFile(task.path);
  const zip = await openZip(task.path, task.file, task.limits);
  try {
    const plain = CFB.utils.cfb_new();
    for (const entry of zip.entries) {
      // Pictures, macros and fonts hold no rows.
      if (!/\.(?:xml|rels|bin)$|^mimetype$|\]\.xml$/i.test(entry.name) || /vbaProject/i.test(entry.name))
        continue;
      const chunks: Uint8Array[] = [];
      for await (const chunk of entry.bytes()) chunks.push(chunk);
      CFB.utils.cfb_add(plain, `/${entry.name}`, Buffer.concat(chunks));
    }
    return CFB.write(plain, { fileType: 'zip', type: 'buffer' }) as Uint8Array;
  } finally {
    await zip.close();
  }
}
