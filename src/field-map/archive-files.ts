import { realpath, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { Failure } from '../model/failure.ts';
import { fileFailure, listFiles } from '../sources/list-files.ts';
import { openZip, type ZipLimits } from './archive-zip.ts';
import type { TableInput } from './row.ts';
import { fileInput, seekable } from './table-input.ts';

/** One file of a folder or zip file. */
export interface ArchiveFile {
  /** Path within, with `/`. */
  readonly name: string;
  readonly size: number;
  /** As an input: its places name the archive too. */
  readonly input: TableInput;
}

export interface ArchiveFiles {
  /** In name order, without hidden ones. */
  readonly files: readonly ArchiveFile[];
  close(): Promise<void>;
}

export interface ArchiveLimits extends ZipLimits {
  /** Bytes of a zip file as it is. */
  readonly fileBytes: number;
}

export const archiveLimits: ArchiveLimits = Object.freeze({
  fileBytes: 1024 ** 3,
  entries: 10_000,
  bytes: 16 * 1024 ** 3,
  ratio: 200,
});

/** What systems put beside the files of people. */
const clutter = /(?:^|\/)(?:__MACOSX|\.[^/]*)(?:\/|$)|(?:^|\/)(?:Thumbs\.db|desktop\.ini)$/i;
const nested = /\.(?:zip|7z|rar|tar|tgz|gz|bz2|xz|zst|jar)$/i;

/**
 * The files of a folder (and its folders) or of a zip file.
 * @throws Failure `unreadable-input`, `too-large` where a zip file is no safe one, or a folder leads out of itself
 */
export async function openArchive(
  input: TableInput,
  isFolder: boolean,
  limits: ArchiveLimits = archiveLimits,
): Promise<ArchiveFiles> {
  return isFolder && input.path !== undefined
    ? { files: await folderFiles(input.path, input.file, limits), close: async () => undefined }
    : zipFiles(input, limits);
}

async function folderFiles(
  folder: string,
  file: string,
  { entries }: ArchiveLimits,
): Promise<readonly ArchiveFile[]> {
  const root = await realpath(folder).catch((cause) => {
    throw fileFailure(cause, folder);
  });
  const paths = await listFiles(folder);
  if (paths.length > entries) throw new Failure('too-large', `${file} has more than ${entries} files.`);
  const files: ArchiveFile[] = [];
  for (const path of paths) {
    const name = relative(folder, path).split(sep).join('/');
    if (clutter.test(name)) continue;
    if (!(await realpath(path)).startsWith(root + sep)) {
      throw new Failure(
        'unreadable-input',
        `${file}: "${name}" is a link that leads out of the folder. Put the file itself there.`,
      );
    }
    const { size } = await stat(path);
    files.push({ name, size, input: fileInput(path, `${file}/${name}`) });
  }
  return files;
}

async function zipFiles(input: TableInput, limits: ArchiveLimits): Promise<ArchiveFiles> {
  const { path, close } = await seekable(input, limits.fileBytes);
  try {
    const zip = await openZip(path, input.file, limits);
    const entries = zip.entries.filter(({ name }) => !clutter.test(name));
    const inner = entries.find(({ name }) => nested.test(name));
    if (inner) {
      await zip.close();
      throw new Failure(
        'unreadable-input',
        `${input.file} holds another packed file ("${inner.name}"). Pack the files themselves.`,
      );
    }
    const files = entries
      .map(({ name, size, bytes }) => ({ name, size, input: { file: `${input.file}/${name}`, bytes } }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const both = async () => {
      await zip.close();
      await close();
    };
    return { files, close: both };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether a name fits a pattern: `*` and `?` within one folder, `**` across folders; without a `/`, in every folder. */
export function fitsPattern(name: string, pattern: string): boolean {
  const source = pattern
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => globs[part] ?? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('');
  const fitted = pattern.includes('/') ? name : (name.split('/').at(-1) ?? name);
  return new RegExp(`^${source}$`, 'iu').test(fitted);
}

const globs: Readonly<Record<string, string>> = {
  '**/': '(?:[^/]+/)*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
