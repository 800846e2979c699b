import { createPublisher, openStore, settleBase } from '../../../src/compose.ts';
import { readConfig } from '../../../src/config/read-config.ts';
import { Iris } from '../../../src/mapping/iris.ts';
import type { SourceItem } from '../../../src/model/source-item.ts';
import type { RecordReport, RunTotals } from '../../../src/publish/record-report.ts';
import { noTotals } from '../../../src/publish/run-totals.ts';
import { readSources } from '../../../src/sources/read-sources.ts';

export interface PublishedFile {
  readonly totals: RunTotals;
  readonly reports: readonly RecordReport[];
  /** Of the store when the run had ended. */
  readonly sequence: number;
  /** What ended the run before the end of the file. */
  readonly failure?: Error;
}

/** The write path of `fivestar publish` in this process. `limit`: read no more items than so many. */
export async function publishFile(
  data: string,
  file: string,
  options: { policy?: string; limit?: number } = {},
): Promise<PublishedFile> {
  const flags = { data, base: 'https://data.example.gov.in/', policy: options.policy ?? 'dcat' };
  const read = readConfig({ flags, environment: {} });
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  const config = settleBase(read.config);
  const store = await openStore(config);
  const reports: RecordReport[] = [];
  let totals = noTotals;
  try {
    const limits = { recordBytes: config.recordBytes };
    const items = readSources([file], { names: new Iris(config.base), limits });
    for await (const batch of createPublisher(config, store).run(first(items, options.limit))) {
      totals = batch.totals;
      for (const report of batch.reports) reports.push(report);
    }
    return { totals, reports, sequence: store.sequence() };
  } catch (failure) {
    if (!(failure instanceof Error)) throw failure;
    return { totals, reports, sequence: store.sequence(), failure };
  } finally {
    await store.close();
  }
}

async function* first(items: AsyncIterable<SourceItem>, limit = Infinity): AsyncGenerator<SourceItem> {
  let count = 0;
  for await (const item of items) {
    yield item;
    if (++count >= limit) return;
  }
}
