import express, { type Request } from 'express';
import { badRequestError } from './ckan-errors.ts';
import { requestTarget } from './request-target.ts';
import { mediaTypeOf } from './text-body.ts';

/** Parameters of a call: values of JSON, or texts where they came in an address or a form. */
export type CkanParameters = ReadonlyMap<string, unknown>;

/** Bytes. */
const longestBody = 1024 * 1024;

export const ckanBody = express.raw({ type: () => true, limit: longestBody });

/**
 * The parameters of a call: of the query by GET; by POST those of a JSON object, whatever its media type, or of a form
 * (https://docs.ckan.org/en/latest/api/#making-an-api-request). An address counts with POST too, as in CKAN.
 * @throws CkanRefusal 400
 */
export function readParameters(request: Request): CkanParameters {
  const { query } = requestTarget(request);
  const parameters = new Map<string, unknown>(lastOfEach(new URLSearchParams(query)));
  if (request.method !== 'POST') return parameters;
  for (const [name, value] of bodyParameters(request)) parameters.set(name, value);
  return parameters;
}

function bodyParameters(request: Request): Iterable<readonly [string, unknown]> {
  const bytes: unknown = request.body;
  const sent = bytes instanceof Uint8Array ? decoded(bytes) : '';
  if (sent.trim() === '') return [];
  const isForm = mediaTypeOf(request) === 'application/x-www-form-urlencoded';
  // Clients of old send JSON, percent-encoded, as if it were a form.
  const text = isForm && /^\s*%7B/i.test(sent) ? percentDecoded(sent) : sent;
  if (isForm && !text.trimStart().startsWith('{')) return lastOfEach(new URLSearchParams(text));
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequestError('JSON Error: the body is no JSON object with the parameters.');
  return Object.entries(value);
}

function lastOfEach(parameters: URLSearchParams): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const name of parameters.keys()) {
    const all = parameters.getAll(name);
    // `fq` may be given more than once; CKAN's clients write lists that way too.
    values.set(name, all.length > 1 ? all : all[0]);
  }
  return values;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequestError('JSON Error: the body is no UTF-8.');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequestError(
      `JSON Error: Error decoding JSON data. ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badRequestError('JSON Error: the body has a percent sign that encodes no byte.');
  }
}
