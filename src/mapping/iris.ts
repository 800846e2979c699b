import { createHash } from 'node:crypto';
import type { RecordKind } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { SchemeKey } from '../vocabulary/ndsap.ts';

const longestKey = 96;

/**
 * A key for a name: lower case, letters, marks and digits of any script kept, the rest one hyphen. Stable for ever:
 * published IRIs are made of it. What is longer than {@link longestKey} characters is cut and told apart by a hash.
 */
export function slug(name: string): string {
  const cleaned = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  if (cleaned === '') return shortHash(name);
  if (cleaned.length <= longestKey) return cleaned;
  return `${cut(cleaned, longestKey - 9)}-${shortHash(name)}`;
}

/** The beginning of a slug, never ending in a hyphen or in half a surrogate pair. */
function cut(slug: string, length: number): string {
  return slug
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/-+$/, '');
}

/** The first 8 hexadecimal digits of the SHA-256 of `text`. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** A source identifier as a key: kept to the letter where it is safe in a path segment, else a slug with a hash. */
export function keyOf(identifier: string): string {
  const trimmed = identifier.trim();
  if (/^[A-Za-z0-9][A-Za-z0-9._~-]{0,95}$/.test(trimmed)) return trimmed;
  return `${cut(slug(trimmed), longestKey - 9)}-${shortHash(trimmed)}`;
}

/** Mints every IRI of the portal. `base` ends in `/`. */
export class Iris {
  readonly base: string;
  /** Stands before every key: empty, or it ends in `/`. */
  readonly #prefix: string;

  constructor(base: string, namespace = '') {
    this.base = base;
    this.#prefix = namespace === '' ? '' : `${namespace}/`;
  }

  /**
   * Mints the things of a harvested source apart from all others (`{base}id/{kind}/{namespace}/{key}`), because its
   * identifiers are unique within it only. Concepts, places, schemes and the portal's catalogue are the same for all.
   */
  within(namespace: string): Iris {
    return new Iris(this.base, namespace);
  }

  /** `{base}id/{kind}/{key}`; `key` may have several segments. */
  thing(kind: RecordKind, key: string): Iri {
    return `${this.base}id/${kind}/${this.#prefix}${key}` as Iri;
  }

  /** Whether a thing is in the portal's own space of names and not in this namespace; what holds an `@` is in none. */
  isOwn(topic: string): boolean {
    if (!topic.startsWith(this.base)) return false;
    if (topic === this.portal()) return true;
    const [space = '', , ...key] = topic.slice(this.base.length).split('/');
    if (space === 'id') return topic.includes('@') || !`${key.join('/')}/`.startsWith(this.#prefix);
    return space === 'def' || space === 'doc';
  }

  /** The thing's document; for a thing of another authority, a local document that is about it. */
  document(kind: RecordKind, topic: Iri): Iri {
    if (topic.startsWith(`${this.base}id/`))
      return `${this.base}doc/${topic.slice(this.base.length + 3)}` as Iri;
    if (topic.startsWith(`${this.base}def/`))
      return `${this.base}doc/${topic.slice(this.base.length)}` as Iri;
    return `${this.base}doc/${kind}/${this.foreignKey(topic)}` as Iri;
  }

  /** The portal's own catalogue, which lists everything. */
  portal(): Iri {
    return `${this.base}id/catalog/portal` as Iri;
  }

  dataset(key: string): Iri {
    return this.thing('dataset', key);
  }

  catalog(key: string): Iri {
    return this.thing('catalog', key);
  }

  distribution(datasetKey: string, name: string): Iri {
    return this.thing('distribution', `${datasetKey}/${name}`);
  }

  /** An organisation by its path of names, topmost first; a name that repeats its predecessor counts once. */
  organization(path: readonly string[]): Iri {
    return this.thing('organization', path.map(slug).join('/'));
  }

  /** Something that belongs to one thing and has no name of its own (its contact, period, offer, checksum). */
  part(topic: Iri, name: string): Iri {
    return `${topic}${topic.includes('#') ? '-' : '#'}${name}` as Iri;
  }

  place(code: string): Iri {
    return `${this.base}id/place/${code.toLowerCase()}` as Iri;
  }

  scheme(key: SchemeKey): Iri {
    return `${this.base}def/${key}` as Iri;
  }

  concept(scheme: SchemeKey, key: string): Iri {
    return scheme === 'jurisdiction' ? this.place(key) : (`${this.base}def/${scheme}/${key}` as Iri);
  }

  /** The IRI that stands for a blank node of a record. `label` is its RDFC-1.0 canonical label. */
  node(document: Iri, label: string): Iri {
    return `${document}#${label.replace(/^_:/, '')}` as Iri;
  }

  /** Relative IRIs of an input file are resolved against this, so that no machine's path is published. */
  sourceBase(file: string): Iri {
    return this.thing('resource', `source/${slug(file === '-' ? 'standard-input' : file)}/`);
  }

  private foreignKey(topic: Iri): string {
    const last =
      topic
        .replace(/[?#].*$/, '')
        .replace(/\/+$/, '')
        .split('/')
        .pop() ?? '';
    return `${cut(slug(decode(last)), 60)}-${shortHash(topic)}`;
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
