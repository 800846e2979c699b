import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RunReport } from '../../src/harvest/run-report.ts';
import { sharedFolder, temporaryFolder } from './support/folders.ts';
import {
  type Catalogue,
  ckan,
  file,
  hydraFiles,
  hydraPages,
  listOfGroupsMap,
  mapOf,
  oai,
  RegistryStream,
  readJson,
  readLines,
  table,
} from './support/harvest-catalogues.ts';
import type { HarvestPortal } from './support/harvest-portal.ts';
import { HarvestServer } from './support/harvest-server.ts';

const catalogs = sharedFolder('realdata/catalogs') ?? '';
type Members = Readonly<Record<string, unknown>>;

describe('the real catalogues, harvested', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let portal: HarvestPortal;
  let server: HarvestServer;
  let catalogue: Catalogue;
  before(async function () {
    const { HarvestPortal } = await import('./support/harvest-portal.ts');
    portal = await HarvestPortal.open(folder);
    server = await HarvestServer.start((asked) => {
      const page = catalogue.respond(asked);
      if (!page) return undefined;
      const etag = `"${createHash('sha256').update(server.named(page.body)).digest('hex')}"`;
      if (asked.headers['if-none-match'] === etag)
        return (response) => void response.writeHead(304, { ETag: etag }).end();
      return { ...page, headers: { ETag: etag } };
    });
  });
  after(async () => {
    await server?.close();
    await portal?.close();
  });
  const at = (name: string) => join(catalogs, name);
  const rows: Record<string, () => Catalogue> = {
    'ckan birmingham': () => ckan((readJson(at('ckan/birmingham-package_search.json')) as any).result.results),
    'ckan birmingham cut': () => ckan((readJson(at('ckan/birmingham-package_search.json')) as any).result.results, {}, {count: 38}),
    'ckan hdx': () => ckan([(readJson(at('ckan/hdx-unesco-package.json')) as any)]),
    'ckan nz': () => ckan([], { organizations: 'yes', empty: 'allowed' }, { organizations: readLines(at('ckan/nz-organizations.jsonl')), groups: readLines(at('ckan/nz-groups.jsonl')) }),
    ...Object.fromEntries(['it-alessandria-catalog.rdf','it-foggia-catalog.rdf','it-molinella-catalog.rdf','it-upo-catalog.rdf','sh-two-organizations.xml','sh-with_collection.xml','sh-with_downloadURL.xml','sh-invalid_iri.xml'].map((n)=>['dcat '+n,()=>file('dcat',at('dcat-rdf/'+n))])),
    'dcat sh hydra': () => hydraFiles([['/catalog.xml?page=50', at('dcat-rdf/sh-catalog.xml')],['/catalog.xml?page=51', at('dcat-rdf/sh-two-organizations.xml')]], '/catalog.xml?page=50'),
    'dcat sh-hydra other host': () => file('dcat', at('dcat-rdf/sh-hydra.xml')),
    'dcat zurich': () => hydraPages(at('dcat-rdf/zurich-dcat-ap-ch-catalog.ttl'), 7),
    ...Object.fromEntries(['cms.data.json.gz','consumerfinance.data.json','dol.data.json','fda.data.json','gsa.data.json','opm.data.json','philadelphia-with-nulls.data.json'].map((n)=>['json '+n,()=>file('data-json',at('dcat-us/'+n))])),
    'oai fda': () => oai((readJson(at('dcat-us/fda.data.json')) as any).dataset),
    'table idp': () => table(at('ogd-india/idp-high-value-datasets-2024-10.json'), mapOf('india-data-portal.map.yaml')),
    'table frappe': () => table(at('ogd-india/frappe-data.gov.in-2013-groups.json'), listOfGroupsMap(folder)),
    'ldes': () => new RegistryStream(at('ogd-india/ogd-delta-2021-04-04_to_2021-04-15.jsonl.gz')),
  };
  const say = (r: RunReport) => { const v = new Map<string, number>(); for (const {findings} of r.refusals) for (const f of findings) if (f.severity==='violation') v.set(f.code+' '+f.field.en, (v.get(f.code+' '+f.field.en)??0)+1);
    console.log(r.outcome, r.coverage, JSON.stringify(r.counts), r.failure?.message ?? '', JSON.stringify([...v]), JSON.stringify(r.notes)); return r; };
  for (const [n, make] of Object.entries(rows)) it(n, async () => {
    catalogue = make();
    const name = n.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 40);
    await portal.put({ name, url: server.origin + catalogue.path, ...catalogue.definition, limits: { retries: 0 } });
    if (catalogue instanceof RegistryStream) { catalogue.until = '2021-04-10'; say(await portal.run(name)); catalogue.until = '9999'; }
    say(await portal.run(name)); say(await portal.run(name));
  });
  it('fcc', async () => {
    for (const f of readdirSync(at('dcat-us/history')).sort()) {
      catalogue = file('data-json', at('dcat-us/history/' + f));
      await portal.put({ name: 'fcc', url: server.origin + catalogue.path, ...catalogue.definition });
      say(await portal.run('fcc'));
    }
  });
});
