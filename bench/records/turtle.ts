import type { Random } from '../random.ts';
import { type Dataset, isoDate } from './dataset.ts';
import { slug } from './slug.ts';

const eu = 'http://publications.europa.eu/resource/authority/';
const source = 'https://catalogue.example.org/';

export const turtleHeader = `@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
`;

/** A dataset as another portal's DCAT: distributions with IRIs; contact, period and half of the publishers blank nodes. */
export function turtleOf(dataset: Dataset, random: Random): string {
  const topic = `<${source}dataset/${dataset.id}>`;
  const statements = [
    'a dcat:Dataset',
    `dct:identifier ${text(dataset.id)}`,
    `dct:title ${text(dataset.title)}@en${dataset.titleHindi ? `, ${text(dataset.titleHindi)}@hi` : ''}`,
    `dct:description ${text(dataset.description)}@en`,
    `dcat:keyword ${dataset.keywords.map((keyword) => `${text(keyword)}@en`).join(', ')}`,
    `dct:issued ${text(isoDate(dataset.issued))}^^xsd:date`,
    `dct:modified ${text(dataset.modified.toISOString())}^^xsd:dateTime`,
    `dct:accrualPeriodicity <${eu}frequency/${dataset.frequency.eu}>`,
    `dct:spatial <https://catalogue.example.org/place/${dataset.place.code}>`,
    `dct:publisher ${publisher(dataset, random)}`,
    `dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "${dataset.issued.getUTCFullYear()}"^^xsd:gYear ]`,
    `dcat:landingPage <${random.chance(0.01) ? 'http://example.org/a%20page' : `https://example.org/about/${dataset.id}`}>`,
    ...(dataset.contact ? [`dcat:contactPoint ${contact(dataset.contact)}`] : []),
    `dcat:distribution ${dataset.files.map(({ id }) => `<${source}distribution/${id}>`).join(', ')}`,
  ];
  const files = dataset.files.map((file) =>
    block(`<${source}distribution/${file.id}>`, [
      'a dcat:Distribution',
      `dct:title ${text(file.name)}@en`,
      `dcat:accessURL <${file.url}>`,
      `dcat:downloadURL <${file.url}>`,
      `dct:format <${eu}file-type/${file.format}>`,
      `dcat:mediaType <https://www.iana.org/assignments/media-types/${file.mediaType}>`,
      'dct:license <https://data.gov.in/government-open-data-license-india>',
      `dcat:byteSize ${file.bytes}`,
    ]),
  );
  return [block(topic, statements), ...files].join('');
}

function publisher(dataset: Dataset, random: Random): string {
  const name = text(dataset.department);
  return random.chance(0.5)
    ? `[ a foaf:Agent ; foaf:name ${name} ]`
    : `<${source}organization/${slug(dataset.department)}>`;
}

function contact({ name, mail }: { readonly name: string; readonly mail: string }): string {
  return `[ a vcard:Kind ; vcard:fn ${text(name)} ; vcard:hasEmail <mailto:${mail}> ]`;
}

function block(subject: string, statements: readonly string[]): string {
  return `${subject} ${statements.join(' ;\n  ')} .\n\n`;
}

function text(value: string): string {
  return JSON.stringify(value);
}
