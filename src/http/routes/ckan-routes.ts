import { type Request, type Response, Router } from 'express';
import { Failure } from '../../model/failure.ts';
import { ckanActions } from '../ckan-actions.ts';
import {
  badRequestError,
  type CkanError,
  notFoundError,
  readOnlyError,
  toCkanError,
} from '../ckan-errors.ts';
import { ckanBody, readParameters } from '../ckan-parameters.ts';
import { CkanReader } from '../ckan-reader.ts';
import { CkanSearch } from '../ckan-search.ts';
import { clientOf } from '../client-of.ts';
import type { HttpContext } from '../http-context.ts';
import { representation, sendBody, sendRepresentation } from '../send.ts';
import { sendCompressed } from '../send-compressed.ts';
import { allowMethods } from './allow-methods.ts';

const json = 'application/json;charset=utf-8';
/** Release whose answers these follow: clients look at it before they call what is younger. */
const ckanVersion = '2.11.0';
const changing = /_(?:create|update|patch|delete|purge|add|remove|set|invite|revise|reorder|upsert|submit)$/;
/** What `help_show` says of the calls that are no rows of the table of actions. */
const otherHelp: ReadonlyMap<string, string> = new Map([
  [
    'package_search',
    'Packages that fit. Parameters: q and fq (Solr’s standard syntax: words, "words", field:value, field:[a TO b], AND, OR, NOT, parentheses, word*), rows (at most 1000), start, sort, facet, facet.field, facet.limit, facet.mincount.',
  ],
  ['site_read', 'Whether the site may be read.'],
  ['status_show', 'What the site is, and the release of CKAN whose answers these follow.'],
  ['vocabulary_list', 'Vocabularies of tags: there are none.'],
  ['help_show', 'What a call does. Parameter: name.'],
]);

interface Answer {
  readonly result: string;
  /** Begins the tag. */
  readonly validator: string;
}

/** `/api/3/action/{name}` and `/api/action/{name}`: the read calls of CKAN's Action API, version 3. */
export function ckanRoutes(context: HttpContext): Router {
  const { site, portal, ckan, log, cacheControl, language, proxies, metrics } = context;
  const router = Router({ caseSensitive: true, strict: true });
  const search = new CkanSearch(context);
  const helpOf = (action: string) =>
    `${site.base}api/3/action/help_show?name=${encodeURIComponent(action.slice(0, 200))}`;

  router.all(['/api/3', '/api/3/', '/api'], allowMethods('GET', 'HEAD'), (request, response) => {
    sendBody(request, response, 200, { 'Content-Type': json }, JSON.stringify({ version: 3 }));
  });

  router.all(
    /^\/api\/(?:3\/)?action\/([^/]+)$/,
    allowMethods('GET', 'HEAD', 'POST'),
    ckanBody,
    async (request: Request, response: Response) => {
      const action = String(request.params[0]);
      const help = helpOf(action);
      const started = performance.now();
      response.once('close', () =>
        metrics.observe(response.statusCode, (performance.now() - started) / 1000),
      );
      try {
        await send(request, response, help, await answer(request, action, help));
      } catch (error) {
        refuse(request, response, toCkanError(error, help, log));
      }
    },
  );

  /** Own answers are made here, others by the thread that has the table. */
  async function answer(request: Request, action: string, help: string): Promise<Answer> {
    const parameters = readParameters(request);
    if (parameters.has('callback'))
      throw badRequestError(
        'There is no JSONP; pages of other sites may read the answers as they are (CORS).',
      );
    const reader = new CkanReader(parameters, help);
    const own = ownAnswer(action, reader);
    if (own !== undefined) return { result: JSON.stringify(own), validator: 'ckan' };
    const known = Object.hasOwn(ckanActions, action) ? ckanActions[action] : undefined;
    if (!known && action !== 'package_search') {
      if (changing.test(action)) throw readOnlyError(help, action);
      throw badRequestError(`Action name not known: ${action}`);
    }
    if (!ckan) throw new Failure('search-unavailable', 'This server has no table of packages.');
    const call = known ? known.read(reader) : await search.read(reader, clientOf(request, proxies));
    const result = await ckan.call(call);
    if (result.type === 'absent') throw notFoundError(help);
    return { result: result.json, validator: String(result.sequence) };
  }

  function ownAnswer(action: string, reader: CkanReader): unknown {
    switch (action) {
      case 'site_read':
        return true;
      case 'status_show':
        return {
          ckan_version: ckanVersion,
          site_url: site.base,
          site_title: portal.title[language],
          site_description: portal.description[language],
          locale_default: language,
          error_emails_to: null,
          extensions: [],
        };
      case 'vocabulary_list':
        return [];
      case 'help_show': {
        const name = reader.required('name');
        const help = Object.hasOwn(ckanActions, name) ? ckanActions[name]?.help : otherHelp.get(name);
        if (help === undefined) throw notFoundError(helpOf('help_show'), 'Action function not found.');
        return help;
      }
      default:
        return undefined;
    }
  }

  async function send(request: Request, response: Response, help: string, made: Answer) {
    const body = `{"help": ${JSON.stringify(help)}, "success": true, "result": ${made.result}}`;
    const headers = { 'Content-Type': json };
    if (request.method === 'POST') {
      await sendCompressed(
        request,
        response,
        { ...headers, 'Cache-Control': 'no-store' },
        { body: Buffer.from(body) },
      );
      return;
    }
    sendRepresentation(
      request,
      response,
      representation(body, { validator: made.validator, headers, cacheControl }),
    );
  }

  return router;
}

function refuse(request: Request, response: Response, { status, body, headers }: CkanError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const all = { ...headers, 'Content-Type': json, 'Cache-Control': 'no-store' };
  sendBody(request, response, status, all, JSON.stringify(body));
}
