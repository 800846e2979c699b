import { Failure } from '../model/failure.ts';
import { describePlace, type Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { JsonElement } from './json-assembler.ts';
import { placeWithin } from './json-path.ts';
import { type JsonProfile, type JsonProfileReader, record } from './json-profile.ts';
import { asObject, hasMember } from './json-structure.ts';
import type { ReaderContext } from './reader-context.ts';
import { unreadable } from './unreadable.ts';
import { notAnObject } from './unreadable-json.ts';

/** DCAT-US 1.1 defines 7; room for a publisher's own, but memory must not depend on the input. */
const headMembers = 1000;

function tooManyMembers(place: Place): string {
  return `${describePlace(place)}: the catalogue has more than ${headMembers} members beside "dataset". Move what describes datasets into them.`;
}

const schema = /project-open-data\.cio\.gov|resources\.data\.gov\/resources\/dcat-us/;

/** Members that DCAT-US 1.1 has and that the JSON-LD form of DCAT has not. */
const ownMembers = ['accessLevel', 'bureauCode', 'programCode', 'dataQuality', 'systemOfRecords'];

function isDataset(value: unknown): boolean {
  return hasMember(value, 'title') && ownMembers.some((member) => hasMember(value, member));
}

function isCatalog(value: unknown): boolean {
  const object = asObject(value);
  if (object === undefined) return false;
  const datasets = object['dataset'];
  if (Array.isArray(datasets) && datasets.slice(0, 5).some(isDataset)) return true;
  return schema.test(String(object['conformsTo'])) || schema.test(JSON.stringify(object['@context'] ?? ''));
}

/** DCAT-US 1.1: a `data.json`, or its datasets alone as array, JSON Lines or single object. */
export const dcatUsJson: JsonProfile = {
  profile: 'dcat-us',
  description: 'a DCAT-US data.json (an object with "dataset": […])',
  recognises(sample) {
    if (Array.isArray(sample)) return sample.slice(0, 5).some(isDataset);
    return isCatalog(sample) || isDataset(sample);
  },
  layout(sample) {
    if (Array.isArray(sample)) return { descends: (path) => path.length === 0 };
    const whole = isDataset(sample) && !hasMember(sample, 'dataset');
    return {
      descends: (path) => !whole && (path.length === 0 || (path.length === 1 && path[0] === 'dataset')),
    };
  },
  open: (context) => new DcatUsReader(context),
};

class DcatUsReader implements JsonProfileReader {
  readonly #context: ReaderContext;
  readonly #head: [string, unknown][] = [];

  constructor(context: ReaderContext) {
    this.#context = context;
  }

  read({ path, value }: JsonElement, place: Place): Iterable<SourceItem> {
    const [first] = path;
    if (path.length === 1 && typeof first === 'string' && first !== 'dataset') {
      this.#head.push([first, value]);
      if (this.#head.length > headMembers) throw new Failure('too-large', tooManyMembers(place));
      return [];
    }
    if (path.length === 0 && Array.isArray(asObject(value)?.['dataset'])) return readWhole(value, place);
    return [readDataset(value, place)];
  }

  /** The catalogue's own members stand before and behind the datasets, so they are known only now. */
  end(): Iterable<SourceItem> {
    if (this.#head.length === 0) return [];
    const place = { file: this.#context.file, path: '' };
    return [record('dcat-us', 'catalog', place, Object.fromEntries(this.#head))];
  }
}

function readDataset(value: unknown, place: Place): SourceItem {
  const object = asObject(value);
  return object ? record('dcat-us', 'dataset', place, object) : unreadable(place, notAnObject);
}

/** A catalogue that stands on one line of JSON Lines. */
function* readWhole(value: unknown, place: Place): Generator<SourceItem> {
  const { dataset, ...head } = value as { dataset: unknown[] };
  for (const [index, one] of dataset.entries()) {
    yield readDataset(one, placeWithin(place, ['dataset', index]));
  }
  yield record('dcat-us', 'catalog', place, head);
}
