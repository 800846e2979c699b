import type { Place } from '../model/place.ts';
import { describePlace } from '../model/place.ts';
import { parseIri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';

/** What anybody may see of an address. */
export interface ShownAddress {
  readonly text: string;
  /** The address itself, where it is on the web and nothing of it is hidden. */
  readonly iri?: Iri;
}

const hidden = '…';
const placeholder = /\$\{[^}]*\}/g;
/** Names of parameters that people put secrets in, though variables stand for them elsewhere. */
const secretName = /(?:key|token|secret|passw(?:or)?d|pwd|auth|signature|sig|credentials?)$/i;

/**
 * The address of a source as pages and data may show it: without user and password, without what a variable stands for
 * or a parameter is likely to keep secret; of files and databases only what tells them apart, as paths and hosts of
 * the inside are nobody's business.
 */
export function shownAddress(address: string): ShownAddress {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address) ?? [];
  if (scheme === undefined || /^file$/i.test(scheme)) return { text: baseName(address) };
  if (!/^https?$/i.test(scheme)) return { text: `${scheme.toLowerCase()}://${hidden}` };
  const [, before = '', after = ''] = /^(https?:\/\/)(?:[^/?#]*@)?(.*)$/is.exec(address) ?? [];
  const [place = '', query] = after.split(/\?(.*)/s, 2);
  const parameters = query === undefined ? '' : `?${query.split('&').map(shownParameter).join('&')}`;
  const text = before + place.replace(placeholder, hidden) + parameters;
  const iri = text.includes(hidden) ? undefined : parseIri(text);
  return { text, ...(iri !== undefined && { iri }) };
}

function shownParameter(parameter: string): string {
  const at = parameter.indexOf('=');
  const name = at < 0 ? parameter : parameter.slice(0, at);
  if (at >= 0 && secretName.test(name)) return `${name}=${hidden}`;
  return parameter.replace(placeholder, hidden);
}

/** A place in what a source gave, as it may be shown. */
export function shownPlace(place: Place): string {
  return describePlace({ ...place, file: place.file === '-' ? '-' : shownAddress(place.file).text });
}

function baseName(path: string): string {
  return (
    path
      .replace(placeholder, hidden)
      .replace(/[/\\]+$/, '')
      .split(/[/\\]/)
      .at(-1) || hidden
  );
}
