import assert from 'node:assert/strict';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { feedClient } from '../../src/harvest/clients/feed-client.ts';
import { sitemapClient } from '../../src/harvest/clients/sitemap-client.ts';
import type { HarvestItem, Json } from '../../src/harvest/harvest-client.ts';
import { encodeIri } from '../../src/http/site.ts';
import type { GraphRecord } from '../../src/model/record.ts';
import { parseNQuads } from '../../src/rdf/n-quads.ts';
import { dcat, dct } from '../../src/vocabulary/terms.ts';
import { readWith } from '../unit/harvest/support/plain-context.ts';
import { makeContext, map, only, values } from '../unit/mapping/mapping-support.ts';
import { records } from './example-records.ts';
import type { TurtleRecord } from './running-portal.ts';
import { type DatedPortal, startDatedPortal } from './support/dated-portal.ts';

/** Everything that schema.org can tell of a dataset. */
const rain: TurtleRecord = {
  kind: 'dataset',
  topic: 'id/dataset/rain',
  parts: ['id/distribution/rain/csv', 'id/dataset/rain#period'],
  turtle: `<id/dataset/rain> a dcat:Dataset ; dct:title "Rain"@en , "वर्षा"@hi ;
    dct:description "Rain of every district on every day, measured by gauges."@en ;
    dcat:keyword "rain"@en , "gauge"@en ; dct:publisher <https://other.example/organization/1> ;
    dct:license <https://creativecommons.org/licenses/by/4.0/> ; dct:identifier "RAIN-1" ;
    dct:issued "2026-01-01"^^xsd:date ; dct:modified "2026-01-02T03:04:05Z"^^xsd:dateTime ;
    dct:language <http://publications.europa.eu/resource/authority/language/HIN> ;
    dct:temporal <id/dataset/rain#period> ; dcat:landingPage <https://rain.example/> ;
    <http://schema.org/measurementTechnique> "Gauge" ;
    dcat:distribution <id/distribution/rain/csv> .
  <id/dataset/rain#period> a dct:PeriodOfTime ; dcat:startDate "2020-01-01"^^xsd:date ; dcat:endDate "2025-12-31"^^xsd:date .
  <id/distribution/rain/csv> a dcat:Distribution ; dct:title "CSV"@en ; dcat:accessURL <https://rain.example/r.csv> ;
    dcat:downloadURL <https://rain.example/r.csv> ; dcat:byteSize "2048"^^xsd:nonNegativeInteger ;
    dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> .`,
};
const gone: TurtleRecord = {
  kind: 'dataset',
  topic: 'id/dataset/gone',
  turtle: '<id/dataset/gone> a dcat:Dataset ; dct:title "Gone"@en ; dct:description "Soon gone"@en .',
};

