import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { oaiClient } from '../../../../src/harvest/clients/oai-client.ts';
import type { HarvestItem, Json } from '../../../../src/harvest/harvest-client.ts';
import { Failure, type FailureCode } from '../../../../src/model/failure.ts';
import type { GraphRecord } from '../../../../src/model/record.ts';
import { readWith } from '../support/plain-context.ts';
import {
  deleted,
  dublinCore,
  error,
  formats,
  header,
  identity,
  list,
  responseDate,
  token,
} from './oai-answers.ts';

type Parameters = Readonly<Record<string, string>>;

const keysOf = (items: readonly HarvestItem[], type: HarvestItem['type'] = 'record') =>
  items.flatMap((item) => (item.type === type && item.key !== undefined ? [item.key] : []));

const keys = (...ids: readonly string[]) => ids.map((id) => `oai:x.example:${id}`);

describe('the harvest of a repository by OAI-PMH', () => {
  let server: Server;
  let url: string;
  let reply: (parameters: Parameters) => string | Buffer = () => '';
  let asked: Parameters[] = [];
  before(async () => {
    server = createServer((request, response) => {
      const { searchParams } = new URL(request.url ?? '/', 'http://x.example');
      asked.push(Object.fromEntries(searchParams));
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(reply(Object.fromEntries(searchParams)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oai`;
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  /** Identify and the formats are answered as usual. */
  function serve(records: (parameters: Parameters) => string | Buffer, identified = identity()): void {
    reply = (parameters) => {
      if (parameters['verb'] === 'Identify') return identified;
      if (parameters['verb'] === 'ListMetadataFormats') return formats('oai_dc');
      return records(parameters);
    };
  }

  const harvest = (
    options: Readonly<Record<string, string>> = {},
    from: { cursor?: Json; bookmark?: Json } = {},
  ) => readWith(oaiClient, { name: 'repository', type: 'oai-pmh', url, options }, from);

  async function fails(
    code: FailureCode,
    message: RegExp,
    options: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await assert.rejects(harvest(options), (thrown) => {
      assert.ok(thrown instanceof Failure, String(thrown));
      assert.match(thrown.message, message);
      assert.equal(thrown.code, code);
      return true;
    });
  }

  it('follows the tokens to the end, with deleted records', async () => {
    serve(({ resumptionToken }) => {
      if (resumptionToken === undefined) return list([dublinCore('a'), dublinCore('b')], token('p 2/&amp;'));
      assert.equal(resumptionToken, 'p 2/&');
      return list([deleted('c')], token('', 3));
    });
    const { items, end, checkpoints } = await harvest();
    assert.deepEqual(keysOf(items), keys('a', 'b'));
    assert.deepEqual(keysOf(items, 'deleted'), keys('c'));
    assert.equal(end.coverage, 'whole');
    assert.equal(checkpoints.length, 1);
  });

  it('keeps the query of the address, and takes away a verb', async () => {
    serve(() => list([dublinCore('a')]));
    await readWith(oaiClient, { name: 'r', type: 'oai-pmh', url: `${url}?key=1&verb=Identify` });
    assert.deepEqual(
      asked.map(({ key }) => key),
      ['1', '1', '1'],
    );
    assert.equal(asked.at(-1)?.['verb'], 'ListRecords');
  });

  it('asks for changes since the last run, in the granularity of the repository, and for all now and then', async () => {
    for (const [granularity, from] of [
      ['YYYY-MM-DD', '2026-03-04'],
      ['YYYY-MM-DDThh:mm:ssZ', responseDate],
    ]) {
      serve(
        (parameters) => (parameters['from'] ? error('noRecordsMatch') : list([dublinCore('a')])),
        identity({ granularity: granularity ?? '' }),
      );
      let { end } = await harvest({ whole: '3' });
      const coverages = [end.coverage];
      for (let run = 0; run < 3; run++) {
        ({ end } = await harvest({ whole: '3' }, { bookmark: end.bookmark ?? null }));
        coverages.push(end.coverage);
      }
      assert.deepEqual(coverages, ['whole', 'changes', 'changes', 'whole']);
      assert.ok(asked.some((parameters) => parameters['from'] === from));
    }
  });

  it('reads everything where deletions are not told, where "from" is refused, and where another set is asked for', async () => {
    serve(() => list([dublinCore('a')]), identity({ deleted: 'no' }));
    const { end } = await harvest();
    assert.equal((await harvest({}, { bookmark: end.bookmark ?? null })).end.coverage, 'whole');
    serve((parameters) => (parameters['from'] ? error('badArgument') : list([dublinCore('a')])));
    const refused = await harvest({}, { bookmark: end.bookmark ?? null });
    assert.deepEqual([refused.end.coverage, refused.items.length, refused.notes.length], ['whole', 1, 1]);
    const other = await harvest({ set: 's' }, { bookmark: end.bookmark ?? null });
    assert.equal(other.end.coverage, 'whole');
    assert.equal(asked.at(-1)?.['set'], 's');
  });

  it('begins anew once where the token has expired', async () => {
    let expired = true;
    serve(({ resumptionToken }) => {
      if (resumptionToken === undefined) return list([dublinCore('a')], token('next'));
      if (!expired) return list([dublinCore('b')]);
      expired = false;
      return error('badResumptionToken');
    });
    const source = { name: 'r', type: 'oai-pmh', url } as const;
    // The token of the second list is another one, as it is of servers that keep lists.
    let lists = 0;
    const usual = reply;
    reply = (parameters) => {
      const text = String(usual(parameters));
      return parameters['verb'] === 'ListRecords' && !parameters['resumptionToken']
        ? text.replace('>next<', `>next${lists++}<`)
        : text;
    };
    const { items, end } = await readWith(oaiClient, source);
    assert.deepEqual(keysOf(items), keys('a', 'a', 'b'));
    assert.equal(end.coverage, 'whole');
    serve(({ resumptionToken }) =>
      resumptionToken === undefined
        ? list([dublinCore('a')], token(`t${lists++}`))
        : error('badResumptionToken'),
    );
    await fails('source-failed', /badResumptionToken: So it is\./);
  });

  it('goes on where it was interrupted', async () => {
    serve(({ resumptionToken }) =>
      resumptionToken === undefined
        ? list([dublinCore('a')], token('2', 2))
        : list([dublinCore('b')], token('', 2)),
    );
    const { checkpoints } = await harvest();
    const rest = await harvest({}, { cursor: checkpoints[0] ?? null });
    assert.deepEqual(keysOf(rest.items), keys('b'));
    assert.equal(rest.end.coverage, 'whole');
    assert.deepEqual(rest.end.bookmark, (await harvest()).end.bookmark);
  });

  it('is not whole where the list is shorter than it says', async () => {
    serve(() => list([dublinCore('a')], token('', 2)));
    await fails('source-failed', /ended after 1 of 2 records/);
    assert.equal((await harvest({ size: 'estimated' })).end.coverage, 'whole');
  });

  it('takes no record at all for a failure, unless it may be empty', async () => {
    serve(() => error('noRecordsMatch'));
    await fails('source-failed', /has no record in the format oai_dc/);
    assert.deepEqual((await harvest({ empty: 'allowed' })).items, []);
    serve(() => list([deleted('a')]));
    await fails('source-failed', /has no record/);
  });

  it('chooses the format that says most', async () => {
    const rdf =
      '<record>' +
      header('a') +
      '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">' +
      '<dcat:Dataset rdf:about="https://x.example/a"><dct:title xml:lang="hi">वर्षा &amp; &lt;जल&gt;</dct:title>' +
      '<dcat:distribution><dcat:Distribution rdf:about="#csv"/></dcat:distribution>' +
      '<dct:publisher><org:Organization xmlns:org="http://www.w3.org/ns/org#" rdf:about="https://x.example/org"><dct:title>O</dct:title></org:Organization></dct:publisher>' +
      '</dcat:Dataset></rdf:RDF></metadata></record>';
    serve(() => list([rdf]));
    const usual = reply;
    reply = (parameters) =>
      parameters['verb'] === 'ListMetadataFormats' ? formats('oai_dc', 'marc', 'dcat_ap') : usual(parameters);
    const { items } = await harvest();
    assert.equal(asked.at(-1)?.['metadataPrefix'], 'dcat_ap');
    assert.deepEqual(keysOf(items).sort(), ['https://x.example/org', ...keys('a')].sort());
    const dataset = items.find((item) => item.type === 'record' && item.key === keys('a')[0]);
    assert.ok(dataset?.type === 'record');
    const { topic, triples } = dataset.record.data as GraphRecord;
    assert.equal(topic, 'https://x.example/a');
    assert.match(triples, /"वर्षा & <जल>"@hi/);
    // Relative addresses are of the record's own page, whichever page of the list it stands on.
    const page = `${url}?verb=GetRecord&metadataPrefix=dcat_ap&identifier=oai%3Ax.example%3Aa`;
    assert.ok(triples.includes(`<${page}#csv>`), triples);
    assert.equal(dataset.origin.url, page);
  });

  it('makes a dataset of Dublin Core, under a name that stays', async () => {
    const elements =
      '<dc:title xml:lang="en">Rain</dc:title><dc:title xml:lang="hi">वर्षा</dc:title><dc:creator>IMD</dc:creator>' +
      '<dc:subject>water</dc:subject><dc:subject>https://x.example/theme/water</dc:subject>' +
      '<dc:description>About rain.</dc:description><dc:date>2020-05-01</dc:date><dc:date>2021</dc:date><dc:date>soon</dc:date>' +
      '<dc:type>dataset</dc:type><dc:format>text/csv</dc:format><dc:identifier>doi:10.1234/ab(c)</dc:identifier>' +
      '<dc:identifier>https://x.example/rain</dc:identifier><dc:language>hin</dc:language><dc:coverage>2012/2013</dc:coverage>' +
      '<dc:coverage>Goa</dc:coverage><dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights><dc:rights>Free for all</dc:rights><dc:title/>';
    serve(() => list([dublinCore('rain', elements)]));
    const [date, item] = (await harvest()).items;
    assert.ok(
      date?.type === 'unreadable' && date.finding.severity === 'info' && date.finding.value === 'soon',
    );
    assert.ok(item?.type === 'record');
    const { topic, triples, recordKind } = item.record.data as GraphRecord;
    assert.equal(recordKind, 'dataset');
    assert.match(topic, /^http:\/\/portal\.example\/id\/dataset\/oai-x-example-rain-[0-9a-f]{8}$/);
    for (const expected of [
      '"Rain"@en',
      '"वर्षा"@hi',
      'keyword> "water"',
      'theme> <https://x.example/theme/water>',
      'issued> "2020-05-01"^^<http://www.w3.org/2001/XMLSchema#date>',
      'modified> "2021"^^<http://www.w3.org/2001/XMLSchema#gYear>',
      'type> <http://purl.org/dc/dcmitype/Dataset>',
      'landingPage> <https://doi.org/10.1234/ab(c)>',
      'landingPage> <https://x.example/rain>',
      'language/HIN>',
      'startDate> "2012"',
      'endDate> "2013"',
      '"Goa"',
      'license> <https://creativecommons.org/licenses/by/4.0/>',
      '"Free for all"',
      'name> "IMD"',
    ])
      assert.ok(triples.includes(expected), `${expected} in ${triples}`);
    const again = (await harvest()).items.find((one) => one.type === 'record');
    assert.deepEqual(again?.type === 'record' && again.record, item.record);
  });

  it('reports one record that cannot be read, and reads the others', async () => {
    const broken = `<record>${header('b')}<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="a b"><rdf:x rdf:parseType="Literal" rdf:resource="x">x</rdf:x></rdf:Description></rdf:RDF></metadata></record>`;
    const other = `<record>${header('c')}<metadata><marc xmlns="http://marc.example/"/></metadata></record>`;
    const bare = `<record>${header('d')}</record>`;
    serve(() => list([dublinCore('a'), broken, other, bare, '<record><header/></record>']));
    const { items } = await harvest();
    assert.deepEqual(keysOf(items), keys('a'));
    const found = items.flatMap((item) => (item.type === 'unreadable' ? [item.finding.code] : []));
    assert.deepEqual(found, ['invalid-rdf', 'unknown-structure', 'no-metadata', 'no-identifier']);
    assert.deepEqual(keysOf(items, 'unreadable'), keys('b', 'c', 'd'));
    for (const item of items) if (item.type === 'unreadable') assert.ok(item.finding.message.hi);
  });

  it('says what came instead of a list, and is never whole then', async () => {
    const good = list([dublinCore('a'), dublinCore('b')]);
    for (const [body, code, message] of [
      ['', 'source-failed', /empty answer/],
      ['<html><body>Log in</body></html>', 'source-failed', /answered with <html>/],
      ['<!DOCTYPE html><html></html>', 'unreadable-input', /document type declaration/],
      ['{"a":1}', 'unreadable-input', /line 1/],
      [good.slice(0, -30), 'unreadable-input', /line 3.*damaged or cut off/s],
      [Buffer.from(good.replace('Title b', 'T\xefte'), 'latin1'), 'unreadable-input', /0xEF is not UTF-8/],
      [good.replace('Title b', '&lol;'), 'unreadable-input', /undefined entity/],
      [good.replace('Title b', '<x>'.repeat(200)), 'too-large', /more than 100 levels/],
      [error('cannotDisseminateFormat'), 'source-failed', /cannotDisseminateFormat: So it is\./],
    ] as const) {
      serve(() => body);
      await fails(code, message);
    }
    serve(() => good, identity({ version: '1.1' }));
    await fails('source-failed', /version is 1\.1/);
  });

  it('refuses entities, however small the document is', async () => {
    const bomb = `<!DOCTYPE OAI-PMH [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>`;
    serve(() => list([dublinCore('a', '<dc:title>&b;</dc:title>')]).replace('<OAI-PMH', `${bomb}<OAI-PMH`));
    await fails('unreadable-input', /document type declaration/);
  });

  it('holds no more of a record than is allowed', async () => {
    serve(() => list([dublinCore('a', `<dc:title>${'long '.repeat(4_000_000)}</dc:title>`)]));
    await fails('too-large', /more than 16777216 characters/);
  });

  it('does not follow a token that leads round', async () => {
    serve(() => list([dublinCore('a')], token('same')));
    await assert.rejects(harvest(), /loop/);
  });
});
