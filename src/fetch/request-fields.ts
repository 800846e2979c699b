import { Failure } from '../model/failure.ts';
import type { FetchRequest } from './fetcher.ts';
import { acceptEncoding } from './unpack.ts';

/** Header fields that frame a message or choose its server: not for a source to set. */
const reserved = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'expect',
]);

export interface FieldSources {
  /** `User-Agent`. */
  readonly agent: string;
  /** Fields that go to `home` alone. */
  readonly headers: Readonly<Record<string, string>>;
  readonly home?: URL;
}

/** Whether what is meant for the server of `meant` may be sent to `url`: the same origin, or the same host made secure. */
export function isSameServer(meant: URL, url: URL): boolean {
  if (meant.origin === url.origin) return true;
  const hosts = meant.hostname === url.hostname && meant.port === '' && url.port === '';
  return hosts && meant.protocol === 'http:' && url.protocol === 'https:';
}

/** Whether a request to `url` is made conditional by the validators of `request`. */
export function isConditional({ validators }: FetchRequest, url: URL): boolean {
  if (validators?.url !== undefined && validators.url !== url.href) return false;
  return validators?.etag !== undefined || validators?.lastModified !== undefined;
}

/**
 * The header fields of a request to `url`, which `request` asked for or was redirected to.
 * @throws Failure `invalid-configuration` where one of the given fields cannot be sent
 */
export function requestFields(
  url: URL,
  request: FetchRequest,
  { agent, headers, home }: FieldSources,
): Record<string, string> {
  const fields: Record<string, string> = {
    accept: request.accept ?? '*/*',
    'accept-encoding': acceptEncoding,
    'user-agent': agent,
  };
  if (home && isSameServer(home, url)) addFields(fields, headers);
  if (request.headers && isSameServer(new URL(request.url), url)) addFields(fields, request.headers);
  const { etag, lastModified } = isConditional(request, url) ? (request.validators ?? {}) : {};
  if (etag !== undefined) fields['if-none-match'] = etag;
  if (lastModified !== undefined) fields['if-modified-since'] = lastModified;
  return fields;
}

/** @throws Failure `invalid-configuration` with every field that cannot be sent */
export function checkFields(headers: Readonly<Record<string, string>>): void {
  const problems = Object.entries(headers).flatMap(([name, value]) => {
    if (reserved.has(name.toLowerCase())) return [`headers: "${name}" is set by the connection itself.`];
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return [`headers: "${name}" is no name of a header field.`];
    return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
      ? []
      : [`headers: the value of "${name}" has characters that a header field cannot have.`];
  });
  if (problems.length > 0) throw new Failure('invalid-configuration', problems.join('\n'));
}

function addFields(fields: Record<string, string>, more: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(more)) fields[name.toLowerCase()] = value;
}
