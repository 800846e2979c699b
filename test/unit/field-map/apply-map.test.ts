import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFieldMap } from '../../../src/field-map/map-file.ts';
import { keyOfRecord } from '../../../src/harvest/item-key.ts';
import { dcat, dct, skos } from '../../../src/vocabulary/terms.ts';
import { base, codes, values } from '../mapping/mapping-support.ts';
import { applyTo, mapOne, mapTo } from './support/plain-table.ts';

const authority = 'http://publications.europa.eu/resource/authority/';

describe('applying a field map', () => {
  it('makes values by its rules', async () => {
    const record = await mapOne(
      `fields:
  Title: Name
  Title@hi: नाम
  Keywords: { field: Tags, split: [";", "|"], empty: [none] }
  Sector: { field: Subject, lookup: { Farming: [Agriculture, Food], Other: [] } }
  Description: { field: About, strip-html: true }
  Frequency: { first-of: [Cycle, Interval], default: Annual }
  Date Released: { field: Out, date: [MM/DD/YYYY, D MMM YYYY] }
  dcat:landingPage: { template: "https://x.in/{Ministry}/{Code}" }
  dct:source: { field: Ids, split: ",", template: "https://x.in/id/{value}" }
  dcat:spatialResolutionInMeters: Metres
  https://ex.org/lead: { field: Lead, type: organisation }
  Note: [{ field: A, lang: ta }, B]`,
      {
        Name: ' Wells ',
        नाम: 'कुएँ',
        Tags: 'water; None | wells',
        Subject: 'farming',
        About: '<p>One&nbsp;&amp;<br>two</p>',
        Cycle: '',
        Interval: 'Monthly',
        Out: '02/13/2020',
        Ministry: 'A & B',
        Code: 'x/1',
        Ids: 'a, b',
        Metres: '1,000',
        Lead: 'CGWB',
        A: 'x',
        B: 'y',
      },
    );
    assert.deepEqual(values(record, dct.title), ['Wells@en', 'कुएँ@hi']);
    assert.deepEqual(values(record, dcat.keyword), ['water@en', 'wells@en']);
    assert.deepEqual(values(record, dcat.theme), [`${base}def/sector/agriculture`, `${base}def/sector/food`]);
    assert.deepEqual(values(record, dct.description), ['One &\ntwo@en']);
    assert.deepEqual(values(record, dct.accrualPeriodicity), [`${authority}frequency/MONTHLY`]);
    assert.match(values(record, dct.issued)[0] ?? '', /^2020-02-13\^\^/);
    assert.deepEqual(values(record, dcat.landingPage), ['https://x.in/A%20%26%20B/x%2F1']);
    assert.deepEqual(values(record, dct.source), ['https://x.in/id/a', 'https://x.in/id/b']);
    assert.match(values(record, dcat.spatialResolutionInMeters)[0] ?? '', /^1000\^\^.*integer$/);
    assert.deepEqual(values(record, 'https://ex.org/lead' as never), [`${base}id/organization/cgwb`]);
    assert.deepEqual(values(record, skos.note).toSorted(), ['x@ta', 'y@en']);
    assert.deepEqual(codes(record), []);
  });

  it('names row and the publisher’s own field in every finding', async () => {
    const record = await mapOne(
      `fields:
  Title: Dataset
  Frequency: How often
  Date Released: { field: Out, date: DD/MM/YYYY }
  Download URL: Link`,
      { Dataset: 'Wells', 'How often': 'Montly-ish', Out: '2020/13/45', Link: 'not there', Extra: 'kept' },
    );
    assert.deepEqual(
      record.findings.map(({ code, place, value }) => [code, place.file, place.row, place.field, value]),
      [
        ['unresolved-value', 'table.csv', 2, 'How often', 'Montly-ish'],
        ['other-date-form', 'table.csv', 2, 'Out', '2020/13/45'],
        ['invalid-iri', 'table.csv', 2, 'Link', 'not there'],
        ['unmapped-field', 'table.csv', 2, 'Extra', 'kept'],
      ],
    );
    for (const { message, remedy } of record.findings)
      for (const text of [message, remedy])
        assert.ok(text.en !== '' && /\p{Script=Devanagari}/u.test(text.hi));
    assert.deepEqual(values(record, skos.note), ['Extra: kept@en']);
    assert.equal(record.fieldNames?.[`${record.topic} ${dct.title}`], 'Dataset');
  });

  it('never reads a date in another form than those that the map names', async () => {
    const map = 'fields: { Title: T, Date Released: { field: D, date: MM/DD/YYYY } }';
    const read = async (date: string) => values(await mapOne(map, { T: 'x', D: date }), dct.issued);
    assert.deepEqual(await read('13/02/2020'), []);
    assert.match((await read('2020-02-13'))[0] ?? '', /^2020-02-13/);
  });

  it('makes one record of the rows of a group, each row a distribution', async () => {
    const map = (more = '') => `${more}
group-by: ID
identity: ID
fields: { Title: T, Description: D, Keywords: K, Frequency: F, Download URL: U, Format: { constant: CSV } }`;
    const rows = [
      { ID: 'a', T: 'One', D: 'x', K: 'p', F: 'Monthly', U: 'https://x.in/1.csv' },
      { ID: 'a', T: 'One', D: 'other', K: 'q', F: 'Montly-ish', U: 'https://x.in/2.csv' },
      { ID: 'b', T: 'Two', D: '', K: '', F: '', U: '' },
    ];
    const [one, two] = await mapTo(map(), rows);
    const [first] = one?.records ?? [];
    assert.ok(first);
    assert.equal(first.topic, `${base}id/dataset/a`);
    assert.deepEqual(values(first, dct.title), ['One@en']);
    assert.deepEqual(values(first, dct.description), ['x@en']);
    assert.deepEqual(values(first, dcat.keyword), ['p@en', 'q@en']);
    assert.equal(values(first, dcat.distribution).length, 2);
    assert.deepEqual(
      first.findings.map(({ code, place }) => [code, place.row, place.field]),
      [
        ['second-value', 3, 'D'],
        ['unresolved-value', 3, 'F'],
      ],
    );
    // A constant is no sign that the row has a file.
    assert.deepEqual(two?.records[0] && values(two.records[0], dcat.distribution), []);

    const apart = [rows[0] ?? {}, rows[2] ?? {}, rows[1] ?? {}];
    await assert.rejects(applyTo(map(), apart), /table\.csv, row 4: rows of the same "ID" .*scattered: true/);
    const scattered = await applyTo(map('scattered: true'), apart);
    assert.deepEqual(
      scattered.records.map(({ place }) => place.row),
      [2, 3],
    );
    const sorted = await applyTo(map(), rows);
    const names = (applied: typeof sorted) =>
      applied.records.map((record) => (record.data as { distributions: unknown }).distributions);
    assert.equal(JSON.stringify(names(scattered)).length, JSON.stringify(names(sorted)).length);
  });

  it('makes distributions of nested lists, and names them by their address', async () => {
    const map = `fields: { Title: name, Keywords: "tags[*].name", Organisation: org/title }
distributions:
  - each: resources
    fields: { Download URL: url, Format: format, title: ../name }`;
    const row = {
      name: 'Wells',
      tags: [{ name: 'water' }, { name: 'wells' }],
      org: { title: 'CGWB' },
      resources: [{ url: 'https://x.in/a.csv', format: 'CSV' }, { url: 'https://x.in/b.json' }, {}],
    };
    const record = await mapOne(map, row, 'json');
    assert.deepEqual(values(record, dcat.keyword), ['water@en', 'wells@en']);
    assert.deepEqual(values(record, dct.publisher), [`${base}id/organization/cgwb`]);
    const files = values(record, dcat.distribution);
    assert.equal(files.length, 2);
    const turned = await mapOne(map, { ...row, resources: row.resources.toReversed() }, 'json');
    assert.deepEqual(values(turned, dcat.distribution).toSorted(), files.toSorted());
    assert.deepEqual(values(record, dct.title, files[0]), ['Wells@en']);
    assert.deepEqual(codes(record), []);
  });

  it('takes the language of XML elements', async () => {
    const record = await mapOne(
      'fields: { Title: title }',
      {
        title: [
          { '#text': 'Wells', '@xml:lang': 'en' },
          { '#text': 'Kuen', '@xml:lang': 'hi' },
        ],
      },
      'xml',
    );
    assert.deepEqual(values(record, dct.title), ['Wells@en', 'Kuen@hi']);
  });

  it('passes over records, and says so', async () => {
    const map = `skip-when:
  - { field: Status, is: [draft, with-drawn] }
  - { field: T, begins-with: total }
  - { field: Code, empty: true, contains: x }
  - { field: Code, empty: true }
fields: { Title: T }`;
    const { records, unreadable } = await applyTo(map, [
      { T: 'a', Status: 'DRAFT', Code: '1' },
      { T: 'Total: 4', Status: '', Code: '2' },
      { T: 'b', Status: 'live', Code: '3' },
      { T: 'c', Status: '', Code: ' ' },
    ]);
    assert.deepEqual(
      records.map(({ place }) => place.row),
      [4],
    );
    assert.deepEqual(
      unreadable.map(({ code, severity, place, value }) => [code, severity, place.row, value]),
      [
        ['skipped-row', 'info', 2, 'DRAFT'],
        ['skipped-row', 'info', 3, 'Total: 4'],
        ['skipped-row', 'info', 5, undefined],
      ],
    );
  });

  it('refuses a record without what the map requires, or without identity', async () => {
    const [mapping] = await mapTo('fields: { Title: T, Licence: { field: L, required: true } }', [
      { T: 'x', L: '' },
    ]);
    const [finding] = mapping?.records[0]?.findings ?? [];
    assert.deepEqual(
      [finding?.code, finding?.severity, finding?.place.field],
      ['missing-value', 'violation', 'L'],
    );
    const [nameless] = await mapTo('fields: { Title: T, Note: N }', [{ T: '', N: 'x' }]);
    assert.deepEqual(nameless?.records, []);
    assert.deepEqual(
      nameless?.findings.map(({ code, place }) => [code, place.row, place.field]),
      [['no-identity', 2, 'T']],
    );
  });

  it('refuses a table that lacks fields of the map, naming all of them', async () => {
    const map =
      'fields:\n  Title: Titel\n  Note: { field: Absent, optional: true }\n  Keywords: Tags\nignore: [Never]';
    await assert.rejects(applyTo(map, [{ Title: 'x', Tag: 'y' }]), (error: Error) => {
      assert.match(error.message, /^table\.csv: the table \(its header is row 1\) lacks fields/);
      assert.match(
        error.message,
        /- table\.map\.yaml, line 2: there is no field "Titel"\. Did you mean "Title"\?/,
      );
      assert.match(
        error.message,
        /- table\.map\.yaml, line 4: there is no field "Tags"\. Did you mean "Tag"\?/,
      );
      assert.doesNotMatch(error.message, /Absent|Never/);
      return true;
    });
    // White space and case of headers do not matter.
    assert.equal(
      (await applyTo('fields: { Title: "name of dataset" }', [{ 'Name  of\nDataset': 'x' }])).records.length,
      1,
    );
    const { unreadable } = await applyTo('fields: { Title: a, Note: b.c }', [{ a: 'x' }], 'json');
    assert.deepEqual(
      unreadable.map(({ code, severity, place }) => [code, severity, place.field]),
      [['field-never-met', 'warning', 'b.c']],
    );
  });

  it('gives the same record the same key in every run', async () => {
    const key = async (map: string, row: Record<string, unknown>) => {
      const [record] = (await applyTo(map, [row])).records;
      return record && keyOfRecord(record);
    };
    const map = 'identity: [A, B]\nfields: { Title: T, Note: N }';
    const one = await key(map, { A: 'x', B: '1', T: 't', N: 'n' });
    assert.equal(one, 'dataset:x 1');
    assert.equal(await key(map, { A: ' x ', B: '1', T: 'changed', N: 'changed' }), one);
    assert.equal(await key('fields: { Title: T, Identifier: I }', { T: 't', I: 7 }), 'dataset:7');
    assert.equal(
      await key('fields: { Title: [{ field: H, lang: hi }, T] }', { H: 'क', T: 't' }),
      'dataset:t',
    );
  });

  it('keeps IRIs that the things have already', async () => {
    const record = await mapOne('iri: { template: "https://agency.in/id/{ID}" }\nfields: { Title: T }', {
      ID: 'a b',
      T: 'x',
    });
    assert.equal(record.topic, 'https://agency.in/id/a%20b');
    assert.match(record.document, new RegExp(`^${base}doc/dataset/`));
  });

  it('describes apps and catalogs too', async () => {
    const app = await mapOne('describes: app\nfields: { Title: T, App Type: K, URL: U }', {
      T: 'Wells near me',
      K: 'Web Service',
      U: 'https://x.in/',
    });
    assert.ok(app.quads.some(({ object }) => object.value === dcat.DataService));
    const catalog = await mapOne('describes: catalog\nfields: { Catalog Title: T, Description: D }', {
      T: 'Water',
      D: 'x',
    });
    assert.equal(catalog.topic, `${base}id/catalog/water`);
  });

  it('never throws, whatever the values', async () => {
    const map = parseFieldMap(
      `identity: { first-of: [id, name] }
group-by: g
scattered: true
fields:
  Title: name
  Description: { field: d, strip-html: true }
  Keywords: { field: k, split: "," }
  Date Released: { field: d, date: DD/MM/YYYY }
  Temporal Coverage: p
  Sector: { field: k, lookup: { a: b } }
  dcat:landingPage: { template: "https://x/{name}/{d}" }
  dct:spatial: s
  Contact E-mail: m
distributions: [{ each: r, fields: { Download URL: u, Format: f } }]`,
      'x',
    );
    const anything = fc.anything({ maxDepth: 3, withBigInt: false });
    const rowOf = fc.record(
      {
        id: anything,
        name: anything,
        d: anything,
        k: anything,
        p: anything,
        s: anything,
        m: anything,
        r: anything,
        g: anything,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(rowOf, { maxLength: 6 }), async (rows) => {
        const plain = JSON.parse(JSON.stringify(rows)) as Record<string, unknown>[];
        const { records } = await applyTo(map, plain, 'json');
        assert.ok(records.length <= plain.length);
      }),
      { numRuns: 100 },
    );
  });
});
