import { join } from 'node:path';
import { sharedFolder } from './folders.ts';
import {
  type Catalogue,
  ckan,
  file,
  hydraFiles,
  hydraPages,
  listOfGroupsMap,
  mapOf,
  oai,
  readJson,
  readLines,
  registryMap,
  table,
} from './harvest-catalogues.ts';

type Members = Readonly<Record<string, unknown>>;

/** What a catalogue comes to; what is not said is 0. */
export interface CatalogueRow {
  readonly catalogue: () => Catalogue;
  readonly created?: number;
  readonly refused?: number;
  readonly ignored?: number;
  /** `code field × count` of the findings that refuse. */
  readonly violations?: readonly string[];
  /** Requests of the first run, and of one that finds all as it was. */
  readonly requests: readonly [first: number, again: number];
  /** How many records the second run meets; absent: all. */
  readonly readAgain?: number;
  /** It cannot be harvested, and says why. */
  readonly failure?: RegExp;
}

export const catalogs = sharedFolder('realdata/catalogs') ?? '';
export const at = (name: string) => join(catalogs, name);
const members = (name: string) => readJson(at(name)) as Members;
const birmingham = () =>
  (members('ckan/birmingham-package_search.json')['result'] as { results: readonly Members[] }).results;

/** For field maps. */
export const folder = { path: '' };
export const delta = 'ogd-india/ogd-delta-2021-04-04_to_2021-04-15.jsonl.gz';
const rdf = (name: string) => () => file('dcat', at(`dcat-rdf/${name}`));
const dataJson = (name: string) => () => file('data-json', at(`dcat-us/${name}`));

