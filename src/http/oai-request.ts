import { type Datestamp, readDatestamp } from '../feeds/oai-datestamp.ts';
import { setSpecSyntax } from '../feeds/oai-set.ts';
import { type ListState, type ListVerb, readToken } from '../feeds/oai-token.ts';
import { isMetadataPrefix, type MetadataPrefix } from './oai-formats.ts';

/** OAI-PMH 2.0 §3.6. */
export type OaiErrorCode =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noRecordsMatch';

/** A refusal as the protocol has it: told in the answer, with status 200. */
export class OaiError extends Error {
  readonly code: OaiErrorCode;

  constructor(code: OaiErrorCode, message: string) {
    super(message);
    this.name = 'OaiError';
    this.code = code;
  }
}

/** A list as it was asked for the first time. */
export interface ListArguments {
  readonly metadataPrefix: MetadataPrefix;
  readonly from?: string;
  readonly until?: string;
  readonly set?: string;
}

export type OaiRequest =
  | { readonly verb: 'Identify' }
  | { readonly verb: 'ListMetadataFormats'; readonly identifier?: string }
  | { readonly verb: 'GetRecord'; readonly identifier: string; readonly metadataPrefix: MetadataPrefix }
  | { readonly verb: 'ListSets'; readonly resumed?: ListState }
  | ({ readonly verb: 'ListIdentifiers' | 'ListRecords' } & ListArguments)
  | { readonly verb: 'ListIdentifiers' | 'ListRecords'; readonly resumed: ListState };

interface Rule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const listRule: Rule = { required: ['metadataPrefix'], optional: ['from', 'until', 'set'] };

/** The arguments of each verb (§4); `resumptionToken` stands alone. */
const rules = {
  Identify: { required: [], optional: [] },
  ListMetadataFormats: { required: [], optional: ['identifier'] },
  ListSets: { required: [], optional: [] },
  GetRecord: { required: ['identifier', 'metadataPrefix'], optional: [] },
  ListIdentifiers: listRule,
  ListRecords: listRule,
} as const satisfies Record<string, Rule>;

const uri = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~!$'()*+,;:@/?#&=-]|%[0-9A-Fa-f]{2})+$/;
/** `metadataPrefixType` of the schema. */
const prefixSyntax = /^[A-Za-z0-9\-_.!~*'()]+$/;

type Verb = keyof typeof rules;

/**
 * What the arguments ask for.
 * @throws OaiError
 */
export function readOaiRequest(parameters: URLSearchParams, now: Date): OaiRequest {
  const verb = readVerb(parameters);
  const given = argumentsOf(parameters, verb);
  const token = given.get('resumptionToken');
  switch (verb) {
    case 'Identify':
      return { verb };
    case 'ListMetadataFormats': {
      const identifier = given.get('identifier');
      return identifier === undefined ? { verb } : { verb, identifier: readIdentifier(identifier) };
    }
    case 'GetRecord': {
      const { identifier = '', metadataPrefix = '' } = Object.fromEntries(given);
      return { verb, identifier: readIdentifier(identifier), metadataPrefix: readPrefix(metadataPrefix) };
    }
    case 'ListSets':
      return token === undefined ? { verb } : { verb, resumed: resume(verb, token, now) };
    case 'ListIdentifiers':
    case 'ListRecords':
      return token === undefined
        ? { verb, ...readListArguments(given) }
        : { verb, resumed: resume(verb, token, now) };
  }
}

function readVerb(parameters: URLSearchParams): Verb {
  const verbs = parameters.getAll('verb');
  const [verb] = verbs;
  const known = (Object.keys(rules) as Verb[]).find((one) => one === verb);
  if (known && verbs.length === 1) return known;
  const list = Object.keys(rules).join(', ');
  if (verb === undefined) throw new OaiError('badVerb', `There is no verb. Give one of ${list}.`);
  throw new OaiError(
    'badVerb',
    known
      ? 'The verb is given more than once.'
      : `"${verb.slice(0, 50)}" is no verb of OAI-PMH. Give one of ${list}.`,
  );
}

function argumentsOf(parameters: URLSearchParams, verb: Verb): ReadonlyMap<string, string> {
  const { required, optional }: Rule = rules[verb];
  const resumes = verb.startsWith('List') && verb !== 'ListMetadataFormats';
  const allowed = [...required, ...optional, ...(resumes ? ['resumptionToken'] : [])];
  const given = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (name === 'verb') continue;
    if (!allowed.includes(name)) throw illegal(`${verb} takes no argument "${name.slice(0, 50)}".`);
    if (given.has(name)) throw illegal(`"${name}" is given more than once.`);
    if (value === '') throw illegal(`"${name}" is empty.`);
    given.set(name, value);
  }
  if (given.has('resumptionToken')) {
    if (given.size > 1) throw illegal('"resumptionToken" must be the only argument beside the verb.');
    return given;
  }
  const missing = required.find((name) => !given.has(name));
  if (missing !== undefined) throw illegal(`${verb} needs the argument "${missing}".`);
  return given;
}

function readListArguments(given: ReadonlyMap<string, string>): ListArguments {
  const from = readMoment(given, 'from');
  const until = readMoment(given, 'until');
  if (from && until) {
    if (from.granularity !== until.granularity)
      throw illegal('"from" and "until" differ in their granularity.');
    if (from.time > until.time) throw illegal('"from" is later than "until".');
  }
  const set = given.get('set');
  if (set !== undefined && !setSpecSyntax.test(set)) throw illegal('"set" is no setSpec: see ListSets.');
  return {
    metadataPrefix: readPrefix(given.get('metadataPrefix') ?? ''),
    ...(from && { from: from.time }),
    ...(until && { until: until.time }),
    ...(set !== undefined && { set }),
  };
}

function readMoment(given: ReadonlyMap<string, string>, name: 'from' | 'until'): Datestamp | undefined {
  const text = given.get(name);
  if (text === undefined) return undefined;
  const moment = readDatestamp(text, name);
  if (moment) return moment;
  throw illegal(`"${name}" is no date. Write it as 2026-01-31 or 2026-01-31T10:00:00Z, in UTC.`);
}

/** It comes back as an attribute of the answer, which has to be a URI. */
function readIdentifier(text: string): string {
  if (uri.test(text)) return text;
  throw illegal('"identifier" is no URI.');
}

function readPrefix(text: string): MetadataPrefix {
  if (isMetadataPrefix(text)) return text;
  if (!prefixSyntax.test(text)) throw illegal('"metadataPrefix" has characters that no prefix has.');
  throw new OaiError(
    'cannotDisseminateFormat',
    `There is no metadata format "${text.slice(0, 50)}" here. ListMetadataFormats has those that there are.`,
  );
}

function resume(verb: ListVerb, token: string, now: Date): ListState {
  const state = readToken(token);
  if (state?.verb !== verb) throw badToken(`The token was not given out by ${verb} here.`);
  if (state.expires < now.getTime()) throw badToken('The token has expired.');
  return state;
}

export function badToken(message: string): OaiError {
  return new OaiError('badResumptionToken', `${message} Begin the list anew, without it.`);
}

function illegal(message: string): OaiError {
  return new OaiError('badArgument', message);
}
