import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dublinCore, formats, identity, list, token } from '../../unit/harvest/clients/oai-answers.ts';
import type { Page } from './harvest-server.ts';
import { day, entityBomb, first, last, numbers, pageOf, type Site, titleOf } from './harvest-site.ts';

const turtle = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix ldes: <https://w3id.org/ldes#> .
@prefix tree: <https://w3id.org/tree#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n`;
const ttl = (body: string): Page => ({ type: 'text/turtle', body: turtle + body });
const json = (value: unknown): Page => ({ type: 'application/json', body: JSON.stringify(value) });

const dataset = (number: number, edition = 1) =>
  `<{origin}/c> dcat:dataset <http://agency.example/d/${number}> . <http://agency.example/d/${number}> a dcat:Dataset ; dct:title "${titleOf(number, edition)}" ; dct:description "…" .\n`;
const hydra = (next: number | undefined, numbers: readonly number[], edition = 1): Page =>
  ttl(
    `${next === undefined ? '' : `<> hydra:next <{origin}/catalog?page=${next}> . `}${numbers.map((number) => dataset(number, edition)).join('')}`,
  );

const dcat: Site = {
  name: 'dcat',
  definition: { type: 'dcat' },
  path: '/catalog',
  isLast: (url) => url.pathname === '/catalog' && pageOf(url) > 1,
  page(url, edition) {
    if (url.pathname !== '/catalog') return undefined;
    return pageOf(url) === 1 ? hydra(2, first, edition) : hydra(undefined, last);
  },
  endless: (url) => hydra(pageOf(url) + 1, [pageOf(url) + 100]),
  circular: (url) => hydra(pageOf(url), last),
  xml: (entity) => ({
    type: 'application/rdf+xml',
    body: `${entityBomb('rdf:RDF')}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/"><rdf:Description rdf:about="http://agency.example/d/4"><dct:title>${entity}</dct:title></rdf:Description></rdf:RDF>`,
  }),
};

const version = (number: number, edition = 1) =>
  `<{origin}/stream#s> tree:member <http://agency.example/d/${number}/${edition}> . <http://agency.example/d/${number}/${edition}> a dcat:Dataset ; dct:isVersionOf <http://agency.example/d/${number}> ; dct:modified "${day(number + 6 * (edition - 1))}"^^xsd:dateTime ; dct:title "${titleOf(number, edition)}" ; dct:description "…" .\n`;
const stream = `<{origin}/stream#s> a ldes:EventStream ; ldes:timestampPath dct:modified ; ldes:versionOfPath dct:isVersionOf ; tree:view <{origin}/stream> .\n`;
const treePage = (next: number | undefined, body: string): Page =>
  ttl(
    `${stream}${next === undefined ? '' : `<> tree:relation [ a tree:Relation ; tree:node <{origin}/stream?page=${next}> ] . `}${body}`,
  );

const ldes: Site = {
  name: 'ldes',
  definition: { type: 'ldes' },
  path: '/stream',
  isLast: (url) => url.pathname === '/stream' && pageOf(url) > 1,
  page(url, edition) {
    if (url.pathname !== '/stream') return undefined;
    const versions = (numbers: readonly number[]) => numbers.map((number) => version(number)).join('');
    if (pageOf(url) > 1) return treePage(undefined, versions(last));
    return treePage(2, versions(first) + (edition > 1 ? version(1, edition) : ''));
  },
  endless: (url) => treePage(pageOf(url) + 1, version(pageOf(url) + 100)),
  circular: (url) => treePage(pageOf(url), last.map((number) => version(number)).join('')),
};

const ckanPackage = (number: number, edition = 1) => ({
  id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  name: `record-${number}`,
  title: titleOf(number, edition),
  notes: '…',
  resources: [],
  metadata_created: day(Math.min(number, 28)).replace('Z', ''),
  metadata_modified: day(Math.min(number, 28)).replace('Z', ''),
});
const ckanSearch = (count: number, results: readonly unknown[]) =>
  json({ success: true, result: { count, results } });

