import type { SettledConfig } from '../compose/settled-config.ts';
import { applyMap } from '../field-map/apply-map.ts';
import { loadFieldMap } from '../field-map/map-file.ts';
import type { SourceItem } from '../model/source-item.ts';
import { openInput } from './open-table.ts';

/** The records of tables that a command names, by the field map of the path `mapFile`. */
export async function* readMapped(
  inputs: readonly string[],
  mapFile: string,
  config: SettledConfig,
): AsyncGenerator<SourceItem> {
  const map = await loadFieldMap(mapFile);
  for (const input of inputs) yield* applyMap(await openInput(input, map, config), map, input);
}
