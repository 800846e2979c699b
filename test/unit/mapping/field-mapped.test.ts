import assert from 'node:assert/strict';
import fc from 'fast-check';
import { propertyRows } from '../../../src/mapping/dcat-properties.ts';
import type { FieldMappedData, FieldStatement } from '../../../src/mapping/field-mapped-data.ts';
import {
  elementsOf,
  propertyNames,
  shortName,
  targetNamed,
} from '../../../src/mapping/field-mapped-targets.ts';
import { valueTypes } from '../../../src/mapping/typed-rules.ts';
import { dcat, dct, foaf } from '../../../src/vocabulary/terms.ts';
import { base, codes, makeContext, map, only, values } from './mapping-support.ts';

const context = makeContext();
const things = ['dataset', 'app', 'catalog', 'distribution'] as const;

function data(more: Partial<FieldMappedData>): FieldMappedData {
  return {
    identity: 'a',
    identifies: true,
    statements: [],
    distributions: [],
    names: {},
    rest: [],
    problems: [],
    ...more,
  };
}

const title: FieldStatement = { target: 'Title', field: 'Name', value: 'Wells' };

describe('field-mapped records', () => {
  it('says elements as NDSAP sheets do, organisation paths and catalogs included', () => {
    const statements = [
      title,
      { target: 'Ministry', field: 'Min', value: 'Jal Shakti' },
      { target: 'Department', field: 'Dep', value: 'Water Resources' },
      { target: 'Catalog', field: 'Coll', value: 'Ground water' },
      { target: 'Access Type', field: 'Acc', value: 'Open' },
    ];
    const mapping = map('map', 'dataset', data({ statements }), context);
    const sheet = map(
      'ndsap',
      'sheet-row',
      {
        Category: 'Dataset',
        Identifier: 'a',
        Title: 'Wells',
        Ministry: 'Jal Shakti',
        Department: 'Water Resources',
        Catalog: 'Ground water',
        'Access Type': 'Open',
      },
      context,
    );
    const stated = ({ records }: typeof mapping) =>
      records.map(({ quads }) =>
        quads
          .filter(({ predicate }) => predicate.value !== dct.identifier)
          .map((q) => `${q.subject.value} ${q.predicate.value} ${q.object.value}`)
          .toSorted(),
      );
    assert.deepEqual(stated(mapping), stated(sheet));
    assert.deepEqual(codes(only(mapping)), []);
  });

  it('pairs addresses and formats of one cell, and names distributions by their address otherwise', () => {
    const statements = [
      { target: 'Download URL', field: 'Files', value: 'https://x.in/a.bin, https://x.in/b.bin' },
      { target: 'Format', field: 'Types', value: 'CSV; JSON' },
    ];
    const named = only(map('map', 'dataset', data({ distributions: [{ name: '1', statements }] }), context));
    assert.deepEqual(values(named, dcat.distribution), [
      `${base}id/distribution/a/1`,
      `${base}id/distribution/a/1-2`,
    ]);
    const formats = values(named, dcat.distribution).flatMap((iri) => values(named, dct.format, iri));
    assert.deepEqual(
      formats.map((iri) => iri.replace(/^.*\//, '')),
      ['CSV', 'JSON'],
    );
    const hashed = only(
      map('map', 'dataset', data({ distributions: [{ statements }, { statements }] }), context),
    );
    assert.equal(new Set(values(hashed, dcat.distribution)).size, 4);
  });

  it('puts findings where the value stands', () => {
    const place = { file: 'file', row: 9 };
    const statements = [title, { target: 'Frequency', field: 'How often', value: 'never ever', place }];
    const [finding] = only(map('map', 'dataset', data({ statements }), context)).findings;
    assert.deepEqual(finding?.place, { file: 'file', row: 9, field: 'How often' });
  });

  it('refuses what has no identity, and withdraws what is deleted', () => {
    const { identity: _, ...nameless } = data({ names: { Title: 'Name of dataset' } });
    assert.deepEqual(
      map('map', 'dataset', nameless, context).findings.map(({ code, field }) => [code, field.en]),
      [['no-identity', 'Name of dataset']],
    );
    assert.deepEqual(map('map', 'dataset', data({}), context, 'delete').deletions, [`${base}doc/dataset/a`]);
    assert.deepEqual(
      map('map', 'galaxy', data({}), context).findings.map(({ code }) => code),
      ['unknown-kind'],
    );
  });

  it('knows every element and property by the name that it gives out', () => {
    for (const thing of things) {
      for (const element of elementsOf(thing))
        assert.equal(targetNamed(element, thing)?.target, element, element);
      for (const name of propertyNames(thing))
        assert.equal(shortName(targetNamed(name, thing)?.target ?? ''), name);
      assert.ok(propertyRows[thing].size > 15);
    }
    assert.equal(targetNamed('homepage', 'catalog')?.target, foaf.homepage);
    assert.equal(targetNamed('dct:titel', 'dataset'), undefined);
    assert.equal(targetNamed('dcat:Keyword', 'dataset'), undefined);
    assert.deepEqual(targetNamed('dct:extent', 'dataset')?.known, false);
    assert.equal(targetNamed('nonsense', 'dataset'), undefined);
    assert.equal(targetNamed('xx:title', 'dataset'), undefined);
  });

  it('never throws, whatever the data', () => {
    const anything = fc.anything({ maxDepth: 3 });
    const statement = fc.record(
      {
        target: fc.oneof(
          fc.constantFrom(...elementsOf('dataset'), ...propertyRows.dataset.keys()),
          fc.string(),
        ),
        field: fc.string(),
        value: anything,
        type: fc.constantFrom(...valueTypes, undefined),
        language: fc.constantFrom('hi', 'en', undefined),
      },
      { requiredKeys: ['target', 'field', 'value'] },
    );
    const whole = fc.record({
      identity: fc.string(),
      statements: fc.array(statement, { maxLength: 5 }),
      distributions: fc.array(fc.record({ statements: fc.array(statement, { maxLength: 3 }) }), {
        maxLength: 3,
      }),
      names: fc.constant({}),
      rest: fc.array(fc.record({ field: fc.string(), value: anything }), { maxLength: 2 }),
      problems: fc.constant([]),
    });
    const kinds = fc.constantFrom('dataset', 'app', 'catalog', 'other');
    fc.assert(
      fc.property(fc.oneof(whole, anything), kinds, (value, kind) => {
        map('map', kind, value, context);
      }),
      { numRuns: 400 },
    );
  });
});