/** Every catalogue but those that are followed through several states. */
export const rows: Readonly<Record<string, CatalogueRow>> = {
  'ckan: birmingham-package_search.json': {
    catalogue: () => ckan(birmingham()),
    created: 10,
    requests: [7, 6],
    // What is as new as the newest, or nearly.
    readAgain: 2,
  },
  'ckan: birmingham-package_search.json, as the first page of 38': {
    catalogue: () => ckan(birmingham(), {}, { count: 38 }),
    requests: [10, 10],
    failure: /gave 10 of 38 packages, and it is not certain that these are all/,
  },
  'ckan: hdx-unesco-package.json': {
    catalogue: () => ckan([members('ckan/hdx-unesco-package.json')]),
    created: 1,
    requests: [5, 6],
  },
  // Organisations of state "deleted" that were never here.
  'ckan: nz-organizations.jsonl, nz-groups.jsonl': {
    catalogue: () =>
      ckan(
        [],
        { organizations: 'yes', empty: 'allowed' },
        {
          organizations: readLines(at('ckan/nz-organizations.jsonl')),
          groups: readLines(at('ckan/nz-groups.jsonl')),
        },
      ),
    created: 171,
    ignored: 229,
    requests: [27, 27],
  },
  'dcat: it-alessandria-catalog.rdf': {
    catalogue: rdf('it-alessandria-catalog.rdf'),
    created: 15,
    requests: [1, 1],
  },
  'dcat: it-foggia-catalog.rdf': { catalogue: rdf('it-foggia-catalog.rdf'), created: 17, requests: [1, 1] },
  'dcat: it-molinella-catalog.rdf': {
    catalogue: rdf('it-molinella-catalog.rdf'),
    created: 11,
    requests: [1, 1],
  },
  'dcat: it-upo-catalog.rdf': { catalogue: rdf('it-upo-catalog.rdf'), created: 26, requests: [1, 1] },
  // The catalogue has no title, its datasets have.
  'dcat: sh-two-organizations.xml': {
    catalogue: rdf('sh-two-organizations.xml'),
    created: 2,
    refused: 1,
    violations: ['min-count Title × 1'],
    requests: [1, 1],
  },
  'dcat: sh-with_collection.xml': { catalogue: rdf('sh-with_collection.xml'), created: 11, requests: [1, 1] },
  // Neither has this one.
  'dcat: sh-with_downloadURL.xml': {
    catalogue: rdf('sh-with_downloadURL.xml'),
    created: 1,
    refused: 1,
    violations: ['min-count Title × 1'],
    requests: [1, 1],
  },
  'dcat: sh-invalid_iri.xml': {
    catalogue: rdf('sh-invalid_iri.xml'),
    requests: [1, 1],
    failure: /\/catalogue, line 17, column 122: Invalid IRI .*neustadt i\. h\.-süd-2012/,
  },
  // The 122 records of the one and the 3 of the other, whose catalogue has no title.
  'dcat, Hydra: sh-catalog.xml, sh-two-organizations.xml': {
    catalogue: () =>
      hydraFiles(
        [
          ['/catalog.xml?page=50', at('dcat-rdf/sh-catalog.xml')],
          ['/catalog.xml?page=51', at('dcat-rdf/sh-two-organizations.xml')],
        ],
        '/catalog.xml?page=50',
      ),
    created: 124,
    refused: 1,
    violations: ['min-count Title × 1'],
    requests: [2, 2],
  },
  // It leads to its own server on the web, which is another than this one.
  'dcat, Hydra: sh-hydra.xml': {
    catalogue: rdf('sh-hydra.xml'),
    requests: [1, 1],
    failure: /goes on at <http:\/\/opendata\.schleswig-holstein\.de\/catalog\.xml\?page=51>.*"origins"/,
  },
  // The catalogue again; modified on "29.05..2017" and "jeweils Montags".
  'dcat, Hydra: zurich-dcat-ap-ch-catalog.ttl': {
    catalogue: () => hydraPages(at('dcat-rdf/zurich-dcat-ap-ch-catalog.ttl'), 25),
    created: 97,
    refused: 4,
    violations: ['min-count Title × 1', 'pattern Date Modified × 3'],
    requests: [4, 4],
  },
  'data-json: cms.data.json.gz': { catalogue: dataJson('cms.data.json.gz'), created: 139, requests: [1, 1] },
  'data-json: consumerfinance.data.json': {
    catalogue: dataJson('consumerfinance.data.json'),
    created: 11,
    requests: [1, 1],
  },
  'data-json: dol.data.json': { catalogue: dataJson('dol.data.json'), created: 465, requests: [1, 1] },
  // Distributions with neither accessURL nor downloadURL.
  'data-json: fda.data.json': {
    catalogue: dataJson('fda.data.json'),
    created: 85,
    refused: 1,
    violations: ['min-count Access URL × 1'],
    requests: [1, 1],
  },
  'data-json: gsa.data.json': {
    catalogue: dataJson('gsa.data.json'),
    created: 331,
    refused: 8,
    violations: ['min-count Access URL × 8'],
    requests: [1, 1],
  },
  'data-json: opm.data.json': { catalogue: dataJson('opm.data.json'), created: 134, requests: [1, 1] },
  'data-json: philadelphia-with-nulls.data.json': {
    catalogue: dataJson('philadelphia-with-nulls.data.json'),
    created: 402,
    requests: [1, 1],
  },
  // Identify, ListMetadataFormats, and four pages; then what was changed since, which is nothing.
  'oai-pmh: fda.data.json': {
    catalogue: () => oai(members('dcat-us/fda.data.json')['dataset'] as readonly Members[]),
    created: 86,
    requests: [6, 3],
    readAgain: 0,
  },
  'table: idp-high-value-datasets-2024-10.json': {
    catalogue: () =>
      table(at('ogd-india/idp-high-value-datasets-2024-10.json'), mapOf('india-data-portal.map.yaml')),
    created: 60,
    requests: [1, 1],
  },
  // 605 rows: 49 datasets stand in a second group, in the same words.
  'table: frappe-data.gov.in-2013-groups.json': {
    catalogue: () => table(at('ogd-india/frappe-data.gov.in-2013-groups.json'), listOfGroupsMap(folder.path)),
    created: 556,
    requests: [1, 1],
  },
  'table: ogd-api-registry-2021-04.sample.json': {
    catalogue: () => table(at('ogd-india/ogd-api-registry-2021-04.sample.json'), registryMap(folder.path)),
    created: 3_620,
    requests: [1, 1],
  },
};
