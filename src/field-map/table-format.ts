import { stat } from 'node:fs/promises';
import { Failure } from '../model/failure.ts';
import { decompress } from '../sources/decompress.ts';
import { fileFailure } from '../sources/list-files.ts';
import { peekBytes } from '../sources/peek-bytes.ts';
import { refusedFormat } from '../sources/refused-format.ts';
import { openZip } from './archive-zip.ts';
import type { TableFormat, TableInput } from './row.ts';
import { seekable } from './table-input.ts';
import { sampleText } from './table-text.ts';

/** What an input is: a table of one format, or files that may each be one. */
export type RecognisedFormat = TableFormat | 'folder' | 'zip';

const headBytes = 64 * 1024;

/** Recognises the format of an input by its bytes. @throws Failure `unknown-format`, `not-found` */
export async function recogniseFormat(input: TableInput, encoding?: string): Promise<RecognisedFormat> {
  if (input.path !== undefined && (await isFolder(input.path))) return 'folder';
  const { head, close } = await peekBytes(decompress(input.bytes(), input.file), headBytes);
  await close();
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) return zipped(input);
  if (head.length >= 8 && head.readUInt32BE(0) === 0xd0cf11e0) return 'xls';
  // BIFF2 to BIFF5 without a compound file around it ([MS-XLS] 2.4.21).
  if (head[0] === 0x09 && head[2] !== undefined && [0x04, 0x06, 0x08].includes(head[2]) && head[3] === 0)
    return 'xls';
  const refused = refusedFormat(head);
  if (refused)
    throw new Failure('unknown-format', `${input.file} is ${refused.what}. ${remedyFor(refused, input)}`);
  return textFormat(sampleText(head, encoding));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw fileFailure(cause, path);
  }
}

function remedyFor({ what, remedy }: { what: string; remedy: string }, { path }: TableInput): string {
  return what.includes('SQLite') && path !== undefined
    ? `Name it sqlite:${path} and state a query in the field map.`
    : remedy;
}

/** OOXML and OpenDocument are zip files too. */
async function zipped(input: TableInput): Promise<RecognisedFormat> {
  const limits = { entries: 100_000, bytes: Number.POSITIVE_INFINITY, ratio: Number.POSITIVE_INFINITY };
  const { path, close } = await seekable(input, 1024 ** 3);
  try {
    const zip = await openZip(path, input.file, limits);
    await zip.close();
    const names = new Set(zip.entries.map(({ name }) => name));
    if (names.has('[Content_Types].xml') && [...names].some((name) => name.startsWith('xl/'))) return 'xlsx';
    if (names.has('content.xml') && names.has('mimetype')) return 'ods';
    return 'zip';
  } finally {
    await close();
  }
}

function textFormat(text: string): TableFormat {
  const start = text.replace(/^[\s\ufeff]+/u, '');
  if (start.startsWith('<')) return isWebSheet(start) ? 'xls' : 'xml';
  if (!/^[[{]/.test(start)) return 'csv';
  const [first = '', ...others] = start.split(/\r?\n/);
  // JSON Lines: the first line is a whole value, and another one begins below it.
  const more = others.some((line) => line.trim() !== '');
  return more && isJson(first) ? 'json-lines' : 'json';
}

/** Web pages and XML of Excel 2003 that are called .xls: spreadsheet programs open them, and so do they write them. */
function isWebSheet(text: string): boolean {
  return (
    /^(?:<!doctype html|<html|<table|<meta|<style)/i.test(text) ||
    text.includes('urn:schemas-microsoft-com:office:spreadsheet')
  );
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
