import { Failure } from '../model/failure.ts';
import { UnsupportedQuery } from '../profiles/ckan/solr-tokens.ts';
import type { HttpLog } from './http-context.ts';
import { toProblem } from './to-problem.ts';

/** What a call of CKAN's Action API is refused with; CKAN's own statuses and names of errors (ckan/views/api.py). */
export interface CkanError {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal in CKAN's form. Only its message is for people. */
export class CkanRefusal extends Error {
  readonly error: CkanError;

  constructor(error: CkanError) {
    super(JSON.stringify(error.body));
    this.error = error;
  }
}

export function notFoundError(help: string, message = 'Not found'): CkanRefusal {
  return new CkanRefusal({ status: 404, body: failure(help, 'Not Found Error', { message }) });
}

/** @param problems what is wrong, by parameter */
export function validationError(
  help: string,
  problems: Readonly<Record<string, readonly string[]>>,
): CkanRefusal {
  const message = Object.entries(problems).flatMap(([name, texts]) =>
    texts.map((text) => `${name}: ${text}`),
  );
  return new CkanRefusal({
    status: 409,
    body: failure(help, 'Validation Error', { ...problems, message: message.join(' ') }),
  });
}

/** CKAN answers 400 with a text where the call itself is not understood. */
export function badRequestError(message: string): CkanRefusal {
  return new CkanRefusal({ status: 400, body: `Bad request - ${message}` });
}

/** As CKAN answers calls that change something, to those who may not. */
export function readOnlyError(help: string, action: string): CkanRefusal {
  const message = `Access denied: this catalogue is read only here; ${action} is not possible.`;
  return new CkanRefusal({ status: 403, body: failure(help, 'Authorization Error', { message }) });
}

/** Whatever was thrown while a call was answered. */
export function toCkanError(thrown: unknown, help: string, log: HttpLog): CkanError {
  if (thrown instanceof CkanRefusal) return thrown.error;
  if (thrown instanceof UnsupportedQuery)
    return validationError(help, { query: [`Search Query is invalid: ${thrown.message}`] }).error;
  const { status, detail, headers } = toProblem(thrown, log);
  const type = thrown instanceof Failure ? 'Service Unavailable' : 'Internal Server Error';
  return {
    status,
    body: failure(help, type, { message: detail.en }),
    ...(headers && { headers }),
  };
}

function failure(help: string, type: string, members: object): object {
  return { help, success: false, error: { __type: type, ...members } };
}
