import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { readBytes } from './read-bytes.ts';

const data = (result: Awaited<ReturnType<typeof readBytes>>) => result.records.map((one) => one.data);
const places = (result: Awaited<ReturnType<typeof readBytes>>) => result.records.map((one) => one.place);

describe('read source', () => {
  describe('NDSAP sheets in CSV', () => {
    it('give each row under its headers as the source states them, and its row', async () => {
      const sheet =
        '\uFEFF Title (Required) ;Keywords;Note\r\nRain;"a, b\r\nc";\r\n;;\r\n\r\nPrices;" x ";"say ""yes"""\r\n';
      const result = await readBytes(sheet, 'sheet.csv');
      assert.deepEqual(data(result), [
        { 'Title (Required)': 'Rain', Keywords: 'a, b\r\nc', Note: '' },
        { 'Title (Required)': 'Prices', Keywords: ' x ', Note: 'say "yes"' },
      ]);
      assert.deepEqual(places(result), [
        { file: 'sheet.csv', row: 2 },
        { file: 'sheet.csv', row: 5 },
      ]);
      const [first] = result.records;
      assert.deepEqual([first?.profile, first?.kind, first?.operation], ['ndsap', 'sheet-row', 'upsert']);
    });

    it('are the same however the bytes are cut', async () => {
      const sheet = 'शीर्षक,विवरण\n"वर्षा\nमासिक",₹\nक,"ख ""ग"""\n';
      const whole = data(await readBytes(sheet));
      assert.equal(whole.length, 2);
      for (const chunk of [1, 2, 3, 7])
        assert.deepEqual(data(await readBytes(sheet, 'input', { chunk })), whole);
    });

    it('name cells under an empty header after their column and fill missing cells', async () => {
      const result = await readBytes('Title,Description,\nA,B,C\nD\n');
      assert.deepEqual(data(result), [
        { Title: 'A', Description: 'B', 'Column C': 'C' },
        { Title: 'D', Description: '' },
      ]);
    });

    it('accept quotes inside a cell that is not quoted', async () => {
      const result = await readBytes(
        'Title,Description\n5" pipes,the "best" of them\n"Best" practice, "a, b"\n',
      );
      assert.deepEqual(data(result), [
        { Title: '5" pipes', Description: 'the "best" of them' },
        { Title: '"Best" practice', Description: 'a, b' },
      ]);
    });
  });

  describe('NDSAP sheets in JSON', () => {
    it('may be lists of catalogs and resources', async () => {
      const result = await readBytes(
        '{"catalogs":[{"Title":"C","Keywords":"k"}],"resources":[{"Catalog":"C","Title":"R","Category":"Dataset"}],"made":"2026"}',
        'x.json',
      );
      assert.deepEqual(data(result), [
        { Title: 'C', Keywords: 'k' },
        { Catalog: 'C', Title: 'R', Category: 'Dataset' },
      ]);
      assert.deepEqual(
        places(result).map(({ path }) => path),
        ['/catalogs/0', '/resources/0'],
      );
      assert.deepEqual(
        result.findings.map(({ code, severity, place }) => [code, severity, place.path]),
        [['unused-member', 'info', '/made']],
      );
    });

    it('may hold resources inside their catalog, whose title they are given', async () => {
      const result = await readBytes(
        '[{"Title":"C","Description":"d","Resources":[{"Title":"R"},7,{"Title":"S","Catalog":"Other"}]}]',
      );
      assert.deepEqual(data(result), [
        { Title: 'C', Description: 'd' },
        { Title: 'R', Catalog: 'C' },
        { Title: 'S', Catalog: 'Other' },
      ]);
      assert.deepEqual(
        places(result).map(({ path }) => path),
        ['/0', '/0/Resources/0', '/0/Resources/2'],
      );
      assert.deepEqual(
        result.findings.map(({ code, place }) => [code, place.path]),
        [['not-an-object', '/0/Resources/1']],
      );
    });
  });

  describe('data.gov.in files', () => {
    it('unwrap a change into its record and operation', async () => {
      const result = await readBytes(
        '{"op":"add","record":{"index_name":"a","title":"A"}}\n{"op":"delete","record":{"index_name":"b"}}\n',
        'delta.jsonl',
      );
      assert.deepEqual(
        result.records.map(({ kind, operation, data, place }) => [kind, operation, data, place.line]),
        [
          ['registry', 'upsert', { index_name: 'a', title: 'A' }, 1],
          ['registry', 'delete', { index_name: 'b' }, 2],
        ],
      );
    });

    it('add the name of the group to its items', async () => {
      const result = await readBytes('{"Health/AYUSH":[{"title":"A","file_name":"a.csv","rows":3}]}');
      assert.deepEqual(data(result), [{ title: 'A', file_name: 'a.csv', rows: 3, group: 'Health/AYUSH' }]);
      assert.equal(places(result)[0]?.path, '/Health~1AYUSH/0');
    });
  });

  describe('CKAN', () => {
    const one = '{"id":"a","name":"a","resources":[]}';
    const forms: Readonly<Record<string, readonly [string, string | undefined]>> = {
      'a package_show answer': [`{"help":"h","success":true,"result":${one}}`, '/result'],
      'a package_search answer': [
        `{"success":true,"result":{"count":1,"facets":{},"results":[${one}]}}`,
        '/result/results/0',
      ],
      'an answer with a list': [`{"success":true,"result":[${one}]}`, '/result/0'],
      'an answer of the first API': [`{"count":1,"results":[${one}]}`, '/results/0'],
      'an array': [`[${one}]`, '/0'],
      'a bare package': [one, undefined],
    };
    for (const [name, [text, path]] of Object.entries(forms)) {
      it(`may come as ${name}`, async () => {
        const result = await readBytes(text);
        assert.deepEqual(data(result), [{ id: 'a', name: 'a', resources: [] }]);
        assert.equal(result.records[0]?.kind, 'package');
        assert.equal(places(result)[0]?.path, path);
        assert.deepEqual(result.findings, []);
      });
    }

    it('has organisations and groups', async () => {
      const result = await readBytes(
        '[{"name":"o","is_organization":true},{"name":"g","is_organization":false},{"name":"t","type":"group","state":"active"},{"name":"n","state":"deleted"}]',
      );
      assert.deepEqual(
        result.records.map(({ kind }) => kind),
        ['organization', 'group', 'group', 'organization'],
      );
    });
  });

  it('gives the head of a data.json behind its datasets, whole', async () => {
    const result = await readBytes(
      '{"conformsTo":"https://project-open-data.cio.gov/v1.1/schema","dataset":[{"title":"A"}],"describedBy":"x"}',
      'data.json',
    );
    assert.deepEqual(
      result.records.map(({ kind, data, place }) => [kind, data, place.path]),
      [
        ['dataset', { title: 'A' }, '/dataset/0'],
        ['catalog', { conformsTo: 'https://project-open-data.cio.gov/v1.1/schema', describedBy: 'x' }, ''],
      ],
    );
  });

  it('gives RDF to its reader, unpacked and as UTF-8', async () => {
    const turtle =
      '<http://x.example/a> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> "वर्षा"@hi .';
    const result = await readBytes(gzipSync(Buffer.from(`\uFEFF${turtle}`, 'utf16le')), 'a.ttl.gz');
    assert.deepEqual(
      result.records.map(({ profile, kind }) => [profile, kind]),
      [['dcat', 'graph']],
    );
    assert.match((result.records[0]?.data as { triples: string } | undefined)?.triples ?? '', /"वर्षा"@hi/);
  });

  it('reads gzip, in several members too, and UTF-16', async () => {
    const line = (id: string) => `{"index_name":"${id}","title":"वर्षा"}\n`;
    const members = Buffer.concat([gzipSync(line('a')), gzipSync(line('b'))]);
    assert.equal((await readBytes(members)).records.length, 2);
    const utf16 = gzipSync(Buffer.from(`\uFEFF${line('a')}${line('b')}`, 'utf16le'));
    assert.deepEqual(data(await readBytes(utf16))[1], { index_name: 'b', title: 'वर्षा' });
  });
});
