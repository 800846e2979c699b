import type { Mapping, SourceRecord } from '../model/record.ts';
import { mapCkan } from './ckan.ts';
import type { MappingContext } from './context.ts';
import { mapDcatUs } from './dcat-us.ts';
import { mapFieldMapped } from './field-mapped.ts';
import { findingOf, notARecord, unknownKind } from './mapping-findings.ts';
import { mapNdsap } from './ndsap.ts';
import { mapOgd } from './ogd.ts';
import { mapSchemaOrg } from './schema-org.ts';

/** Maps a record of fields (rows of sheets, JSON objects). Never throws, whatever the values. */
export function mapPlainRecord(record: SourceRecord, context: MappingContext): Mapping {
  const { data, place } = record;
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return { records: [], deletions: [], findings: [findingOf(notARecord, { place, field: '' })] };
  switch (record.profile) {
    case 'ndsap':
      return mapNdsap(record, data, context);
    case 'ogd':
      return mapOgd(record, data, context);
    case 'ckan':
      return mapCkan(record, data, context);
    case 'dcat-us':
      return mapDcatUs(record, data, context);
    case 'schema-org':
      return mapSchemaOrg(record, data, context);
    case 'map':
      return mapFieldMapped(record, data, context);
    case 'dcat':
      return { records: [], deletions: [], findings: [findingOf(unknownKind, { place, field: '' })] };
  }
}
