import type { Members } from './members.ts';

const schema = 'https://project-open-data.cio.gov/v1.1/schema';

/**
 * A whole `data.json` (`dcat:Catalog`, https://resources.data.gov/resources/dcat-us/#catalog-fields), dataset by
 * dataset, so that none but the one being written is held.
 * @param address where the file is had
 */
export function* writeDataJson(address: string, datasets: Iterable<Members>): Generator<string> {
  const catalogue = {
    '@context': `${schema}/catalog.jsonld`,
    '@id': address,
    '@type': 'dcat:Catalog',
    conformsTo: schema,
    describedBy: `${schema}/catalog.json`,
  };
  yield `${JSON.stringify(catalogue).slice(0, -1)},"dataset":[`;
  let separator = '\n';
  for (const dataset of datasets) {
    yield separator + JSON.stringify(dataset);
    separator = ',\n';
  }
  yield '\n]}\n';
}