const ckan: Site = {
  name: 'ckan',
  definition: { type: 'ckan', options: { whole: 'always' } },
  path: '/',
  isLast: ({ pathname, searchParams }) =>
    pathname.endsWith('/package_search') && Number(searchParams.get('start') ?? 0) > 0,
  page({ pathname, searchParams }, edition) {
    if (pathname === '/api/3/action/package_list')
      return json({ success: true, result: numbers.map((number) => `record-${number}`) });
    if (pathname !== '/api/3/action/package_search') return undefined;
    const [start, rows] = ['start', 'rows'].map((name) => Number(searchParams.get(name) ?? 0));
    const most = Math.min(rows || 4, 4);
    const all = numbers.map((number) => ckanPackage(number, edition));
    return ckanSearch(6, all.slice(start, (start ?? 0) + most));
  },
  endless({ searchParams }) {
    const start = Number(searchParams.get('start'));
    const results = [0, 1, 2, 3].map((at) => ckanPackage(start + at + 1));
    return ckanSearch(1_000_000_000, results);
  },
  circular: () =>
    ckanSearch(
      1_000,
      [4, 5].map((number) => ckanPackage(number)),
    ),
};

const dataJson: Site = {
  name: 'data-json',
  definition: { type: 'data-json' },
  path: '/data.json',
  isLast: (url) => url.pathname === '/data.json',
  page(url, edition) {
    if (url.pathname !== '/data.json') return undefined;
    return json({
      conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
      dataset: numbers.map((number) => ({
        identifier: `record-${number}`,
        title: titleOf(number, edition),
        description: '…',
      })),
    });
  },
};

const xml = (body: string): Page => ({ type: 'text/xml', body });
const oaiRecord = (number: number, edition = 1) =>
  dublinCore(
    String(number),
    `<dc:title>${titleOf(number, edition)}</dc:title><dc:description>…</dc:description><dc:type>Dataset</dc:type>`,
  );
const oaiList = (numbers: readonly number[], next?: number, edition = 1) =>
  xml(
    list(
      numbers.map((number) => oaiRecord(number, edition)),
      next === undefined ? '' : token(`t${next}`),
    ),
  );
const tokenOf = ({ searchParams }: URL) => Number((searchParams.get('resumptionToken') ?? 't1').slice(1));

const oai: Site = {
  name: 'oai-pmh',
  definition: { type: 'oai-pmh', options: { whole: 'always', prefix: 'oai_dc' } },
  path: '/oai',
  isLast: (url) => url.searchParams.has('resumptionToken'),
  page(url, edition) {
    switch (url.searchParams.get('verb')) {
      case 'Identify':
        return xml(identity());
      case 'ListMetadataFormats':
        return xml(formats('oai_dc'));
      case 'ListRecords':
        return tokenOf(url) === 1 ? oaiList(first, 2, edition) : oaiList(last);
      default:
        return undefined;
    }
  },
  endless: (url) => oaiList([tokenOf(url) + 100], tokenOf(url) + 1),
  circular: (url) => oaiList(last, tokenOf(url)),
  xml: (entity) =>
    xml(
      `${entityBomb('OAI-PMH')}<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>${entity}</ListRecords></OAI-PMH>`,
    ),
};

const atomEntry = (number: number, edition = 1) =>
  `<entry><id>urn:record:${number}</id><title>${titleOf(number, edition)}</title><summary>…</summary><updated>${day(edition)}</updated><link href="http://agency.example/d/${number}"/></entry>`;
const atom = (next: number | undefined, numbers: readonly number[], edition = 1): Page => ({
  type: 'application/atom+xml',
  body: `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:feed</id><title>F</title><updated>${day(1)}</updated>${next === undefined ? '' : `<link rel="next" href="{origin}/feed?page=${next}"/>`}${numbers.map((number) => atomEntry(number, edition)).join('')}</feed>`,
});

const feed: Site = {
  name: 'feed',
  definition: { type: 'feed', options: { coverage: 'whole' } },
  path: '/feed',
  isLast: (url) => url.pathname === '/feed' && pageOf(url) > 1,
  page(url, edition) {
    if (url.pathname !== '/feed') return undefined;
    return pageOf(url) === 1 ? atom(2, first, edition) : atom(undefined, last);
  },
  endless: (url) => atom(pageOf(url) + 1, [pageOf(url) + 100]),
  circular: (url) => atom(pageOf(url), last),
  xml: (entity) => ({
    type: 'application/atom+xml',
    body: `${entityBomb('feed')}<feed xmlns="http://www.w3.org/2005/Atom"><title>${entity}</title></feed>`,
  }),
};

const sitemapNamespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';
const sitemapOf = (paths: readonly string[]): Page =>
  xml(
    `<urlset ${sitemapNamespace}>${paths.map((path) => `<url><loc>{origin}${path}</loc></url>`).join('')}</urlset>`,
  );
