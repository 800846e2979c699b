import type { Profile } from '../model/record.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { ckanTables } from './ckan.ts';
import { dcatUsTables } from './dcat-us.ts';
import { fieldIn, type MappingTable } from './mapping-table.ts';
import { ndsapTables } from './ndsap.ts';
import { ogdTables } from './ogd.ts';
import { schemaOrgTables } from './schema-org.ts';

/** The tables of each profile, by kind of record. */
const tables: Readonly<Record<Profile, Readonly<Record<string, readonly MappingTable[]>>>> = {
  ndsap: ndsapTables,
  ogd: ogdTables,
  ckan: ckanTables,
  'dcat-us': dcatUsTables,
  'schema-org': schemaOrgTables,
  dcat: {},
  // Its records name their fields themselves.
  map: {},
};

/**
 * The publisher's name of the field that becomes `property` in records of that profile and kind, so that findings
 * of the shapes speak the publisher's language. Of a kind that has no tables (`sheet-row`), all of the profile's are asked.
 */
export function fieldOf(profile: Profile, kind: string, property: Iri): string | undefined {
  const ofProfile = tables[profile];
  const found = Object.hasOwn(ofProfile, kind) ? ofProfile[kind] : undefined;
  return fieldIn(found ?? Object.values(ofProfile).flat(), property);
}
