import { Failure } from '../../model/failure.ts';
import type { SourceDefinition } from '../source-definition.ts';

/** What a source of type `table` may say beside its address and its field map. */
export interface TableOptions {
  /** That there is no record at all is no failure. */
  readonly mayBeEmpty: boolean;
  /** Address of the data file of a pair: `https://example.org/files/{file}`. */
  readonly download?: string;
}

const known = ['empty', 'download'];

/** @throws Failure `invalid-configuration` */
export function readTableOptions({ name, options = {} }: SourceDefinition): TableOptions {
  const unknown = Object.keys(options).find((option) => !known.includes(option));
  if (unknown !== undefined)
    throw wrong(name, `"${unknown}" is no option of tables; there are ${known.join(', ')}.`);
  const { empty, download } = options;
  if (empty !== undefined && empty !== 'allowed')
    throw wrong(name, `"empty" is "${empty}". Write allowed, or leave it out.`);
  const example = download?.replace(/\{(?:name|file|path)\}/g, 'x');
  if (example !== undefined && !(URL.canParse(example) && /^https?:$/.test(new URL(example).protocol)))
    throw wrong(
      name,
      `"download" is no http or https address. Write it like https://example.org/files/{file}.`,
    );
  return { mayBeEmpty: empty === 'allowed', ...(download !== undefined && { download }) };
}

function wrong(name: string, text: string): Failure {
  return new Failure('invalid-configuration', `Source "${name}": ${text}`);
}