const sitemapIndex = (...paths: readonly string[]): Page =>
  xml(
    `<sitemapindex ${sitemapNamespace}>${paths.map((path) => `<sitemap><loc>{origin}${path}</loc></sitemap>`).join('')}</sitemapindex>`,
  );
const htmlPage = (number: number, edition: number): Page => ({
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><title>R</title><script type="application/ld+json">${JSON.stringify({
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': `http://agency.example/d/${number}`,
    name: titleOf(number, edition),
    description: 'A description that is long enough to be one of a dataset in anybody’s eyes.',
  })}</script><p>Text`,
});
const sitemapSite: Omit<Site, 'name' | 'isLast'> = {
  definition: { type: 'sitemap', options: { lastmod: 'ignore' } },
  path: '/sitemap.xml',
  page(url, edition) {
    if (url.pathname === '/sitemap.xml') return sitemapIndex('/s1.xml', '/s2.xml');
    if (url.pathname === '/s1.xml') return sitemapOf(first.map((number) => `/page/${number}`));
    if (url.pathname === '/s2.xml') return sitemapOf(last.map((number) => `/page/${number}`));
    const number = Number(/^\/page\/(\d+)$/.exec(url.pathname)?.[1]);
    return Number.isNaN(number) ? undefined : htmlPage(number, edition);
  },
};

const sitemap: Site = {
  ...sitemapSite,
  name: 'sitemap',
  isLast: (url) => url.pathname === '/s2.xml' || url.pathname.startsWith('/more/'),
  endless: (url) => sitemapIndex(`/more/${Number(url.pathname.split('/')[2] ?? 0) + 1}`),
  circular: () => sitemapIndex('/s2.xml'),
  xml: (entity) =>
    xml(`${entityBomb('urlset')}<urlset ${sitemapNamespace}><url><loc>${entity}</loc></url></urlset>`),
};

const sitemapPages: Site = {
  ...sitemapSite,
  // One of six is more than may vanish without a person.
  definition: { ...sitemapSite.definition, vanishing: 0.1 },
  name: 'sitemap, one of its pages',
  isLast: (url) => url.pathname === '/page/6',
  isOneOfMany: true,
};

const row = (number: number, edition = 1) => ({
  id: `record-${number}`,
  title: titleOf(number, edition),
  description: '…',
});
const rows = (next: number | undefined, numbers: readonly number[], edition = 1): Page => ({
  type: 'application/json',
  body: JSON.stringify({
    items: numbers.map((number) => row(number, edition)),
    next: next === undefined ? null : `{origin}/table?page=${next}`,
  }),
});
const fields = `describes: dataset\nidentity: id\nfields:\n  Identifier: id\n  Title: title\n  Description: description\n`;

/** @param folder for field maps */
export function sites(folder: string): readonly Site[] {
  const mapOf = (name: string, records: string) => {
    const path = join(folder, `${name}.map.yaml`);
    writeFileSync(path, `title: ${name}\nrecords:\n${records}${fields}`);
    return path;
  };
  const table: Site = {
    name: 'table of JSON',
    definition: {
      type: 'table',
      map: mapOf('json', '  format: json\n  path: $.items[*]\n  paging:\n    by: next\n    path: $.next\n'),
    },
    path: '/table',
    isLast: (url) => url.pathname === '/table' && pageOf(url) > 1,
    page(url, edition) {
      if (url.pathname !== '/table') return undefined;
      return pageOf(url) === 1 ? rows(2, first, edition) : rows(undefined, last);
    },
    endless: (url) => rows(pageOf(url) + 1, [pageOf(url) + 100]),
    circular: (url) => rows(pageOf(url), last),
  };
  const tableOfXml: Site = {
    name: 'table of XML',
    definition: { type: 'table', map: mapOf('xml', '  format: xml\n  path: /rows/row\n') },
    path: '/rows.xml',
    isLast: (url) => url.pathname === '/rows.xml',
    page(url, edition) {
      if (url.pathname !== '/rows.xml') return undefined;
      return xml(
        `<rows>${numbers
          .map((number) => Object.entries(row(number, edition)))
          .map(
            (members) => `<row>${members.map(([name, text]) => `<${name}>${text}</${name}>`).join('')}</row>`,
          )
          .join('')}</rows>`,
      );
    },
    xml: (entity) =>
      xml(`${entityBomb('rows')}<rows><row><id>record-1</id><title>${entity}</title></row></rows>`),
  };
  return [dcat, ldes, ckan, dataJson, oai, feed, sitemap, sitemapPages, table, tableOfXml];
}
