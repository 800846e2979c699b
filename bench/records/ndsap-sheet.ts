import { stringify } from 'csv-stringify/sync';
import type { Random } from '../random.ts';
import { type Dataset, isoDate } from './dataset.ts';

const columns =
  `Identifier,Catalog,Category (Required),Title (Required),Title (Hindi),Description,Keywords,Sector,Sub-Sector,
Asset Jurisdiction,Organisation,Access Method (Required),URL,Reference URLs,Format,Frequency (Required),
Granularity of Data,Access Type,Date Released,Date Modified,Note,NDSAP Policy Compliance,Contact Name,Contact E-mail`
    .split(',')
    .map((column) => column.trim());

export const sheetHeader: string = stringify([columns], { bom: true });

/**
 * A dataset as a row of an NDSAP sheet, as people fill it in: dates day first or in ISO form, lists with commas or line
 * breaks, stray blanks. About 6 in 100 rows hold a value that no concept matches, an impossible date or an address
 * without scheme (warnings), and 1 in 200 lacks a required element (refused).
 */
export function sheetRow(dataset: Dataset, random: Random): string {
  const [file] = dataset.files;
  const row = [
    dataset.id,
    dataset.catalog,
    'Dataset',
    random.chance(0.005) ? '' : dataset.title,
    dataset.titleHindi ?? '',
    random.chance(0.1) ? dataset.description.replace(' ', '\n\n') : dataset.description,
    dataset.keywords.join(random.pick([',', ', ', ' ,  ', '\n'])),
    random.chance(0.01) ? `${dataset.sector} (other)` : dataset.sector,
    dataset.subSector,
    random.chance(0.01) ? 'Vidarbha region' : dataset.place.name,
    `${dataset.ministry}|${dataset.department}`,
    'Single Click Link to Dataset',
    file?.url ?? '',
    random.chance(0.01) ? 'www.example.gov.in/method.html' : 'https://example.gov.in/method.html',
    file?.format ?? '',
    random.chance(0.01) ? 'As and when' : dataset.frequency.name,
    random.chance(0.02) ? 'District' : random.pick(['Monthly', 'Annual', 'Quarterly', 'Daily']),
    random.pick(['Open', 'Open', 'Open', 'Registered Access']),
    random.chance(0.01) ? '31/02/2015' : dayFirst(dataset.issued, random),
    random.chance(0.7) ? dayFirst(dataset.modified, random) : '',
    dataset.note ?? '',
    'Yes',
    dataset.contact?.name ?? '',
    dataset.contact?.mail ?? '',
  ];
  return stringify([row]);
}

function dayFirst(date: Date, random: Random): string {
  const iso = isoDate(date);
  return random.chance(0.5) ? iso : iso.split('-').reverse().join('/');
}
