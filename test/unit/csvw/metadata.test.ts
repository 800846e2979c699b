import assert from 'node:assert/strict';
import { isLanguageTag, languagesMatch } from '../../../src/csvw/language-tag.ts';
import { Failure } from '../../../src/model/failure.ts';
import { csvw, folder, liftDocuments, saidBy } from './support/lift-documents.ts';

const table = 'a,b\n1,2\n';

describe('finding metadata', () => {
  const named = (name: string, url = 't.csv') => ({
    '@context': csvw,
    url,
    tableSchema: { columns: [{ name }] },
  });
  const first = async (documents: Readonly<Record<string, object | string>>, link?: string) => {
    const fields = link === undefined ? {} : { link };
    const lifted = await liftDocuments('t.csv', { 't.csv': table, ...documents }, { fields });
    return saidBy(lifted)[0];
  };

  it('takes what the Link field names, then what belongs to the file, then to the folder', async () => {
    const documents = {
      'linked.json': named('linked'),
      't.csv-metadata.json': named('file'),
      'csv-metadata.json': named('folder'),
    };
    const link = '<linked.json>; rel="describedby"; type="application/csvm+json"';
    assert.equal(await first(documents, link), 'linked=1');
    assert.equal(await first(documents, '<linked.json>; rel="describedby"; type="text/html"'), 'file=1');
    assert.equal(await first(documents), 'file=1');
    assert.equal(await first({ 'csv-metadata.json': named('folder') }), 'folder=1');
    assert.equal(await first({}), 'a=1');
  });

  it('leaves out what does not refer to the table, and says so', async () => {
    const documents = {
      't.csv-metadata.json': named('x', 'other.csv'),
      'csv-metadata.json': named('folder'),
    };
    const lifted = await liftDocuments('t.csv', { 't.csv': table, ...documents });
    assert.equal(saidBy(lifted)[0], 'folder=1');
    assert.match(lifted.warnings[0] ?? '', /t\.csv-metadata\.json: .*does not describe/);
  });

  it('looks where the site says', async () => {
    const site = 'https://example.org/.well-known/csvm';
    assert.equal(await first({ [site]: 'meta-{+url}\nabout.json\n', 'about.json': named('own') }), 'own=1');
  });

  it('takes metadata that are named for the table, whatever they refer to', async () => {
    const lift = (metadata: object) =>
      liftDocuments('t.csv', { 't.csv': table, 'm.json': metadata }, { metadata: 'm.json' });
    assert.equal(
      saidBy(await lift({ '@context': csvw, tableSchema: { columns: [{ name: 'x' }] } }))[0],
      'x=1',
    );
    await assert.rejects(lift(named('x', 'gone.csv')), /gone\.csv cannot be found/);
  });
});

