import type { Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { JsonElement } from './json-assembler.ts';
import { placeWithin } from './json-path.ts';
import { type JsonProfile, type JsonProfileReader, record } from './json-profile.ts';
import { asObject, hasMember } from './json-structure.ts';
import type { ReaderContext } from './reader-context.ts';
import { unreadable } from './unreadable.ts';
import { failedAnswer, nameOnly, partialAnswer } from './unreadable-ckan.ts';
import { notAnObject, unknownShape } from './unreadable-json.ts';

const keptMembers = new Set(['success', 'error', 'count']);

type Members = Readonly<Record<string, unknown>>;

const packageMembers = ['resources', 'num_resources', 'owner_org', 'license_id', 'metadata_created', 'notes'];
const groupMembers = [
  'is_organization',
  'approval_status',
  'package_count',
  'image_url',
  'display_name',
  'state',
];

function kindOf(value: Members, file: string): 'package' | 'organization' | 'group' | undefined {
  if (!hasMember(value, 'name') && !hasMember(value, 'id')) return undefined;
  if (packageMembers.some((member) => hasMember(value, member))) return 'package';
  if (!groupMembers.some((member) => hasMember(value, member))) return undefined;
  if (typeof value['is_organization'] === 'boolean')
    return value['is_organization'] ? 'organization' : 'group';
  if (value['type'] === 'group' || value['type'] === 'organization') return value['type'];
  // Short records of organisations and groups do not differ: only the file's name tells.
  return /group/i.test(file) && !/organi[sz]ation/i.test(file) ? 'group' : 'organization';
}

function isRecord(value: unknown): boolean {
  const object = asObject(value);
  return object !== undefined && kindOf(object, '') !== undefined;
}

/** CKAN's action API answers `{help, success, result | error}`. */
function isAnswer(value: unknown): value is Members {
  return hasMember(value, 'success') && (hasMember(value, 'result') || hasMember(value, 'error'));
}

/** The result of `package_search`: `{count, results: […], facets, …}`. */
function isSearchResult(value: unknown): value is Members {
  return hasMember(value, 'results') || (hasMember(value, 'count') && hasMember(value, 'facets'));
}

function isAnswerBeginning(value: unknown): boolean {
  return (
    isAnswer(value) || (hasMember(value, 'help') && hasMember(value, 'success')) || isSearchOfRecords(value)
  );
}

function isSearchOfRecords(value: unknown): boolean {
  const results = asObject(value)?.['results'];
  return Array.isArray(results) && results.slice(0, 5).some(isRecord);
}

/** CKAN packages, organisations and groups: answers of its API, arrays, JSON Lines or single objects. */
export const ckanJson: JsonProfile = {
  profile: 'ckan',
  description: 'CKAN packages or organisations (package_show and package_search answers, or the objects)',
  recognises(sample) {
    if (Array.isArray(sample)) return sample.slice(0, 5).some((value) => isAnswer(value) || isRecord(value));
    return isAnswerBeginning(sample) || isRecord(sample);
  },
  layout(sample) {
    if (Array.isArray(sample)) return { descends: (path) => path.length === 0 };
    if (!isAnswerBeginning(sample)) return { descends: () => false };
    const result = asObject(sample)?.['result'];
    const search = isSearchResult(result);
    return {
      descends: ([first, second, ...rest]) =>
        first === undefined ||
        (first === 'results' && second === undefined) ||
        (first === 'result' && second === undefined && (search || Array.isArray(result))) ||
        (first === 'result' && second === 'results' && rest.length === 0),
    };
  },
  open: (context) => new CkanReader(context),
};

class CkanReader implements JsonProfileReader {
  readonly #context: ReaderContext;
  /** Members of an answer that is read member by member, but for its result. */
  readonly #answer = new Map<string, unknown>();
  #count: unknown;
  #results = 0;

  constructor(context: ReaderContext) {
    this.#context = context;
  }

  *read({ path, value }: JsonElement, place: Place): Generator<SourceItem> {
    const [first, second] = path;
    if (typeof first !== 'string') yield* this.#value(value, place);
    else if (first === 'result' && second === undefined) yield* this.#result(value, place);
    else if (first === 'result' && second === 'count') this.#count = value;
    else if (first === 'result' && typeof second === 'string' && second !== 'results') return;
    else if (first === 'result' || (first === 'results' && second !== undefined)) {
      this.#results++;
      yield* this.#value(value, place);
    } else if (keptMembers.has(first)) this.#answer.set(first, value);
  }

  *end(): Generator<SourceItem> {
    const place = { file: this.#context.file };
    if (this.#answer.get('success') === false) yield failed(this.#answer.get('error'), place);
    const count = this.#count ?? this.#answer.get('count');
    if (typeof count === 'number' && this.#results < count) {
      yield unreadable(place, partialAnswer(this.#results, count), { severity: 'info' });
    }
  }

  /** A record, or an answer that stands whole on one line or in an array. */
  *#value(value: unknown, place: Place): Generator<SourceItem> {
    if (!isAnswer(value)) yield this.#record(value, place);
    else if (value['success'] === false) yield failed(value['error'], place);
    else yield* this.#result(value['result'], placeWithin(place, ['result']));
  }

  *#result(result: unknown, place: Place): Generator<SourceItem> {
    if (Array.isArray(result)) {
      for (const [index, value] of result.entries()) yield this.#record(value, placeWithin(place, [index]));
    } else if (isSearchResult(result) && Array.isArray(result['results'])) {
      const { results, count } = result as { results: unknown[]; count?: unknown };
      for (const [index, value] of results.entries()) {
        yield this.#record(value, placeWithin(place, ['results', index]));
      }
      if (typeof count === 'number' && results.length < count) {
        yield unreadable(place, partialAnswer(results.length, count), { severity: 'info' });
      }
    } else if (result !== null) yield this.#record(result, place);
  }

  #record(value: unknown, place: Place): SourceItem {
    if (typeof value === 'string') return unreadable(place, nameOnly, { value });
    const object = asObject(value);
    if (object === undefined) return unreadable(place, notAnObject);
    const kind = kindOf(object, this.#context.file);
    return kind === undefined ? unreadable(place, unknownShape('CKAN')) : record('ckan', kind, place, object);
  }
}

function failed(error: unknown, place: Place): SourceItem {
  const message = asObject(error)?.['message'] ?? error;
  return unreadable(place, failedAnswer, {
    value: typeof message === 'string' ? message : JSON.stringify(message ?? null),
  });
}
