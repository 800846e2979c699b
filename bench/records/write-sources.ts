import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Random } from '../random.ts';
import { ckanPackage } from './ckan-package.ts';
import { type Dataset, generateDatasets } from './dataset.ts';
import { sheetHeader, sheetRow } from './ndsap-sheet.ts';
import { turtleHeader, turtleOf } from './turtle.ts';

/** A form in which the bench writes its datasets down. */
export interface SourceForm {
  readonly name: string;
  readonly file: string;
  /** The policy that such sources are checked against. */
  readonly policy: 'dcat' | 'ndsap';
  readonly header: string;
  readonly write: (dataset: Dataset, random: Random) => string;
}

export const sourceForms: readonly SourceForm[] = [
  { name: 'NDSAP CSV', file: 'sheet.csv', policy: 'ndsap', header: sheetHeader, write: sheetRow },
  {
    name: 'CKAN JSON Lines',
    file: 'packages.jsonl',
    policy: 'dcat',
    header: '',
    write: (dataset, random) => `${JSON.stringify(ckanPackage(dataset, random))}\n`,
  },
  { name: 'RDF (Turtle)', file: 'catalogue.ttl', policy: 'dcat', header: turtleHeader, write: turtleOf },
];

/** Writes `count` datasets into `path`; the same for the same seed. */
export async function writeSource(
  path: string,
  form: SourceForm,
  count: number,
  seed: number,
): Promise<void> {
  const random = new Random(seed);
  const file = createWriteStream(path);
  file.write(form.header);
  for (const dataset of generateDatasets(count, random))
    if (!file.write(form.write(dataset, random))) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}
