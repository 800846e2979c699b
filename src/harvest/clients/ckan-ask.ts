import { Failure } from '../../model/failure.ts';
import type { JsonElement } from '../../sources/json-assembler.ts';
import type { HarvestContext } from '../harvest-client.ts';
import { type CkanResult, ckanAnswer } from './ckan-answer.ts';
import type { CkanPortal } from './ckan-portal.ts';

const accept = 'application/json';
/** Names of one page of a list. */
const namesOfPage = 1_000;
const mostNames = 5_000_000;

/**
 * A call that brings no records.
 * @returns `undefined` where there is no such call (404, 410)
 */
export async function askCkan(
  context: HarvestContext,
  url: string,
  result: CkanResult,
): Promise<readonly JsonElement[] | undefined> {
  const answer = await context.fetcher.fetch({ url, accept, signal: context.signal });
  if (answer.type === 'absent') return undefined;
  if (answer.type !== 'body')
    throw new Failure('source-failed', `<${url}> answered 304 to a request without conditions.`);
  try {
    const found: JsonElement[] = [];
    for await (const element of ckanAnswer(answer.body, answer.url, result, context.reading)) {
      found.push(element);
      if (found.length > mostNames)
        throw new Failure('source-failed', `<${url}> lists more than ${mostNames} names.`);
    }
    return found;
  } finally {
    answer.close();
  }
}

/**
 * All names that a list of names has (`package_list`, `organization_list`): the whole list as the server gives it, then
 * what lies behind it, where the server divides what it was not asked to divide.
 * @returns `undefined` where there is no such list
 */
export async function listNames(
  context: HarvestContext,
  portal: CkanPortal,
  action: string,
): Promise<ReadonlySet<string> | undefined> {
  const first = await askCkan(context, portal.call(action), 'list');
  if (!first) return undefined;
  const names = new Set<string>();
  for (let page: readonly JsonElement[] = first; addNames(page, names); ) {
    const next = portal.call(action, { limit: namesOfPage, offset: names.size });
    page = (await askCkan(context, next, 'list')) ?? [];
  }
  return names;
}

/** Whether there was a new one. */
function addNames(page: readonly JsonElement[], names: Set<string>): boolean {
  const before = names.size;
  for (const { value } of page) if (typeof value === 'string' && value !== '') names.add(value);
  return names.size > before;
}

/** What a call came to that a server may not know or refuse: its answer, or why there is none. */
export async function tryCkan(
  context: HarvestContext,
  url: string,
): Promise<readonly JsonElement[] | Failure> {
  try {
    return (
      (await askCkan(context, url, 'search')) ??
      new Failure('source-failed', `<${url}> is not there (status 404 or 410).`)
    );
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof Failure && error.code !== 'source-refused') return error;
    throw error;
  }
}
