const header = [
  'Identifier',
  'Catalog',
  'Category',
  'Title',
  'Description',
  'Keywords',
  'Sector',
  'Sub-Sector',
  'Asset Jurisdiction',
  'Organisation',
  'Access Method',
  'URL',
  'Format',
  'Frequency',
  'Granularity of Data',
  'Access Type',
  'Date Released',
  'NDSAP Policy Compliance',
];

/** A resource that the NDSAP policy accepts without a remark. */
const sound = {
  Category: 'Dataset',
  Description: 'What the stations of the state measured, day by day.',
  Keywords: 'rain, weather',
  Sector: 'Agriculture',
  'Sub-Sector': 'Agricultural Marketing',
  'Asset Jurisdiction': 'Karnataka',
  Organisation: 'Weather Office',
  'Access Method': 'Single Click Link to Dataset',
  Format: 'CSV',
  Frequency: 'Monthly',
  'Granularity of Data': 'Monthly',
  'Access Type': 'Open',
  'Date Released': '12/04/2016',
  'NDSAP Policy Compliance': 'Yes',
};

export type Row = { readonly Identifier: string } & Readonly<Record<string, string>>;

/** An NDSAP resource sheet: what a row does not say is said for it. */
export function sheetOf(...rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const cells: Record<string, string> = {
      ...sound,
      Title: `Rain, part ${row.Identifier}`,
      URL: `https://example.org/${row.Identifier}.csv`,
      ...row,
    };
    return header.map((name) => `"${(cells[name] ?? '').replaceAll('"', '""')}"`).join(',');
  });
  return `${header.join(',')}\n${lines.join('\n')}\n`;
}

/** Row 2 is sound, row 3 has a warning, row 4 two violations. */
export const mixedSheet = sheetOf(
  { Identifier: 'sound' },
  { Identifier: 'doubtful', 'Date Released': '31/02/2016' },
  { Identifier: 'refused', Title: '', Frequency: 'Whenever it rains' },
);
