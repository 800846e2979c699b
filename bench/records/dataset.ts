import type { Random } from '../random.ts';
import {
  fileKinds,
  frequencies,
  hindiSubjects,
  ministries,
  places,
  sectors,
  subjects,
  words,
} from './words.ts';

/** One made-up dataset, before it is written down as a sheet's row, a CKAN package or Turtle. */
export interface Dataset {
  readonly id: string;
  readonly title: string;
  readonly titleHindi?: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly sector: string;
  readonly subSector: string;
  readonly ministry: string;
  readonly department: string;
  readonly place: { readonly name: string; readonly code: string };
  readonly frequency: { readonly name: string; readonly eu: string };
  readonly catalog: string;
  readonly issued: Date;
  readonly modified: Date;
  readonly files: readonly DataFile[];
  readonly contact?: { readonly name: string; readonly mail: string };
  readonly note?: string;
}

export interface DataFile {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly format: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/**
 * `count` datasets, one at a time, the same for the same seed. Titles and ids are unique. Shapes follow real catalogues:
 * descriptions of 5 to 60 words, 2 to 8 keywords, 1 to `mostFiles` files, a quarter with a Hindi title, half with a
 * contact.
 */
export function* generateDatasets(count: number, random: Random, mostFiles = 4): Generator<Dataset> {
  for (let number = 1; number <= count; number++) yield generateDataset(number, random, mostFiles);
}

function generateDataset(number: number, random: Random, mostFiles: number): Dataset {
  const [sector, subSectors] = random.pick(sectors);
  const [ministry, departments] = random.pick(ministries);
  const [name, code] = random.pick(places);
  const [frequency, eu] = random.pick(frequencies);
  const subject = random.pick(subjects);
  const year = random.whole(1996, 2024);
  const issued = new Date(Date.UTC(year, random.whole(0, 11), random.whole(1, 28), 8, random.whole(0, 59)));
  return {
    id: random.uuid(),
    title: `${random.pick(['State', 'District', 'Block', 'Station'])}-wise ${subject} in ${name} for ${year} (Table ${number})`,
    ...(random.chance(0.25) && { titleHindi: `${random.pick(hindiSubjects)} ${year} (तालिका ${number})` }),
    description: prose(random, random.whole(5, 60)),
    keywords: [subject.toLowerCase(), ...random.some(words, random.whole(1, 7))],
    sector,
    subSector: random.pick(subSectors),
    ministry,
    department: random.pick(departments),
    place: { name, code },
    frequency: { name: frequency, eu },
    catalog: `${subject} ${year}`,
    issued,
    modified: new Date(issued.getTime() + random.whole(0, 900) * 86_400_000),
    files: Array.from({ length: random.whole(1, mostFiles) }, (_, index) =>
      generateFile(number, index + 1, random),
    ),
    ...(random.chance(0.5) && {
      contact: { name: 'Nodal Officer', mail: `officer${number % 500}@example.gov.in` },
    }),
    ...(random.chance(0.2) && { note: prose(random, 8) }),
  };
}

function generateFile(number: number, index: number, random: Random): DataFile {
  const [format, extension, mediaType] = random.pick(fileKinds);
  return {
    id: random.uuid(),
    name: `Table ${number}, part ${index} (${format})`,
    url: `https://data.example.gov.in/files/${number}/part-${index}.${extension}`,
    format,
    mediaType,
    bytes: random.whole(500, 50_000_000),
  };
}

function prose(random: Random, length: number): string {
  const text = Array.from({ length }, () => random.pick(words)).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** `2016-04-12` */
export function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
