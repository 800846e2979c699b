import assert from 'node:assert/strict';
import { openXmlTable } from '../../../src/field-map/read-xml-table.ts';
import { failureOf, input, openTable } from './support/open-table.ts';

const catalogue = `<?xml version="1.0" encoding="UTF-8"?>
<!-- of the ministry -->
<export xmlns="urn:x:export" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <count>2</count>
  <link rel="next" href="page2.xml"/>
  <records>
    <record id="0123">
      <dc:title>वर्षा &amp; तापमान</dc:title>
      <dc:subject>rain</dc:subject>
      <dc:subject><![CDATA[heat & <cold>]]></dc:subject>
      <publisher><name>IMD</name><mail kind="office">a@imd.example</mail></publisher>
      <ended xsi:nil="true"/>
      <empty></empty>
    </record>
    <record id="7"><dc:title xml:lang="en">Mandi</dc:title>stray</record>
  </records>
</export>`;
const namespaces = { dc: 'http://purl.org/dc/elements/1.1/' };

describe('read-xml-table', () => {
  it('reads records by path, with attributes, lists, objects and prefixes of the map', async () => {
    const { head, rows, around } = await openTable(catalogue, { path: '/export/records/record', namespaces });
    assert.deepEqual(head.columns, ['@id', 'dc:title', 'dc:subject', 'publisher', 'ended', 'empty', '#text']);
    assert.deepEqual(rows[0], {
      place: { file: 'table', line: 7 },
      values: {
        '@id': '0123',
        'dc:title': 'वर्षा & तापमान',
        'dc:subject': ['rain', 'heat & <cold>'],
        publisher: { name: 'IMD', mail: { '@kind': 'office', '#text': 'a@imd.example' } },
        ended: null,
        empty: '',
      },
    });
    assert.deepEqual(rows[1]?.values, {
      '@id': '7',
      'dc:title': { '@xml:lang': 'en', '#text': 'Mandi' },
      '#text': 'stray',
    });
    assert.equal(around?.('/export/count'), '2');
    assert.equal(around?.('/export/link/@href'), 'page2.xml');
  });

  it('calls what no prefix is declared for by its local name', async () => {
    const { head, values } = await openTable(catalogue);
    assert.equal(head.path, '/export/records/record');
    assert.deepEqual(values[0]?.['subject'], ['rain', 'heat & <cold>']);
  });

  it('finds records anywhere', async () => {
    const text = '<a><b><record>1</record></b><c><d><record x="2"/></d></c></a>';
    assert.deepEqual((await openTable(text, { path: '//record' })).values, [{ '#text': '1' }, { '@x': '2' }]);
    assert.deepEqual((await openTable(text, { path: '/a/*/record' })).values, [{ '#text': '1' }]);
    assert.deepEqual((await openTable(text, { path: '/a//record' })).values.length, 2);
    assert.deepEqual((await openTable(text, { path: '/record' })).values, []);
  });

  it('reads a record within a record as part of it', async () => {
    const { values } = await openTable('<l><r><r>x</r></r><r>y</r></l>', { path: '//r' });
    assert.deepEqual(values, [{ r: 'x' }, { '#text': 'y' }]);
  });

  it('heeds the declared encoding', async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><l><r><n>Caf\xe9</n></r><r><n>b</n></r></l>';
    assert.deepEqual((await openTable(Buffer.from(text, 'latin1'))).values[0], { n: 'Café' });
    const utf16 = Buffer.from(
      '\ufeff<?xml version="1.0" encoding="UTF-16"?><l><r><n>दर</n></r><r/></l>',
      'utf16le',
    );
    assert.deepEqual((await openTable(utf16)).values[0], { n: 'दर' });
  });

  it('refuses a document type, so that no entity grows', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><l><r>&b;</r></l>`;
    const { code, message } = await failureOf(openTable(bomb, { format: 'xml' }));
    assert.equal(code, 'unreadable-input');
    assert.match(message, /^table, line 1, column \d+: a document type/);
    assert.match((await failureOf(openTable('<l><r>&b;</r></l>'))).message, /undefined entity/);
  });

  it('refuses a document type that never ends', async () => {
    const endless = {
      ...input(`<?xml version="1.0"?><!DOCTYPE l [${'<!ENTITY a "x">'.repeat(20_000)}`),
      limits: { recordBytes: 50_000 },
    };
    assert.equal((await failureOf(openTable(endless, { format: 'xml' }))).code, 'too-large');
  });

  it('says where a document is cut off, behind the records before', async () => {
    const rows = '<r><a>1</a></r>\n'.repeat(30);
    const table = await openXmlTable(input(`<l>\n${rows}<r><a>`, 'cut.xml'), {});
    let count = 0;
    const reading = (async () => {
      for await (const _ of table.rows) count += 1;
    })();
    const { code, message } = await failureOf(reading);
    assert.equal(code, 'unreadable-input');
    assert.match(message, /^cut\.xml, line 32, column \d+: .*within <a>/);
    assert.equal(count, 30);
  });

  it('says what is not well-formed, with line and column', async () => {
    const { message } = await failureOf(openTable('<l>\n <r>\n  <a>x</b>\n </r></l>'));
    assert.match(message, /^table, line 3, column \d+: this is no well-formed XML \(unexpected close tag/);
  });

  it('refuses what is 10,000 levels deep, and a record that is too long', async () => {
    const deep = await failureOf(openTable('<a>'.repeat(10_000)));
    assert.equal(deep.code, 'too-large');
    assert.match(deep.message, /100 levels/);
    const long = {
      ...input(`<l><r><a>${'x'.repeat(300_000)}</a></r></l>`),
      limits: { recordBytes: 100_000 },
    };
    assert.equal((await failureOf(openTable(long, { path: '//r' }))).code, 'too-large');
    const text = { ...input(`<l>${'x'.repeat(300_000)}</l>`), limits: { recordBytes: 100_000 } };
    assert.equal((await failureOf(openTable(text, { path: '//r' }))).code, 'too-large');
  });

  it('says that a path is none', async () => {
    for (const path of ['record', '/a[1]', '/a/text()', '']) {
      const { code, message } = await failureOf(openTable('<a/>', { path }));
      assert.equal(code, 'invalid-configuration', path);
      assert.match(message, /no path of elements/);
    }
  });
});
