import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSources } from '../../../src/sources/read-sources.ts';
import { names } from './read-bytes.ts';

const folder = join(import.meta.dirname, '../../../../shared/realdata/catalogs');
const fcc = (step: string): [string, Record<string, number>] => [
  `dcat-us/history/fcc.${step}.data.json.gz`,
  { 'dcat-us dataset': 59, 'dcat-us catalog': 1 },
];

const expected: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'ckan/birmingham-package_search.json': { 'ckan package': 10, 'partial-answer': 1 },
  'ckan/hdx-unesco-package.json': { 'ckan package': 1 },
  'ckan/nz-groups.jsonl': { 'ckan group': 22 },
  'ckan/nz-organizations.jsonl': { 'ckan organization': 378 },
  'dcat-us/cms.data.json.gz': { 'dcat-us dataset': 139, 'dcat-us catalog': 1 },
  'dcat-us/consumerfinance.data.json': { 'dcat-us dataset': 11, 'dcat-us catalog': 1 },
  'dcat-us/dol.data.json': { 'dcat-us dataset': 465, 'dcat-us catalog': 1 },
  'dcat-us/fda.data.json': { 'dcat-us dataset': 86, 'dcat-us catalog': 1 },
  'dcat-us/gsa.data.json': { 'dcat-us dataset': 339, 'dcat-us catalog': 1 },
  'dcat-us/opm.data.json': { 'dcat-us dataset': 134, 'dcat-us catalog': 1 },
  'dcat-us/philadelphia-with-nulls.data.json': { 'dcat-us dataset': 402, 'dcat-us catalog': 1 },
  ...Object.fromEntries(
    [
      '01.20250131T022544Z.2b638b3a',
      '08.20250131T153625Z.acf49f00',
      '10.20250201T150216Z.dd2190ff',
      '14.20250204T061520Z.d9b53016',
    ].map(fcc),
  ),
  'ogd-india/frappe-data.gov.in-2013-groups.json': { 'ogd group-item': 605 },
  'ogd-india/idp-high-value-datasets-2024-10.json': { 'ogd idp': 60 },
  'ogd-india/ogd-api-registry-2021-04.jsonl.gz': { 'ogd registry': 82_754 },
  'ogd-india/ogd-api-registry-2021-04.sample.json': { 'ogd registry': 3_620 },
  'ogd-india/ogd-delta-2021-04-04_to_2021-04-15.jsonl.gz': { 'ogd registry': 2_578 },
};

describe('real files', () => {
  for (const [file, counts] of Object.entries(expected)) {
    it(`reads every record of ${file}`, async function () {
      const path = join(folder, file);
      if (!existsSync(path)) {
        console.log(`      skipped: ${file} is not at hand`);
        this.skip();
      }
      const found: Record<string, number> = {};
      for await (const item of readSources([path], { names })) {
        const key = item.type === 'record' ? `${item.record.profile} ${item.record.kind}` : item.finding.code;
        found[key] = (found[key] ?? 0) + 1;
      }
      assert.deepEqual(found, counts);
    });
  }
});
