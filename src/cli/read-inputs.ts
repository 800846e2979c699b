import type { SettledConfig } from '../compose/settled-config.ts';
import { Failure } from '../model/failure.ts';
import type { SourceItem } from '../model/source-item.ts';
import { readSources } from '../sources/read-sources.ts';
import { type ReadingOptions, readOptionsOf } from './reading-options.ts';

/** The records of files that a command names: as they are recognised, or by a field map. */
export async function* readInputs(
  inputs: readonly string[],
  options: ReadingOptions,
  config: SettledConfig,
): AsyncGenerator<SourceItem> {
  if (options.map === undefined) {
    yield* readSources(inputs, readOptionsOf(options, config));
    return;
  }
  if (options.from !== undefined)
    throw new Failure('wrong-usage', 'Give --from or --map, not both: a field map says itself what is read.');
  // Readers of workbooks and databases are loaded only where they are wanted.
  const { readMapped } = await import('./read-mapped.ts');
  yield* readMapped(inputs, options.map, config);
}
