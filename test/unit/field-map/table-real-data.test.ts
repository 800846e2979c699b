import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RecordsLocation } from '../../../src/field-map/row.ts';
import { openFile } from './support/open-table.ts';

interface Expected {
  readonly rows: number;
  readonly columns: number;
  readonly headerRow?: number;
  readonly path?: string;
  /** `code × count`. */
  readonly findings?: readonly string[];
  readonly location?: RecordsLocation;
}

/** Counts as the list of the sources states them. */
const expected: Readonly<Record<string, Expected>> = {
  'aqi-3b01bcb8-0b14-4abf-b6f2-c1bfd384ba69.csv': { rows: 3_287, columns: 11, headerRow: 1 },
  'census2011-pca-district-total.csv': { rows: 640, columns: 91, headerRow: 1 },
  // A front matter of JSON stands above the table.
  'cpi-All_India_Index_Jan11_Dec12-r+u.csv': {
    rows: 24,
    columns: 29,
    headerRow: 9,
    findings: ['row-before-header × 8'],
  },
  'cpi-All_India_Index_Jan13.clean.csv': { rows: 75, columns: 30, headerRow: 1 },
  'imd-subdivision-rainfall-1901-2017.csv': { rows: 4_188, columns: 19, headerRow: 1 },
  // Two columns have the same name.
  'lgd-states-2020.csv': { rows: 36, columns: 8, headerRow: 1 },
  'lgd-subdistricts-2020.csv': { rows: 6_921, columns: 10, headerRow: 1 },
  'mandi-9ef84268-d588-465a-a308-a864a43d0070.2025-08-19.csv': { rows: 7_020, columns: 10, headerRow: 1 },
  'samples/imd-subdivision-rainfall-1901-2015.utf8bom.csv': { rows: 4_116, columns: 19, headerRow: 1 },
  'samples/All_India_Index_Jan13.xls': { rows: 75, columns: 30, headerRow: 1 },
  'samples/bipp-high_value_datasets.xlsx': { rows: 90, columns: 5, headerRow: 1 },
  'samples/dataset_redirection__data_govt_nz.ods': {
    rows: 3_022,
    columns: 5,
    headerRow: 1,
    findings: ['cell-in-error × 6'],
  },
  'samples/StatewiseDistrictwisePhysicalProgress.xml': {
    rows: 607,
    columns: 18,
    path: '/PhysicalProgress/row',
  },
  'samples/hyderabad-ghmc-zones.kml': { rows: 5, columns: 4, path: '/kml/Document/Placemark' },
};

const folder = fileURLToPath(new URL('../../../../shared/realdata/tabular/', import.meta.url));

describe('tables as they are published', function () {
  if (!existsSync(folder)) {
    it('are read (the real data is not beside the repository)');
    return;
  }
  this.timeout(120_000);

  for (const [name, { location = {}, findings = [], ...known }] of Object.entries(expected)) {
    it(name, async () => {
      const { head, rows, findings: found } = await openFile(join(folder, name), location);
      const counts = new Map<string, number>();
      for (const { code } of found) counts.set(code, (counts.get(code) ?? 0) + 1);
      const { headerRow, path } = head;
      assert.deepEqual(
        {
          rows: rows.length,
          columns: head.columns.length,
          ...(headerRow !== undefined && { headerRow }),
          ...(path !== undefined && { path }),
        },
        known,
      );
      assert.deepEqual(
        [...counts].map(([code, count]) => `${code} × ${count}`),
        findings,
      );
    });
  }

  it('keeps codes with leading zeros', async () => {
    const { values } = await openFile(join(folder, 'census2011-pca-district-total.csv'));
    assert.deepEqual([values[0]?.['State'], values[0]?.['District']], ['01', '001']);
  });
});
