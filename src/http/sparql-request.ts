import type { IncomingMessage } from 'node:http';
import type { ResultFormat } from '../sparql/result-formats.ts';
import type { SparqlRequest } from '../sparql/sparql-service.ts';
import type { UsingGraphs } from '../sparql/update/compile-update.ts';
import { clientOf } from './client-of.ts';
import type { HttpContext } from './http-context.ts';
import { negotiateFormat } from './negotiate-format.ts';
import { ProblemError } from './problem.ts';
import { badRequest } from './problems.ts';
import { acceptOfName, formatNames } from './result-names.ts';

const how = {
  en: 'Send one query: GET with ?query=, a POSTed form with query=, or POST as application/sparql-query. An update is POSTed: a form with update=, or application/sparql-update.',
  hi: 'एक क्वेरी भेजें: GET में ?query=, POST फ़ॉर्म में query=, या application/sparql-query के रूप में POST। अद्यतन POST से भेजें: फ़ॉर्म में update=, या application/sparql-update।',
};

/**
 * The query operation (SPARQL 1.1 Protocol §2.1).
 * @throws ProblemError 400 where there is not exactly one query, or a parameter is malformed
 */
export function queryRequest(
  context: HttpContext,
  request: IncomingMessage,
  parameters: URLSearchParams,
  signal: AbortSignal,
): SparqlRequest & { chosen(): string | undefined } {
  const query = onlyOne(parameters, 'query');
  const accept = acceptOf(request, parameters);
  let mediaType: string | undefined;
  const timeout = timeoutOf(parameters);
  return {
    query,
    ...graphs('defaultGraphs', irisOf(parameters, 'default-graph-uri')),
    ...graphs('namedGraphs', irisOf(parameters, 'named-graph-uri')),
    ...graphs(
      'sources',
      parameters.getAll('sources').filter((source) => source.trim() !== ''),
    ),
    choose: (formats: readonly ResultFormat[]) => {
      const chosen = negotiateFormat(accept, formats);
      mediaType = chosen?.mediaType;
      return chosen?.format;
    },
    chosen: () => mediaType,
    client: clientOf(request, context.proxies),
    ...(timeout !== undefined && { timeout }),
    fresh: /(?:^|[,\s])(?:no-cache|max-age=0)(?:[,\s]|$)/i.test(request.headers['cache-control'] ?? ''),
    signal,
  };
}

/** The update operation (§2.2). */
export function updateRequest(
  context: HttpContext,
  request: IncomingMessage,
  parameters: URLSearchParams,
): { update: string; using?: UsingGraphs; client: string; timeout: number } {
  const update = onlyOne(parameters, 'update');
  const defaultGraphs = irisOf(parameters, 'using-graph-uri');
  const namedGraphs = irisOf(parameters, 'using-named-graph-uri');
  const { queryTimeout } = context.sparql.limits;
  return {
    update,
    ...(defaultGraphs.length + namedGraphs.length > 0 && { using: { defaultGraphs, namedGraphs } }),
    client: clientOf(request, context.proxies),
    timeout: Math.min(timeoutOf(parameters) ?? queryTimeout, queryTimeout),
  };
}

function onlyOne(parameters: URLSearchParams, name: 'query' | 'update'): string {
  const values = parameters.getAll(name);
  const [value = ''] = values;
  // An empty update is sound: it does nothing (SPARQL 1.1 §19.8, rule 29). There is no empty query.
  if (values.length === 1 && (name === 'update' || value.trim() !== '')) return value;
  if (values.length > 1) {
    const detail = {
      en: `The request has ${values.length} times "${name}".`,
      hi: `अनुरोध में "${name}" ${values.length} बार है।`,
    };
    throw new ProblemError(badRequest(name === 'query' ? 'several-queries' : 'several-updates', detail, how));
  }
  const detail = { en: `The request has no ${name}.`, hi: `अनुरोध में "${name}" नहीं है।` };
  throw new ProblemError(badRequest(`no-${name}`, detail, how));
}

/** `format` names the format where an `Accept` field cannot be sent; it goes before the field. */
export function acceptOf(request: IncomingMessage, parameters: URLSearchParams): string | undefined {
  const name = parameters.get('format');
  if (name === null || name.trim() === '') return request.headers.accept;
  const accept = acceptOfName(name);
  if (accept !== undefined) return accept;
  const detail = { en: `There is no format "${name}".`, hi: `"${name}" नाम का कोई प्रारूप नहीं है।` };
  throw new ProblemError(
    badRequest('unknown-format', detail, {
      en: `Name one of: ${formatNames.join(', ')}; or a media type; or leave it out and send Accept.`,
      hi: `इनमें से कोई लिखें: ${formatNames.join(', ')}; या मीडिया प्रकार; या इसे छोड़कर Accept भेजें।`,
    }),
  );
}

function timeoutOf(parameters: URLSearchParams): number | undefined {
  const text = parameters.get('timeout');
  if (text === null || text.trim() === '') return undefined;
  const milliseconds = Number(text);
  if (/^\d{1,9}$/.test(text.trim()) && milliseconds > 0) return milliseconds;
  const detail = {
    en: `timeout is "${text}"; it must be a whole number of milliseconds.`,
    hi: `timeout "${text}" है; यह मिलीसेकंड की पूर्ण संख्या होनी चाहिए।`,
  };
  throw new ProblemError(
    badRequest('malformed-timeout', detail, {
      en: 'Write for example timeout=5000 for five seconds, or leave it out.',
      hi: 'पाँच सेकंड के लिए timeout=5000 लिखें, या इसे छोड़ दें।',
    }),
  );
}

/** Graph parameters are absolute IRIs (SPARQL 1.1 Protocol §2.1.4); an empty one, as forms send them, is none. */
function irisOf(parameters: URLSearchParams, name: string): string[] {
  return parameters
    .getAll(name)
    .filter((value) => value !== '')
    .map((value) => absoluteIri(name, value));
}

/** @throws ProblemError 400 where `value` is no absolute IRI */
export function absoluteIri(name: string, value: string): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|^`\\]*$/.test(value)) return value;
  const detail = {
    en: `${name} is "${value.slice(0, 300)}", which is no absolute IRI.`,
    hi: `${name} "${value.slice(0, 300)}" है, जो पूर्ण IRI नहीं है।`,
  };
  throw new ProblemError(
    badRequest('malformed-iri', detail, {
      en: 'Write the whole IRI with its scheme (https://…), percent-encoded as a parameter.',
      hi: 'योजना (https://…) सहित पूरा IRI लिखें, पैरामीटर के रूप में प्रतिशत-एन्कोड करके।',
    }),
  );
}

function graphs<Name extends string>(name: Name, values: string[]): { [K in Name]?: string[] } {
  return (values.length > 0 ? { [name]: values } : {}) as { [K in Name]?: string[] };
}
