import { fsyncSync, openSync, writeSync } from 'node:fs';
import { createPublisher, openStore, settleBase } from '../../../src/compose.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { Iris } from '../../../src/mapping/iris.ts';
import { readSources } from '../../../src/sources/read-sources.ts';

/**
 * Publishes as `fivestar publish` does, and notes each record that was acknowledged in a file, durably, before it asks
 * for the next batch. Arguments: data folder, base IRI, file of acknowledgements, input.
 */
const [data = '', base = '', acknowledgements = '', input = ''] = process.argv.slice(2);
const flags = { data, base, policy: 'ndsap', batch: '10', threads: '2' };
const read = readConfig({ flags, environment: {} });
if ('problems' in read) throw new Error(read.problems.join('\n'));
const config = settleBase(read.config);
const file = openSync(acknowledgements, 'a');
const store = await openStore(config);
const items = readSources([input], {
  names: new Iris(config.base),
  limits: { recordBytes: config.recordBytes },
});
for await (const { reports } of createPublisher(config, store).run(items)) {
  const stored = reports.filter(({ outcome }) => outcome !== 'refused');
  writeSync(file, stored.map(({ topic }) => `${topic}\n`).join(''));
  fsyncSync(file);
}
await store.close();