describe('reading metadata', () => {
  const lift = (metadata: object, documents: Readonly<Record<string, object | string>> = {}) =>
    liftDocuments('m.json', { 't.csv': table, 'm.json': { '@context': csvw, ...metadata }, ...documents });

  it('hands properties down from group to table, schema and column', async () => {
    const columns = [{ name: 'a' }, { name: 'b', lang: 'hi' }];
    const { lines } = await lift({
      lang: 'en',
      aboutUrl: '#{_row}',
      tables: [{ url: 't.csv', propertyUrl: 'schema:{_name}', tableSchema: { lang: 'fr', columns } }],
    });
    assert.deepEqual(lines, [
      `<${folder}t.csv#1> <http://schema.org/a> "1"@fr .`,
      `<${folder}t.csv#1> <http://schema.org/b> "2"@hi .`,
    ]);
  });

  it('gives tables the schema and dialect of their group', async () => {
    const group = { tableSchema: { columns: [{ name: 'x' }, { name: 'y' }] }, dialect: { header: false } };
    assert.deepEqual(saidBy(await lift({ ...group, tables: [{ url: 't.csv' }] })), [
      'x=a',
      'y=b',
      'x=1',
      'y=2',
    ]);
  });

  it('reads schemas, dialects and datatypes that stand elsewhere, relative to themselves', async () => {
    const metadata = {
      url: 't.csv',
      dialect: 'parts/dialect.json',
      tableSchema: 'parts/schema.json',
    };
    const lifted = await lift(metadata, {
      'parts/dialect.json': { headerRowCount: 1 },
      'parts/schema.json': {
        columns: [{ name: 'a', datatype: `${folder}parts/number.json` }, { name: 'b' }],
      },
      'parts/number.json': { base: 'integer' },
    });
    assert.match(lifted.lines[0] ?? '', /"1"\^\^<http:\/\/www\.w3\.org\/2001\/XMLSchema#integer>/);
    assert.deepEqual(lifted.warnings, []);
    await assert.rejects(lift({ url: 't.csv', tableSchema: 'gone.json' }), Failure);
  });

  it('resolves against @base and takes names from titles in @language', async () => {
    const context = [csvw, { '@base': 'sub/', '@language': 'hi' }];
    const documents = {
      'm.json': {
        '@context': context,
        url: 't.csv',
        tableSchema: { columns: [{ titles: { en: 'State', hi: 'राज्य' } }] },
      },
      'sub/t.csv': 'राज्य\nBihar\n',
    };
    const { lines } = await liftDocuments('m.json', documents);
    assert.match(lines[0] ?? '', /data\/sub\/t\.csv#%E0%A4%B0/);
  });

  it('refuses what must not pass, and says where', async () => {
    const columns = (...list: readonly object[]) => ({ url: 't.csv', tableSchema: { columns: list } });
    for (const [metadata, message] of [
      [{ url: 't.csv', '@context': 'http://example.org/' }, /m\.json, @context: /],
      [{}, /url: It is missing/],
      [{ tables: [] }, /tables: A group has at least one table/],
      [columns({ name: 'a' }, { name: 'a' }), /columns\[1\]: Two columns have the name "a"/],
      [columns({ virtual: true }, {}), /columns\[1\]: A virtual column/],
      [columns({ datatype: { base: 'integer', length: 3 } }), /have no length/],
      [columns({ datatype: { base: 'integer', minimum: 3, maximum: 1 } }), /leave no value/],
      [
        columns({ datatype: { base: 'date', minExclusive: '2020-01-01', maxExclusive: '2019-01-01' } }),
        /leave/,
      ],
      [columns({ datatype: { minLength: 3, maxLength: 1 } }), /more than maxLength/],
      [columns({ datatype: { '@id': 'http://www.w3.org/2001/XMLSchema#date' } }), /built-in datatype/],
      [{ url: 't.csv', 'dc:title': { '@value': 'x', '@language': '1' } }, /@language: .*no language tag/],
      [{ url: 't.csv', 'dc:title': { '@language': 'en' } }, /only beside @value/],
      [
        { url: 't.csv', tableSchema: { columns: [{ name: 'a' }], foreignKeys: [{ columnReference: 'a' }] } },
        /foreignKeys\[0\]\.reference/,
      ],
    ] as const)
      await assert.rejects(lift(metadata), (error: unknown) => {
        assert.ok(error instanceof Failure, JSON.stringify(metadata));
        assert.match(error.message, message);
        return true;
      });
  });

  it('warns of what it leaves out, and goes on', async () => {
    const columns = [
      { name: '_a', titles: 'a', required: 1 },
      { titles: 'B', datatype: 'foo' },
    ];
    const { warnings, quads } = await lift({ url: 't.csv', foo: 1, lang: '1', tableSchema: { columns } });
    assert.equal(quads.length, 2);
    for (const message of [
      /m\.json, foo: /,
      /, lang: /,
      /\.name: "_a"/,
      /\.required: 1/,
      /\.datatype: "foo"/,
      /column "2": The header says "b"/,
    ])
      assert.ok(
        warnings.some((warning) => message.test(warning)),
        String(message),
      );
  });

  it('checks the references of foreign keys', async () => {
    const key = (reference: object) => ({
      tables: [
        {
          url: 't.csv',
          tableSchema: { columns: [{ name: 'a' }], foreignKeys: [{ columnReference: 'a', reference }] },
        },
        { url: 'u.csv', tableSchema: { '@id': 'u.json', columns: [{ name: 'c' }] } },
      ],
    });
    const documents = { 'u.csv': 'c\n1\n' };
    for (const reference of [{ resource: 'u.csv' }, { schemaReference: 'u.json' }])
      assert.equal((await lift(key({ ...reference, columnReference: 'c' }), documents)).quads.length, 3);
    for (const reference of [
      { resource: 'v.csv', columnReference: 'c' },
      { resource: 'u.csv', columnReference: 'd' },
      { resource: 'u.csv', schemaReference: 'u.json', columnReference: 'c' },
    ])
      await assert.rejects(lift(key(reference), documents), Failure);
  });
});

describe('language tags', () => {
  it('are those of BCP 47', () => {
    for (const tag of [
      'en',
      'en-US',
      'hi-Deva-IN',
      'sl-rozaj-biske',
      'zh-cmn-Hans-CN',
      'x-own',
      'de-CH-1901',
      'en-u-ca-buddhist',
    ])
      assert.ok(isLanguageTag(tag), tag);
    for (const tag of ['', 'e', 'a-bad-language', 'notavalidlanguagetag', 'en_US', 'en-', '12'])
      assert.ok(!isLanguageTag(tag), tag);
  });

  it('match where one begins the other', () => {
    assert.ok(languagesMatch('en', 'en-GB'));
    assert.ok(languagesMatch('und', 'hi'));
    assert.ok(!languagesMatch('en', 'eng'));
  });
});
