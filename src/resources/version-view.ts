import type { Quad } from '@rdfjs/types';
import type { RecordVersion } from '../store/record-store.ts';
import type { PropertyLabel } from './property-labels.ts';
import { type ResourceView, viewResource } from './resource-view.ts';

/** A past document, arranged for people as the present ones are. */
export function viewVersion(
  version: RecordVersion,
  quads: readonly Quad[],
  labels: ReadonlyMap<string, PropertyLabel>,
): Pick<ResourceView, 'topic' | 'distributions' | 'parts'> {
  const head = { ...version, state: 'live', policyVersion: '', warnings: 0 } as const;
  return viewResource(head, quads, labels);
}
