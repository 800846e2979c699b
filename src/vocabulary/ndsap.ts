import type { Iri } from './iri.ts';
import { namespace } from './namespace.ts';

/**
 * The project's own vocabulary. Its IRIs live under the portal's base (`{base}def/ndsap#…`), because they are
 * published and dereferenced there; `ontologies/ndsap.ttl` defines the same terms.
 */
export function ndsapTerms(base: string) {
  return namespace(`${base}def/ndsap#`, [
    'App',
    'accessType',
    'accessMethod',
    'granularity',
    'policyCompliance',
    'resourceCategory',
    'unresolvedValue',
    'fileExtension',
    'isOpenFormat',
    'isMachineReadable',
    'mediaType',
    'lgdCode',
    'iso3166Code',
    'jurisdictionLevel',
    'remedy',
    'exempts',
    'starLevel',
    'interval',
    'queryTimeout',
    'maximumRows',
    'maximumBytes',
    'maximumQueued',
  ]);
}

/** Key of a concept scheme; the scheme's IRI is `{base}def/{key}`, a concept's `{base}def/{key}/{concept}`. */
export const schemeKeys = [
  'sector',
  'frequency',
  'granularity',
  'access-type',
  'access-method',
  'app-type',
  'resource-category',
  'file-format',
  'star-level',
  'jurisdiction',
] as const;
export type SchemeKey = (typeof schemeKeys)[number];

/** The policies that the portal checks against (`dct:conformsTo` of a catalog record, or of a compliant dataset). */
export function policyIri(base: string, key: string): Iri {
  return `${base}def/policy/${key}` as Iri;
}
