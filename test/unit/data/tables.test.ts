import assert from 'node:assert/strict';
import { type Row, readDatasets, readRows, readText } from './read-sheets.ts';

const index = readRows('tables/index.csv');
const table = (name: string): readonly Row[] => readRows(`tables/${name}.csv`);
const sum = (rows: readonly Row[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);
const isNumberOrEmpty = (cell: string | undefined): boolean =>
  cell === '' || /^-?\d+(\.\d+)?$/.test(cell ?? '-');

describe('example catalogue: tables', () => {
  it('lists each table with its dataset, whose note names the table', () => {
    const datasets = new Map(readDatasets().map((row) => [row['Identifier'], row]));
    assert.equal(index.length, 6);
    for (const { Table, Dataset, Rows } of index) {
      assert.equal(readRows(`tables/${Table}`).length, Number(Rows), Table);
      assert.ok((datasets.get(Dataset)?.['Note'] ?? '').includes(`data/tables/${Table}`), Dataset);
    }
  });

  it('is small, plain and without NA', () => {
    for (const { Table } of index) {
      const text = readText(`tables/${Table}`);
      assert.ok(Buffer.byteLength(text) < 100_000, Table);
      assert.doesNotMatch(text, /^\ufeff|\r|\ufffd|(^|,)"?NA"?(,|$)/m, Table);
      assert.match(text.split('\n')[0] ?? '', /^[a-z0-9_]+(,[a-z0-9_]+)+$/, Table);
    }
  });

  it('has 36 states and union territories with unique codes', () => {
    const states = table('states-and-union-territories');
    for (const column of ['lgd_code', 'iso_3166_2', 'name', 'name_hi', 'wikidata'])
      assert.equal(new Set(states.map((row) => row[column])).size, 36, column);
    for (const row of states) {
      assert.match(row['iso_3166_2'] ?? '', /^IN-[A-Z]{2}$/);
      assert.match(row['wikidata'] ?? '', /^http:\/\/www\.wikidata\.org\/entity\/Q\d+$/);
    }
    assert.equal(states.filter((row) => row['kind'] === 'State').length, 28);
  });

  it('adds up to the national totals of the Census of 2011', () => {
    const states = table('census-2011-population-by-state');
    assert.equal(states.length, 35);
    assert.equal(sum(states, 'districts'), 640);
    assert.equal(sum(states, 'persons'), 1_210_854_977);
    assert.equal(sum(states, 'males'), 623_270_258);
    assert.equal(sum(states, 'females'), 587_584_719);
    assert.equal(sum(states, 'literates'), 763_638_812);
    for (const row of states) {
      assert.equal(Number(row['males']) + Number(row['females']), Number(row['persons']), row['state_or_ut']);
      assert.equal(Number(row['literate_males']) + Number(row['literate_females']), Number(row['literates']));
    }
  });

  it('joins the census to the states by LGD code', () => {
    const codes = new Set(table('states-and-union-territories').map((row) => row['lgd_code']));
    for (const row of table('census-2011-population-by-state')) assert.ok(codes.has(row['lgd_state_code']));
  });

  it('has seventeen years of rain for each of 36 subdivisions, the seasons adding up to the year', () => {
    const rain = table('rainfall-by-subdivision-annual');
    const subdivisions = new Set(rain.map((row) => row['subdivision']));
    assert.equal(subdivisions.size, 36);
    for (const name of subdivisions) {
      const years = rain.filter((row) => row['subdivision'] === name).map((row) => row['year']);
      assert.equal(years.length, 17, name);
      assert.equal(new Set(years).size, 17, name);
    }
    const seasons = ['january_february_mm', 'march_may_mm', 'june_september_mm', 'october_december_mm'];
    for (const row of rain) {
      assert.ok([...seasons, 'annual_mm'].every((column) => isNumberOrEmpty(row[column])));
      if (row['annual_mm'] === '' || seasons.some((column) => row[column] === '')) continue;
      const total = seasons.reduce((mm, column) => mm + Number(row[column]), 0);
      assert.ok(Math.abs(total - Number(row['annual_mm'])) < 1, `${row['subdivision']} ${row['year']}`);
    }
  });

  it('has 25 months of price indices for three sectors', () => {
    const index = table('consumer-price-index-2011-2013');
    assert.deepEqual([...new Set(index.map((row) => row['sector']))], ['Rural', 'Urban', 'Rural+Urban']);
    const months = [...new Set(index.map((row) => row['month']))];
    assert.equal(months.length, 25);
    assert.deepEqual(months, [...months].sort());
    for (const row of index)
      for (const [column, cell] of Object.entries(row))
        if (column !== 'sector' && column !== 'month')
          assert.ok(
            cell === '' ? row['sector'] === 'Rural' && column === 'housing' : /^\d+\.\d$/.test(cell),
            column,
          );
    assert.equal(index.at(-1)?.['general_index'], '126.3');
  });

  it('has market prices in order on one day, for known states', () => {
    const names = new Set(table('states-and-union-territories').map((row) => row['name']));
    for (const row of table('mandi-prices-sample')) {
      assert.equal(row['arrival_date'], '2025-08-19');
      assert.ok(names.has(row['state'] ?? ''), row['state']);
      assert.ok(Number(row['min_price_inr_per_quintal']) <= Number(row['max_price_inr_per_quintal']));
    }
  });

  it('has air quality readings within India, for known states', () => {
    const names = new Set(table('states-and-union-territories').map((row) => row['name']));
    const readings = table('air-quality-sample');
    assert.equal(new Set(readings.map((row) => `${row['state']}|${row['city']}`)).size, readings.length);
    for (const row of readings) {
      assert.ok(names.has(row['state'] ?? ''), row['state']);
      assert.match(row['last_update'] ?? '', /^2025-02-18T\d{2}:00:00\+05:30$/);
      const latitude = Number(row['latitude']);
      const longitude = Number(row['longitude']);
      assert.ok(latitude > 6 && latitude < 38 && longitude > 68 && longitude < 98, row['station']);
      for (const column of ['pollutant_min', 'pollutant_max', 'pollutant_avg'])
        assert.ok(isNumberOrEmpty(row[column]));
    }
  });
});
