import { Failure } from '../../model/failure.ts';
import type { SourceDefinition } from '../source-definition.ts';
import { readWholeEvery } from './whole-every.ts';

/** What a source of type `ckan` may say beside its address. */
export interface CkanOptions {
  readonly q?: string;
  readonly fq?: string;
  /** Organisations and groups are harvested as records of their own. */
  readonly organizations: boolean;
  /** Of so many runs one reads everything; the others what was changed. */
  readonly wholeEvery: number;
  /** That there is no record at all is no failure. */
  readonly mayBeEmpty: boolean;
}

const usualWholeEvery = 10;

/** @throws Failure `invalid-configuration` */
export function readCkanOptions({ name, options = {} }: SourceDefinition): CkanOptions {
  const { q, fq, organizations = 'no' } = options;
  if (organizations !== 'yes' && organizations !== 'no')
    throw new Failure(
      'invalid-configuration',
      `Source "${name}": "organizations" is "${organizations}". Write yes or no.`,
    );
  return {
    ...(q !== undefined && { q }),
    ...(fq !== undefined && { fq }),
    organizations: organizations === 'yes',
    wholeEvery: readWholeEvery({ name, options }, usualWholeEvery),
    mayBeEmpty: options['empty'] === 'allowed',
  };
}
