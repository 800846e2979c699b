import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import type { SettledConfig } from '../compose/settled-config.ts';
import { publish } from './publish-command.ts';
import { serve } from './serve-command.ts';
import { addSettings, configOf } from './setting-options.ts';

const exampleFolder = new URL('../../data/', import.meta.url);
const sheets = ['catalogs.csv', 'resources.csv', 'apps.json'];
/** A dataset of the example that has most kinds of properties. */
const shownDataset = 'id/dataset/8e0bd482-4aba-4d99-9cb9-ff124f6f1c2f';

/** Publishes the example catalogue into a fresh folder, which goes when the demo stops, and serves it. */
export function demoCommand(program: Command): void {
  const command = program
    .command('demo')
    .description('publish the example catalogue into a fresh folder and serve it');
  addSettings(command, ['host', 'port', 'replicas']);
  command.action(async (options: Record<string, unknown>) => {
    const folder = mkdtempSync(join(tmpdir(), 'fivestar-demo-'));
    try {
      const given = configOf({ data: folder, policy: 'ndsap', logLevel: 'warn', ...options });
      const config: SettledConfig = {
        ...given,
        title: 'Fivestar example catalogue',
        description: 'Datasets of India’s ministries and states, published as linked open data.',
      };
      const files = sheets.map((sheet) => relative('', fileURLToPath(new URL(sheet, exampleFolder))));
      await publish(files, { lang: 'en' }, config);
      await serve(config, () => process.stdout.write(invitation(config.base)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function invitation(base: string): string {
  const query =
    'SELECT ?title ?publisher WHERE { ?d a dcat:Dataset ; dct:title ?title ; dct:publisher/foaf:name ?publisher } LIMIT 5';
  const prefixes =
    'PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>';
  return `
The example catalogue is served. Open next:

  a page      ${base}
  a dataset   ${base}${shownDataset}
  as Turtle   curl -L -H 'Accept: text/turtle' ${base}${shownDataset}
  SPARQL      curl ${base}sparql -H 'Accept: text/csv' --data-urlencode \\
              'query=${prefixes} ${query}'
  the feed    ${base}catalog

Ctrl+C stops it.
`;
}
