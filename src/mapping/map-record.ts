import type { Mapping, SourceRecord } from '../model/record.ts';
import type { MappingContext } from './context.ts';
import { mapGraph } from './dcat.ts';
import { mapPlainRecord } from './map-plain-record.ts';

/** Makes RDF of one source record. Never throws, whatever its values: what cannot be used is kept as text or reported. */
export function mapRecord(record: SourceRecord, context: MappingContext): Mapping {
  return record.profile === 'dcat' ? mapGraph(record, context) : mapPlainRecord(record, context);
}
