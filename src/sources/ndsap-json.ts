import type { Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { JsonElement } from './json-assembler.ts';
import { placeWithin } from './json-path.ts';
import { type JsonProfile, record } from './json-profile.ts';
import { asObject } from './json-structure.ts';
import { areNdsapElements, isTitle, normaliseElement } from './ndsap-elements.ts';
import { unreadable } from './unreadable.ts';
import { notAnObject } from './unreadable-json.ts';

const listNames = new Set(['catalogs', 'catalogues', 'resources', 'datasets', 'apps']);

function isList(key: string, value: unknown): boolean {
  return listNames.has(normaliseElement(key)) && Array.isArray(value);
}

/** An object of lists, as opposed to one catalog with its resources. */
function isListing(value: unknown): boolean {
  const object = asObject(value);
  if (object === undefined || areNdsapElements(Object.keys(object))) return false;
  return Object.entries(object).some(([key, member]) => isList(key, member));
}

function isRow(value: unknown): boolean {
  const object = asObject(value);
  return object !== undefined && areNdsapElements(Object.keys(object));
}

/** NDSAP elements in JSON: an array of objects, `{catalogs: […], resources: […]}`, catalogs that hold their resources, or one object. */
export const ndsapJson: JsonProfile = {
  profile: 'ndsap',
  description: 'an NDSAP sheet (objects with Title, Description, Category, Frequency…)',
  recognises(sample) {
    if (Array.isArray(sample)) return sample.slice(0, 5).some(isRow);
    if (!isListing(sample)) return isRow(sample);
    return Object.entries(asObject(sample) ?? {}).some(
      ([key, member]) => isList(key, member) && (member as unknown[]).slice(0, 5).some(isRow),
    );
  },
  layout(sample) {
    const whole = !Array.isArray(sample) && !isListing(sample);
    return {
      descends: (path) =>
        !whole &&
        (path.length === 0 || (path.length === 1 && listNames.has(normaliseElement(String(path[0]))))),
    };
  },
  open: () => ({ read: readElement, end: () => [] }),
};

function* readElement({ path, value }: JsonElement, place: Place): Generator<SourceItem> {
  const aside = path.length === 1 && typeof path[0] === 'string';
  const object = asObject(value);
  if (aside) yield unreadable(place, asideMember, { severity: 'info' });
  else if (object === undefined) yield unreadable(place, notAnObject);
  else yield* readRow(object, place);
}

/** Resources inside a catalog become rows of their own that name it. */
function* readRow(object: Readonly<Record<string, unknown>>, place: Place): Generator<SourceItem> {
  const lists = Object.entries(object).filter(([key, member]) => isList(key, member));
  if (lists.length === 0) {
    yield record('ndsap', 'sheet-row', place, object);
    return;
  }
  const own = Object.fromEntries(Object.entries(object).filter(([key, member]) => !isList(key, member)));
  const titleKey = Object.keys(own).find(isTitle);
  if (titleKey !== undefined) yield record('ndsap', 'sheet-row', place, own);
  for (const [key, members] of lists) {
    for (const [index, member] of (members as unknown[]).entries()) {
      const at = placeWithin(place, [key, index]);
      const resource = asObject(member);
      if (resource === undefined) yield unreadable(at, notAnObject);
      else yield record('ndsap', 'sheet-row', at, withCatalog(resource, titleKey && own[titleKey]));
    }
  }
}

function withCatalog(resource: Readonly<Record<string, unknown>>, title: unknown): unknown {
  const named = Object.keys(resource).some((key) => ['catalog', 'कैटलॉग'].includes(normaliseElement(key)));
  return named || title === undefined ? resource : { ...resource, Catalog: title };
}

const asideMember = {
  code: 'unused-member',
  message: {
    en: 'This member stands beside the lists of catalogs and resources and is not used.',
    hi: 'यह अंश कैटलॉग और संसाधनों की सूचियों के साथ है और प्रयुक्त नहीं होता।',
  },
  remedy: {
    en: 'Write it into each catalog or resource that it applies to.',
    hi: 'इसे हर उस कैटलॉग या संसाधन में लिखें जिस पर यह लागू होता है।',
  },
};
