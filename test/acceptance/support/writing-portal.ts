import assert from 'node:assert/strict';
import { type Answer, ask } from '../client.ts';
import { type PortalOptions, type RunningPortal, startPortal } from '../running-portal.ts';
import { untilCurrent } from './until-current.ts';

/** A portal, and how an editor works with it. */
export interface WritingPortal extends RunningPortal {
  readonly authorization: string;
  update(text: string, query?: string): Promise<Answer>;
  /** Sends a graph, or an update of one. */
  send(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, accept?: string): Promise<Answer>;
  /** What an ASK query is answered with. */
  holds(pattern: string): Promise<boolean>;
}

export async function startWritingPortal(options: PortalOptions = {}): Promise<WritingPortal> {
  const portal = await startPortal({ engine: true, vocabulary: true, ...options });
  const { token } = portal.tokens.create({ role: 'editor', name: 'test' });
  const authorization = `Bearer ${token}`;
  await untilCurrent(portal);
  const send: WritingPortal['send'] = (method, path, body, headers = {}) =>
    ask(portal.origin + path, {
      method,
      headers: { authorization, ...(body !== undefined && { 'content-type': 'text/turtle' }), ...headers },
      ...(body !== undefined && { body }),
    });
  return {
    ...portal,
    authorization,
    send,
    update: (text, query = '') =>
      send('POST', `/sparql${query}`, text, { 'content-type': 'application/sparql-update' }),
    get: (path, accept = 'text/turtle') => ask(portal.origin + path, { headers: { accept } }),
    holds: async (pattern) => {
      const answer = await ask(`${portal.origin}/sparql?query=${encodeURIComponent(`ASK { ${pattern} }`)}`);
      assert.equal(answer.status, 200, answer.body);
      return JSON.parse(answer.body).boolean;
    },
  };
}

/** A dataset that is accepted, in Turtle with whole IRIs. `dct:title` is "New"@en-IN. */
export function datasetTurtle(base: string, key: string): string {
  return `@prefix dct: <http://purl.org/dc/terms/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<${base}id/dataset/${key}> a dcat:Dataset ; dct:title "New"@en-IN ; dct:description "A new one"@en ;
  dct:publisher <${base}id/organization/x> ; dct:issued "2016-04-01"^^xsd:date ;
  dcat:spatialResolutionInMeters "05.50"^^xsd:decimal ;
  dcat:contactPoint [ a vcard:Organization ; vcard:fn "x" ; vcard:hasEmail <mailto:a@b.in> ] ;
  dcat:distribution <${base}id/distribution/${key}/1> .
<${base}id/distribution/${key}/1> a dcat:Distribution ; dct:title "d" ;
  dcat:accessURL <https://example.org/x.csv> ; dct:license <https://data.gov.in/government-open-data-license-india> ;
  dcat:byteSize "5"^^xsd:nonNegativeInteger .`;
}
