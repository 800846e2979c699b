import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import { base, canonical, makeContext, map, only, turtle } from './mapping-support.ts';

const id = 'e1a66457-b24a-4cd2-86dd-10b0214913ba';
const title =
  'Range-wise Performance of Public Facilities for Operation major (General and spinal anaesthesia) of Uttarakhand for September-2013';
const resource = {
  index_name: id,
  title,
  description: title,
  org_type: 'Central',
  org: 'Ministry of Health and Family Welfare|Department of Health and Family Welfare',
  sector: 'Health and Family welfare|Family Welfare|Health',
  source: 'data.gov.in',
  created_date: '2020-12-22T08:09:22Z',
  updated_date: '2020-12-22T17:52:43Z',
};

async function assertSame(actual: readonly Quad[], expected: readonly Quad[]): Promise<void> {
  assert.deepEqual(await canonical(actual), await canonical(expected));
}

describe('the mapping examples', () => {
  const context = makeContext();

  it('maps a resource of the registry', async () => {
    const mapping = map('ogd', 'registry', resource, context);
    const record = only(mapping);
    await assertSame(
      record.quads,
      turtle(`
<id/catalog/portal> dcat:dataset <id/dataset/${id}> .
<id/dataset/${id}> a dcat:Dataset ;
  dct:identifier "${id}" ; dct:title "${title}"@en ; dct:description "${title}"@en ;
  dcat:theme <def/sector/health-and-family-welfare> , <def/sector/family-welfare> , <def/sector/health> ;
  dct:publisher <id/organization/ministry-of-health-and-family-welfare/department-of-health-and-family-welfare> ;
  dct:issued "2020-12-22T08:09:22Z"^^xsd:dateTime ; dct:modified "2020-12-22T17:52:43Z"^^xsd:dateTime ;
  dct:license <https://data.gov.in/government-open-data-license-india> ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  ndsap:accessType <def/access-type/open> ;
  dcat:landingPage <https://data.gov.in/resource/${id}> ;
  dcat:distribution <id/distribution/${id}/api> .
<id/distribution/${id}/api> a dcat:Distribution ;
  dct:title "API"@en ; dcat:accessURL <https://api.data.gov.in/resource/${id}> ;
  dct:license <https://data.gov.in/government-open-data-license-india> .`),
    );
    assert.equal(record.document, `${base}doc/dataset/${id}`);
    assert.deepEqual(record.parts, [`${base}id/distribution/${id}/api`]);
    assert.deepEqual(record.findings, []);
    assert.deepEqual(
      mapping.records.map((r) => [r.topic, r.incidental]),
      [
        [`${base}id/dataset/${id}`, false],
        [
          `${base}id/organization/ministry-of-health-and-family-welfare/department-of-health-and-family-welfare`,
          true,
        ],
        [`${base}id/organization/ministry-of-health-and-family-welfare`, true],
      ],
    );
  });

  it('maps an NDSAP resource with all elements of §7', async () => {
    const row = {
      Catalog: 'Consumer Price Index 2016',
      Title: 'Consumer Price Index for March 2016',
      Category: 'Dataset',
      'Access Method': 'Single Click Link to Dataset',
      URL: 'https://mospi.example.gov.in/cpi/2016-03.csv',
      'Reference URLs': 'https://mospi.example.gov.in/cpi/method.html',
      Frequency: 'Monthly',
      'Granularity of Data': 'Monthly',
      'Access Type': 'Open',
      Keywords: 'prices, CPI,  inflation',
      'Sector / Sub-Sector': 'Finance / Prices',
      'Asset Jurisdiction': 'Karnataka',
      'Date Released': '12/04/2016',
      Note: 'Base year 2012.',
      'NDSAP Policy Compliance': 'Yes',
    };
    const mapping = map('ndsap', 'sheet-row', row, context);
    const record = only(mapping);
    await assertSame(
      record.quads,
      turtle(`
<id/catalog/consumer-price-index-2016> dcat:dataset <id/dataset/consumer-price-index-for-march-2016> .
<id/catalog/portal> dcat:dataset <id/dataset/consumer-price-index-for-march-2016> .
<id/dataset/consumer-price-index-for-march-2016> a dcat:Dataset ;
  dct:title "Consumer Price Index for March 2016"@en ;
  dcat:keyword "prices"@en , "CPI"@en , "inflation"@en ;
  dcat:theme <def/sector/finance> , <def/sector/prices> ;
  dct:spatial <id/place/in-ka> ;
  dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/MONTHLY> ;
  dcat:temporalResolution "P1M"^^xsd:duration ; ndsap:granularity <def/granularity/monthly> ;
  dct:accessRights <http://publications.europa.eu/resource/authority/access-right/PUBLIC> ;
  ndsap:accessType <def/access-type/open> ;
  foaf:page <https://mospi.example.gov.in/cpi/method.html> ;
  dct:issued "2016-04-12"^^xsd:date ; skos:note "Base year 2012."@en ;
  dct:conformsTo <def/policy/ndsap> ;
  dcat:distribution <id/distribution/consumer-price-index-for-march-2016/1> .
<id/distribution/consumer-price-index-for-march-2016/1> a dcat:Distribution ;
  dcat:accessURL <https://mospi.example.gov.in/cpi/2016-03.csv> ;
  dcat:downloadURL <https://mospi.example.gov.in/cpi/2016-03.csv> ;
  dct:type <def/access-method/link> ;
  dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
  dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> .`),
    );
    assert.deepEqual(record.findings, []);
    assert.deepEqual(
      mapping.records.slice(1).map((r) => r.topic),
      [`${base}id/catalog/consumer-price-index-2016`],
    );
  });
});
