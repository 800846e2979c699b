import { parseNQuads } from '../../rdf/n-quads.ts';
import type { StoredRecord } from '../../store/record-store.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { dcat, dct } from '../../vocabulary/terms.ts';
import { oneText } from '../dcat-us/members.ts';
import { Description } from '../description.ts';
import { conceptOf, statedNames } from '../names.ts';
import type { ProfileContext } from '../profile-context.ts';
import { ckanLicence } from './ckan-licences.ts';
import { type CkanNames, ckanNames, tagName } from './ckan-names.ts';
import type { CkanTeller } from './ckan-teller.ts';
import { licenceOf } from './describe-package.ts';
import { formatLabel, resourceId } from './describe-resource.ts';

/** What is kept of a package in memory, so that it is found, counted and put in order without its record. */
export interface PackageEntry extends CkanNames {
  readonly document: Iri;
  /** For comparing: folded. */
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly created: number;
  readonly publisher?: string;
  /** The portal's own concepts where they mean the same as those of the record. */
  readonly themes: readonly string[];
  readonly tags: readonly string[];
  readonly formats: readonly string[];
  readonly licence: string;
  readonly resources: readonly string[];
}

/** Texts that many packages have are kept once, and none keeps the whole record in memory that it was cut from. */
export class KeptTexts {
  readonly #kept = new Map<string, string>();

  of(text: string): string {
    const known = this.#kept.get(text);
    if (known !== undefined) return known;
    const own = detached(text);
    this.#kept.set(own, own);
    return own;
  }
}

export function packageNames(context: ProfileContext, topic: string): CkanNames {
  return ckanNames(topic, context.iris.dataset(''));
}

/** The portal's own concept for a theme. */
export function ownTheme(context: ProfileContext, theme: Iri): string {
  return conceptOf(context, theme)?.iri ?? theme;
}

export function readEntry(
  { context, language }: Omit<CkanTeller, 'from'>,
  record: StoredRecord,
  kept: KeptTexts,
): PackageEntry {
  const from = new Description(parseNQuads(record.nquads));
  const teller = { context, language, from };
  const { topic } = record;
  const { id, name } = packageNames(context, topic);
  const distributions = from.iris(topic, dcat.distribution);
  const licence = licenceOf(teller, topic);
  const [publisher] = from.iris(topic, dct.publisher);
  const all = (texts: readonly (string | undefined)[]) => [
    ...new Set(texts.flatMap((text) => (text === undefined ? [] : [kept.of(text)]))),
  ];
  return {
    id: detached(id),
    name: detached(name),
    document: detached(record.document) as Iri,
    title: detached(foldTitle(oneText(statedNames(from, topic), teller) ?? name)),
    modified: Date.parse(record.modified),
    created: Date.parse(record.issued),
    ...(publisher !== undefined && { publisher: kept.of(publisher) }),
    themes: all(from.iris(topic, dcat.theme).map((theme) => ownTheme(context, theme))),
    tags: all(from.literals(topic, dcat.keyword).map(({ value }) => tagName(value))),
    formats: all(distributions.map((iri) => formatLabel(teller, iri))),
    licence: kept.of(licence === undefined ? 'notspecified' : ckanLicence(licence).id),
    resources: distributions.map((iri) => detached(resourceId(teller, iri))),
  };
}

/** A copy that does not share the memory of a longer text. */
function detached(text: string): string {
  return Buffer.from(text).toString();
}

/** Words of a title in the form in which they are compared, parted by single blanks. */
export function foldTitle(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .normalize('NFC');
}
