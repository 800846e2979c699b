import assert from 'node:assert/strict';
import { OxigraphReplica } from '../../src/engine/oxigraph-replica.ts';
import type { EngineQuery, EngineReplica } from '../../src/engine/query-engine.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';

const base = 'https://data.example.gov.in/';
const datasets = 6_000;

function document(index: number): Iri {
  return `${base}doc/dataset/${index}` as Iri;
}

function content(index: number, theme: number): string {
  const topic = `<${base}id/dataset/${index}>`;
  const day = new Date(Date.UTC(2000, 0, 1 + index)).toISOString().slice(0, 10);
  return [
    `${topic} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset>`,
    `${topic} <http://www.w3.org/ns/dcat#theme> <${base}def/sector/${theme}>`,
    `${topic} <http://purl.org/dc/terms/modified> "${day}"^^<http://www.w3.org/2001/XMLSchema#date>`,
    `${topic} <http://purl.org/dc/terms/title> "Dataset ${index}"@en`,
  ]
    .map((triple) => `${triple} <${document(index)}> .\n`)
    .join('');
}

function select(query: string): EngineQuery {
  const prefixes = 'PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>';
  const limits = { rows: 100_000, bytes: 10_000_000 };
  return { query: `${prefixes} ${query}`, mediaType: 'text/csv', form: 'SELECT', limits, base };
}

describe('counts of an engine replica (contract, Oxigraph)', () => {
  let replica: EngineReplica;

  before(async () => {
    replica = OxigraphReplica.start();
    const lines = Array.from({ length: datasets }, (_, index) => content(index, index % 3));
    await replica.load(new TextEncoder().encode(lines.join('')));
  });

  after(() => replica.close());

  /** The same three times: as it is written first, from kept counts at last. */
  async function answers(query: string): Promise<string[]> {
    const found: string[] = [];
    for (let time = 0; time < 3; time++)
      found.push(new TextDecoder().decode(await replica.query(select(query), 60_000)));
    return found;
  }

  const facet =
    'SELECT ?theme (COUNT(*) AS ?n) { ?d a dcat:Dataset ; dcat:theme ?theme } GROUP BY ?theme ORDER BY ?theme';
  const newest =
    'SELECT ?title { ?d a dcat:Dataset ; dct:modified ?m ; dct:title ?title } ORDER BY DESC(?m) LIMIT 2';

  function facetOf(...counts: readonly number[]): string {
    return ['theme,n', ...counts.map((count, theme) => `${base}def/sector/${theme},${count}`), ''].join(
      '\r\n',
    );
  }

  it('are the same however often they are asked', async () => {
    const all = await answers('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }');
    assert.deepEqual(all, Array(3).fill(`n\r\n${datasets * 4}\r\n`));
    assert.deepEqual(await answers(facet), Array(3).fill(facetOf(2_000, 2_000, 2_000)));
    assert.deepEqual(await answers(newest), Array(3).fill('title\r\nDataset 5999\r\nDataset 5998\r\n'));
  });

  it('follow what is replaced and withdrawn', async () => {
    await replica.replace([
      { graph: document(0), nquads: content(0, 1) },
      { graph: document(5_999), nquads: '' },
      { graph: document(datasets), nquads: content(datasets, 0) },
    ]);
    const all = await answers('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }');
    assert.deepEqual(all, Array(3).fill(`n\r\n${datasets * 4}\r\n`));
    assert.deepEqual(await answers(facet), Array(3).fill(facetOf(2_000, 2_001, 1_999)));
    assert.deepEqual(await answers(newest), Array(3).fill('title\r\nDataset 6000\r\nDataset 5998\r\n'));
  });
});