/** A portal whose addresses are those at which it is served: through a server that hands on what it is asked. */
async function servePortal(): Promise<{
  portal: DatedPortal;
  base: string;
  asked: string[];
  close(): Promise<void>;
}> {
  const asked: string[] = [];
  let target = '';
  const server: Server = createServer((incoming, outgoing) => {
    asked.push(incoming.url ?? '');
    request(target + incoming.url, { headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const portal = await startDatedPortal({ base });
  target = portal.origin;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await portal.close();
  };
  return { portal, base, asked, close };
}

const keys = (items: readonly HarvestItem[], type = 'record') =>
  items.flatMap((item) => (item.type === type && 'key' in item ? [item.key] : []));

describe('harvesting a portal through what it offers to the whole web', () => {
  let served: Awaited<ReturnType<typeof servePortal>>;
  before(async () => {
    served = await servePortal();
    served.portal.at(10);
    await served.portal.publish(...records, rain, gone);
  });
  after(() => served.close());

  it('the Atom feed leads to every record in RDF, and then to what has changed', async () => {
    const { portal, base, asked } = served;
    const source = { name: 'other', type: 'feed', url: `${base}feed/atom` } as const;
    const first = await readWith(feedClient, source);
    const live = [...portal.store.records()].map(({ topic }) => topic).sort();
    assert.deepEqual(keys(first.items, 'unreadable'), []);
    for (const topic of live) assert.ok(keys(first.items).includes(encodeIri(topic)), topic);
    const item = first.items.find((one) => one.type === 'record' && one.key === `${base}id/dataset/rain`);
    assert.ok(item?.type === 'record');
    const stored = parseNQuads((item.record.data as GraphRecord).triples);
    assert.ok(
      stored.some(({ predicate, object }) => predicate.value === dcat.byteSize && object.value === '2048'),
    );
    assert.equal(item.origin.url, `${base}doc/dataset/rain`);

    portal.at(20);
    await portal.publish({ ...rain, turtle: rain.turtle.replace('"Rain"@en', '"Rainfall"@en') });
    await portal.take('doc/dataset/gone', { reason: 'Counted twice' });
    asked.length = 0;
    const second = await readWith(feedClient, source, { bookmark: first.end.bookmark as Json });
    assert.deepEqual(asked, ['/feed/atom', '/doc/dataset/rain.ttl']);
    assert.ok(keys(second.items).includes(`${base}id/dataset/rain`));
    assert.deepEqual(
      second.items.find(({ type }) => type === 'deleted'),
      {
        type: 'deleted',
        key: `${base}id/dataset/gone`,
        reason: 'Counted twice',
      },
    );
    assert.equal(second.end.coverage, 'changes');
  });

  it('the sitemap leads to its datasets in schema.org, which come back as DCAT', async () => {
    const { portal, base } = served;
    const { items, end } = await readWith(sitemapClient, { name: 'other', type: 'sitemap', url: base });
    assert.equal(end.coverage, 'whole');
    const datasets = [...portal.store.records()]
      .filter(({ kind }) => kind === 'dataset' || kind === 'catalog')
      .map(({ topic }) => topic);
    for (const topic of datasets) assert.ok(keys(items).includes(topic), topic);
    const item = items.find((one) => one.type === 'record' && one.key === `${base}id/dataset/rain`);
    assert.ok(item?.type === 'record');
    const { profile, kind, data } = item.record;
    const record = only(map(profile, kind, data, makeContext()));
    assert.equal(record.topic, `${base}id/dataset/rain`);
    const said = (property: Parameters<typeof values>[1], subject?: string) =>
      values(record, property, subject);
    assert.deepEqual(said(dct.identifier), ['RAIN-1^^string']);
    assert.deepEqual(said(dct.license), ['https://creativecommons.org/licenses/by/4.0/']);
    assert.deepEqual(said(dct.publisher), ['https://other.example/organization/1']);
    assert.deepEqual(said(dct.issued), ['2026-01-01^^date']);
    assert.deepEqual(said(dct.modified), ['2026-01-02T03:04:05Z^^dateTime']);
    assert.deepEqual(said(dcat.keyword).sort(), ['gauge@en', 'rain@en']);
    assert.deepEqual(said(dct.language), ['http://publications.europa.eu/resource/authority/language/HIN']);
    assert.ok(said(dcat.landingPage).includes('https://rain.example/'));
    assert.deepEqual(said('http://schema.org/measurementTechnique' as never), ['Gauge^^string']);
    const [period = ''] = said(dct.temporal);
    assert.deepEqual(
      [said(dcat.startDate, period), said(dcat.endDate, period)],
      [['2020-01-01^^date'], ['2025-12-31^^date']],
    );
    const [file = ''] = said(dcat.distribution);
    assert.equal(file, `${base}id/distribution/rain/csv`);
    assert.deepEqual(said(dcat.downloadURL, file), ['https://rain.example/r.csv']);
    assert.deepEqual(said(dcat.byteSize, file), ['2048^^nonNegativeInteger']);
    assert.deepEqual(said(dcat.mediaType, file), ['https://www.iana.org/assignments/media-types/text/csv']);
    assert.deepEqual(
      record.findings.filter(({ severity }) => severity !== 'info'),
      [],
    );
  });
});
