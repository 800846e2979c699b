import { join } from 'node:path';
import type { EngineLoad } from './engine-load.ts';
import type { Report, Run } from './figures.ts';
import { fillStore } from './filled-store.ts';
import { median } from './statistics.ts';
import { inWorkspace } from './workspace.ts';

/** Loading the query engine through the product, against Oxigraph's own bulk load of the same N-Quads. */
export async function engine(run: Run): Promise<Report> {
  const datasets = run.quick ? 500 : 100_000;
  const rounds = run.quick ? 1 : 3;
  return inWorkspace(async (workspace) => {
    const { folder } = await fillStore(run, workspace, datasets);
    const file = join(workspace.folder, 'catalogue.nq');
    const load = async (mode: string): Promise<EngineLoad> => {
      const process = workspace.processes.script(
        new URL('./engine-load.ts', import.meta.url),
        mode,
        folder,
        file,
      );
      if ((await process.end()) !== 0) throw new Error(`"${mode}" failed:\n${process.output.slice(-2000)}`);
      return JSON.parse(process.output) as EngineLoad;
    };
    run.say('writing the same N-Quads into a file');
    await load('dump');
    const bare: number[] = [];
    const product: number[] = [];
    let quads = 0;
    for (let round = 1; round <= rounds; round++) {
      run.say(`round ${round} of ${rounds}`);
      const ofBare = await load('bare');
      const ofProduct = await load('product');
      if (ofBare.quads !== ofProduct.quads)
        throw new Error(
          `Oxigraph alone holds ${ofBare.quads} quads, through the product ${ofProduct.quads}.`,
        );
      quads = ofBare.quads;
      bare.push(quads / ofBare.seconds);
      product.push(quads / ofProduct.seconds);
    }
    const ratios = product.map((rate, round) => rate / (bare[round] ?? rate));
    return {
      figures: [
        { name: 'quads', value: quads, unit: 'quads', note: `${datasets.toLocaleString('en')} datasets` },
        { name: 'Oxigraph alone: Store.load', value: median(bare), unit: 'quads/s' },
        { name: 'product: store → chunks → thread', value: median(product), unit: 'quads/s' },
        {
          name: 'product / Oxigraph alone',
          value: median(ratios),
          unit: '×',
          aim: { at: 'least', value: 0.8 },
        },
      ],
      notes: [
        'Alone: bytes in memory, no transaction, on the main thread, only Store.load timed. Product: from the start of the follower until it answers, thread start and reading of the record store included. Each in a process of its own, by turns.',
      ],
    };
  });
}
