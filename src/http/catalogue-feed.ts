import { Iris } from '../mapping/iris.ts';
import type { Iri } from '../vocabulary/iri.ts';
import type { Site } from './site.ts';

/** Reference of the paged feed of what a catalogue lists: the portal's own is `/catalog` itself. */
export function catalogueFeed({ base, path }: Pick<Site, 'base' | 'path'>, catalog: Iri): string {
  const own = catalog === new Iris(base).portal();
  return `${path}catalog${own ? '' : `?${new URLSearchParams({ catalog })}`}`;
}
