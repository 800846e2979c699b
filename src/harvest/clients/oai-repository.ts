import { Failure } from '../../model/failure.ts';
import { prefixes } from '../../vocabulary/prefixes.ts';
import type { HarvestContext } from '../harvest-client.ts';
import { attributeOf, childOf, type OaiElement, oaiElements, textOf } from './oai-xml.ts';

export const oaiAccept = 'text/xml, application/xml;q=0.9, */*;q=0.1';

/** Identify (OAI-PMH 2.0 §4.2), as far as a harvester needs it. */
export interface OaiIdentity {
  /** Whether times have seconds; otherwise they are days. */
  readonly seconds: boolean;
  /** How the repository keeps track of deletions (§2.5.1). */
  readonly deletedRecord: 'no' | 'transient' | 'persistent';
}

/** Where the calls of a repository are; a query of its own (a key) is kept. */
export class OaiAddress {
  readonly #base: string;
  readonly #query: readonly (readonly [string, string])[];

  constructor(url: string) {
    const { origin, pathname, searchParams } = new URL(url);
    this.#base = `${origin}${pathname}`;
    const own = ['verb', 'identifier', 'metadataPrefix', 'from', 'until', 'set', 'resumptionToken'];
    this.#query = [...searchParams].filter(([name]) => !own.includes(name));
  }

  /** The same in every run, to the letter; in the order in which the parameters are given. */
  of(parameters: Readonly<Record<string, string | undefined>>): string {
    const given = Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const query = [...this.#query, ...given].map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `${this.#base}?${query.join('&')}`;
  }
}

/** @throws Failure `source-failed` where it is no repository */
export async function identify(context: HarvestContext, address: OaiAddress): Promise<OaiIdentity> {
  const url = address.of({ verb: 'Identify' });
  const found = new Map<string, string>();
  for (const { parent, element } of await askOai(context, url))
    if (parent === 'Identify') found.set(element.local, textOf(element));
  const version = found.get('protocolVersion') ?? 'none';
  if (version !== '2.0')
    throw new Failure('source-failed', `<${url}>: the protocol's version is ${version}; 2.0 is spoken.`);
  const deleted = found.get('deletedRecord');
  return {
    seconds: /hh:mm/i.test(found.get('granularity') ?? ''),
    deletedRecord: deleted === 'persistent' || deleted === 'transient' ? deleted : 'no',
  };
}

const rankOfPrefix: readonly RegExp[] = [/^dcat$/i, /dcat/i, /^rdf$/i, /rdf/i, /^oai_dc$/i];

/**
 * The metadata format in which records say most: DCAT before other RDF before Dublin Core, which every repository has
 * (§2.5).
 */
export async function chooseFormat(context: HarvestContext, address: OaiAddress): Promise<string> {
  const formats: { prefix: string; namespace: string }[] = [];
  for (const { parent, element } of await askOai(context, address.of({ verb: 'ListMetadataFormats' }))) {
    if (parent !== 'ListMetadataFormats' || element.local !== 'metadataFormat') continue;
    formats.push({
      prefix: textOf(childOf(element, 'metadataPrefix')),
      namespace: textOf(childOf(element, 'metadataNamespace')),
    });
  }
  for (const pattern of rankOfPrefix) {
    const found = formats.find(({ prefix }) => pattern.test(prefix));
    if (found) return found.prefix;
  }
  const isRdf = (namespace: string) => namespace === prefixes.rdf || namespace === prefixes.dcat;
  return formats.find(({ namespace }) => isRdf(namespace))?.prefix ?? 'oai_dc';
}

/** @throws Failure `source-failed` where the repository answers with an error */
async function askOai(context: HarvestContext, url: string): Promise<readonly OaiElement[]> {
  const answer = await context.fetcher.fetch({ url, accept: oaiAccept, signal: context.signal });
  if (answer.type !== 'body')
    throw new Failure('source-failed', `<${url}> is not there. Give the base URL of the repository.`);
  try {
    const found: OaiElement[] = [];
    for await (const one of oaiElements(answer.body, answer.url, context.reading)) {
      if (one.element.local === 'error' && one.parent === 'OAI-PMH')
        throw oaiFailure(url, attributeOf(one.element, 'code') ?? '', textOf(one.element));
      found.push(one);
    }
    return found;
  } finally {
    answer.close();
  }
}

export function oaiFailure(url: string, code: string, message: string): Failure {
  return new Failure(
    'source-failed',
    `<${url}> answered with the error ${code || 'without a code'}: ${message.slice(0, 400)}`,
  );
}
