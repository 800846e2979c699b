import { Failure } from '../../model/failure.ts';
import type { SourceDefinition } from '../source-definition.ts';

/**
 * The option `whole`: `always`, or that every n-th run reads everything.
 * @throws Failure `invalid-configuration`
 */
export function readWholeEvery(
  { name, options = {} }: Pick<SourceDefinition, 'name' | 'options'>,
  usual: number,
): number {
  const { whole } = options;
  if (whole === undefined) return usual;
  if (whole === 'always') return 1;
  if (/^[1-9]\d{0,3}$/.test(whole)) return Number(whole);
  throw new Failure(
    'invalid-configuration',
    `Source "${name}": "whole" is "${whole}". Write always, or a number: of so many runs one reads everything.`,
  );
}
