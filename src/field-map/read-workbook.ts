import { open, stat } from 'node:fs/promises';
import { Failure } from '../model/failure.ts';
import type { ZipLimits } from './archive-zip.ts';
import type { RecordsLocation, Table, TableFormat, TableInput } from './row.ts';
import { seekable } from './table-input.ts';
import { openInProcess } from './table-process.ts';

/** What the process is given. */
export interface WorkbookTask {
  readonly path: string;
  readonly file: string;
  readonly format: TableFormat;
  readonly zipped: boolean;
  readonly location: RecordsLocation;
  readonly limits: ZipLimits;
}

export interface WorkbookLimits extends ZipLimits {
  /** Bytes of the file as it is. */
  readonly fileBytes: number;
  /** Megabytes that reading it may take. */
  readonly memory: number;
  /** Milliseconds. */
  readonly patience: number;
}

/** A workbook is read whole: these bound what that takes. */
export const workbookLimits: WorkbookLimits = Object.freeze({
  fileBytes: 64 * 1024 ** 2,
  bytes: 256 * 1024 ** 2,
  entries: 10_000,
  ratio: 200,
  memory: 1_024,
  patience: 120_000,
});

/** One sheet of an XLSX, XLS or ODS workbook, read in a process of its own. */
export async function openWorkbook(
  input: TableInput,
  location: RecordsLocation,
  format: TableFormat,
  limits: WorkbookLimits = workbookLimits,
): Promise<Table> {
  const { path, close } = await seekable(input, limits.fileBytes);
  try {
    const { size } = await stat(path);
    if (size > limits.fileBytes) {
      throw new Failure(
        'too-large',
        `${input.file} has ${size} bytes; a workbook may have ${limits.fileBytes}. Save it as CSV, which has no such limit.`,
      );
    }
    const { memory, patience } = limits;
    const { entries, bytes, ratio } = limits;
    const task: WorkbookTask = {
      path,
      file: input.file,
      format,
      zipped: await isZip(path),
      location,
      limits: { entries, bytes, ratio },
    };
    const options = { file: input.file, memory, patience, released: close };
    return await openInProcess('./read-workbook-process', import.meta.url, task, options);
  } catch (error) {
    await close();
    throw error;
  }
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50;
  } finally {
    await file.close();
  }
}
