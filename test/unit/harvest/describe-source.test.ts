import assert from 'node:assert/strict';
import { describeSource } from '../../../src/harvest/describe-source.ts';
import { shownAddress, shownPlace } from '../../../src/harvest/shown-address.ts';
import type { SourceDefinition } from '../../../src/harvest/source-definition.ts';
import { harvestTerms } from '../../../src/vocabulary/harvest.ts';
import { dcat, dct } from '../../../src/vocabulary/terms.ts';

const base = 'https://data.example.gov.in/';
const terms = harvestTerms(base);

function valuesOf(definition: Partial<SourceDefinition>, property: string): string[] {
  const whole = { name: 'city', type: 'ckan', url: 'https://ckan.example/', ...definition } as const;
  return describeSource({ definition: whole, declared: false, failures: 0, records: 3 }, base)
    .filter(({ predicate }) => predicate.value === property)
    .map(({ object }) => object.value);
}

describe('describeSource', () => {
  it('goes by its title, else by its name', () => {
    assert.deepEqual(valuesOf({ title: 'City' }, dct.title), ['City']);
    assert.deepEqual(valuesOf({}, dct.title), ['city']);
  });

  it('states an interval as a duration, a cron expression with its time zone, and none while it is paused', () => {
    assert.deepEqual(valuesOf({ schedule: { every: 900_000 } }, terms.schedule), ['PT900S']);
    assert.deepEqual(valuesOf({ schedule: { cron: '0 3 * * *' } }, terms.schedule), ['0 3 * * * (UTC)']);
    const cron = { cron: '0 3 * * *', timezone: 'Asia/Kolkata' };
    assert.deepEqual(valuesOf({ schedule: cron }, terms.schedule), ['0 3 * * * (Asia/Kolkata)']);
    assert.deepEqual(valuesOf({ schedule: cron, paused: true }, terms.schedule), []);
  });

  it('names an endpoint only where all of the address may be seen', () => {
    assert.deepEqual(valuesOf({}, dcat.endpointURL), ['https://ckan.example/']);
    for (const url of [`https://x.example/\${KEY}/`, 'inventory.xlsx', 'postgresql://u:p@db/x'])
      assert.deepEqual(valuesOf({ url }, dcat.endpointURL), [], url);
  });
});

describe('shownAddress', () => {
  for (const [address, text, isWhole] of [
    ['https://x.example/a?b=c#d', 'https://x.example/a?b=c#d', true],
    ['https://me:hush@x.example/a', 'https://x.example/a', true],
    [`https://x.example/\${KEY}/a`, 'https://x.example/…/a', false],
    [`https://x.example/a?q=1&k=\${KEY}`, 'https://x.example/a?q=1&k=…', false],
    ['https://x.example/a?api_key=abc&keyword=rain', 'https://x.example/a?api_key=…&keyword=rain', false],
    ['https://x.example/a?accessToken=abc', 'https://x.example/a?accessToken=…', false],
    ['/srv/private/inventory.xlsx', 'inventory.xlsx', false],
    ['C:\\private\\inventory.xlsx', 'inventory.xlsx', false],
    ['file:///srv/private/inventory.xlsx', 'inventory.xlsx', false],
    [`postgresql://me:\${PASSWORD}@db.internal/people`, 'postgresql://…', false],
    ['', '…', false],
  ] as const)
    it(`shows ${address || 'nothing'} as ${text}`, () => {
      const shown = shownAddress(address);
      assert.equal(shown.text, text);
      assert.equal(shown.iri, isWhole ? text : undefined);
    });

  it('hides the folder of a place, and keeps the rest of it', () => {
    const place = { file: '/srv/private/inventory.xlsx', row: 12, field: 'Title' };
    assert.equal(shownPlace(place), 'inventory.xlsx, row 12, "Title"');
    assert.equal(shownPlace({ file: '-', line: 3 }), 'standard input, line 3');
  });
});
