import assert from 'node:assert/strict';
import {
  element,
  type Row,
  readDatasets,
  readDefects,
  readResources,
  readRows,
  splitList,
} from './read-sheets.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const realDate = (text: string): boolean => {
  const read = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text.slice(0, 10));
};

function requireElements(rows: readonly Row[], names: readonly string[]): void {
  for (const row of rows)
    for (const name of names)
      assert.notEqual(element(row, name).trim(), '', `${element(row, 'Title')}: ${name} is empty`);
}

describe('example catalogue: catalogs', () => {
  const catalogs = readRows('catalogs.csv');

  it('has every element that §7.1 requires', () => {
    assert.ok(catalogs.length >= 12);
    requireElements(catalogs, ['Title', 'Description', 'Keywords', 'Sector', 'Asset Jurisdiction']);
    requireElements(catalogs, ['Title (Hindi)', 'Description (Hindi)']);
  });

  it('has unique titles and two groups of two', () => {
    assert.equal(new Set(catalogs.map((row) => element(row, 'Title'))).size, catalogs.length);
    const groups = new Map<string, number>();
    for (const { 'Group Name': group } of catalogs)
      if (group !== undefined && group !== '') groups.set(group, (groups.get(group) ?? 0) + 1);
    assert.deepEqual([...groups.values()], [2, 2]);
  });

  it('leaves no catalog empty and no resource outside', () => {
    const titles = new Set(catalogs.map((row) => element(row, 'Title')));
    const used = new Set(readResources().map((row) => row['Catalog'] ?? ''));
    for (const { 'Group Name': group } of catalogs) if (group) used.add(group);
    assert.deepEqual([...used].sort(), [...titles].sort());
  });
});

describe('example catalogue: resources', () => {
  const resources = readResources();
  const datasets = readDatasets();
  const apps = resources.filter((row) => element(row, 'Category') === 'App');
  const defects = readDefects();

  it('is a spread of about 250 datasets over 26 states and more', () => {
    assert.ok(datasets.length >= 200, `${datasets.length} datasets`);
    const states = new Set(
      datasets.map((row) => row['Asset Jurisdiction']).filter((name) => name !== 'India'),
    );
    assert.ok(states.size >= 26, `${states.size} states and union territories`);
    assert.equal(datasets.length + apps.length, resources.length);
  });

  it('has every element that §7.2 requires', () => {
    requireElements(resources, [
      'Identifier',
      'Category',
      'Title',
      'Access Method',
      'Description',
      'URL',
      'Organisation',
    ]);
    requireElements(resources, ['Keywords', 'Sector', 'Asset Jurisdiction', 'Access Type']);
    requireElements(datasets, ['Frequency']);
    requireElements(apps, ['App Type', 'Language']);
  });

  it('has unique identifiers and titles', () => {
    const identifiers = resources.map((row) => row['Identifier']);
    const titles = resources.map((row) => element(row, 'Title').toLowerCase());
    assert.equal(new Set(identifiers).size, identifiers.length);
    assert.equal(new Set(titles).size, titles.length);
  });

  it('names registry datasets by their UUID and links to them', () => {
    const registered = datasets.filter((row) => /data\.gov\.in\/resource\//.test(row['URL'] ?? ''));
    assert.ok(registered.length > 150);
    for (const row of registered) {
      const identifier = row['Identifier'] ?? '';
      assert.match(identifier, uuid);
      assert.ok(
        (row['URL'] ?? '').includes(identifier) && (row['Reference URLs'] ?? '').includes(identifier),
      );
    }
  });

  it('is clean text', () => {
    for (const row of resources)
      for (const [name, cell] of Object.entries(row)) {
        const where = `${row['Identifier']}: ${name}`;
        assert.equal(cell, cell.trim(), where);
        assert.doesNotMatch(cell, /\ufffd|&[a-z]+;|<[a-z]|\t| {2}/i, where);
        if (!/^(Description|Reference)/.test(name)) assert.doesNotMatch(cell, /\n/, where);
      }
  });

  it('writes Hindi in Devanagari, title and description together', () => {
    const hindi = resources.filter(
      (row) => row['Title (Hindi)'] !== undefined && row['Title (Hindi)'] !== '',
    );
    assert.ok(hindi.length >= 40, `${hindi.length} with Hindi`);
    for (const row of hindi)
      for (const name of ['Title (Hindi)', 'Description (Hindi)'])
        assert.match(row[name] ?? '', /\p{Script=Devanagari}/u, `${row['Identifier']}: ${name}`);
  });

  it('has addresses and dates that can be read, apart from the deliberate defects', () => {
    for (const row of resources) {
      if (defects.has(row['Identifier'] ?? '')) continue;
      for (const url of [row['URL'] ?? '', ...splitList(row['Reference URLs'] ?? '')])
        assert.match(new URL(url).protocol, /^https?:$/, row['Identifier']);
      const released = row['Date Released'] ?? '';
      const modified = row['Date Modified'] ?? '';
      for (const date of [released, modified])
        assert.ok(date === '' || realDate(date), `${row['Identifier']}: ${date}`);
      if (modified !== '') assert.ok(released <= modified, row['Identifier']);
    }
  });

  it('shows a priced, a registered and a restricted dataset', () => {
    for (const type of ['Priced', 'Registered', 'Restricted'])
      assert.equal(datasets.filter((row) => row['Access Type'] === type).length, 1, type);
    const priced = datasets.filter((row) => row['Price'] !== '');
    assert.deepEqual(
      priced.map((row) => [row['Access Type'], row['Price'], row['Currency']]),
      [['Priced', '100', 'INR']],
    );
  });

  it('uses datasets of the catalogue in its apps', () => {
    const identifiers = new Set(datasets.map((row) => row['Identifier']));
    const used = apps.flatMap((row) => splitList(row['Datasets Used'] ?? ''));
    assert.ok(used.length > 0);
    for (const identifier of used) assert.ok(identifiers.has(identifier), identifier);
  });

  it('publishes no personal address', () => {
    const addresses = resources.map((row) => row['Contact E-mail'] ?? '').filter((address) => address !== '');
    assert.deepEqual(addresses, ['ndsap@gov.in']);
    for (const row of resources)
      for (const cell of Object.values(row))
        if (cell !== 'ndsap@gov.in') assert.doesNotMatch(cell, /\S@\S+\.\S/, row['Identifier']);
  });

  it('has the defects that SOURCES.md lists', () => {
    const byIdentifier = new Map(resources.map((row) => [row['Identifier'], row]));
    const cell = (start: string, name: string): string | undefined => {
      const identifier = [...defects.keys()].find((key) => key.startsWith(start));
      assert.ok(identifier, `${start} is not listed`);
      return byIdentifier.get(identifier)?.[name];
    };
    assert.equal(defects.size, 6);
    assert.equal(cell('84f3123a', 'Sector'), 'Farm Weather');
    assert.equal(cell('1f743cd3', 'Date Released'), '31/02/2016');
    assert.ok((cell('3f8a1600', 'Date Modified') ?? '') < (cell('3f8a1600', 'Date Released') ?? ''));
    assert.match(cell('13051d52', 'Reference URLs') ?? '', /\nwww\.indianrailways\.gov\.in$/);
    assert.equal(cell('047a09a1', 'Granularity of Data'), 'Fleet-wise');
    assert.equal(cell('50437e2e', 'Granularity of Data'), '');
  });
});
