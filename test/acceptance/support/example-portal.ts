import { join } from 'node:path';
import { ask } from '../client.ts';
import { freePort, type ServingCli, serveCli, succeed, until } from './cli.ts';
import { exampleSheets } from './folders.ts';

export interface ExamplePortal extends ServingCli {
  readonly data: string;
  readonly base: string;
}

/** The example catalogue, published and served by the commands, with its query engine ready. */
export async function serveExample(folder: string): Promise<ExamplePortal> {
  const port = await freePort();
  const base = `http://localhost:${port}/`;
  const data = join(folder, 'data');
  await succeed(['publish', '--data', data, '--base', base, '--policy', 'ndsap', ...exampleSheets]);
  const portal = await serveCli(['--data', data, '--log-level', 'warn'], port);
  const ready = async () => (await ask(`${portal.origin}/health/ready`)).status === 200;
  await until('the query engine is ready', ready);
  return { ...portal, data, base };
}
