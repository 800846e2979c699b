import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { readToken, writeToken } from '../../src/feeds/oai-token.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { type Answer, ask, canonicalTriples, quadsOf } from './client.ts';
import { dataset, records } from './example-records.ts';
import { startPortal } from './running-portal.ts';
import { type DatedPortal, isoTime, startDatedPortal } from './support/dated-portal.ts';
import { errorOf, headersOf, type OaiHeader, parseOai, tokenOf } from './support/oai-schema.ts';
import { elementsOf, type MarkupElement, parseMarkup } from './support/parse-markup.ts';

const host = 'data.example.gov.in';

describe('/oai (OAI-PMH 2.0)', () => {
  let portal: DatedPortal;
  before(async () => {
    portal = await startDatedPortal({ vocabulary: true });
    portal.at(10);
    await portal.publish(...records);
    portal.at(20);
    await portal.publish(dataset('gone', 'Gone', '; dcat:theme <def/sector/finance>'));
    portal.at(30);
    await portal.withdraw('doc/dataset/gone');
    portal.at(40);
    const many = Array.from({ length: 230 }, (_, index) => `crop-${String(index).padStart(3, '0')}`);
    await portal.publish(
      ...many.map((key) => dataset(key, `Crop ${key}`, '; dcat:theme <def/sector/agriculture>')),
    );
    portal.at(50);
    await portal.publish(dataset('rainfall', 'Rainfall by month, mended'));
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const send = (query: string, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(`${portal.origin}/oai${query === '' ? '' : `?${query}`}`, { headers });
  const get = async (query: string): Promise<MarkupElement> => {
    const answer = await send(query);
    assert.equal(answer.status, 200, answer.body);
    assert.equal(answer.headers['content-type'], 'text/xml; charset=utf-8');
    return parseOai(answer.body);
  };
  /** Pages of a list, followed to its end. */
  async function* pages(query: string, between = async () => {}): AsyncGenerator<MarkupElement> {
    const verb = /verb=(\w+)/.exec(query)?.[1];
    let page = await get(query);
    yield page;
    for (let token = tokenOf(page); token; token = tokenOf(page)) {
      await between();
      page = await get(`verb=${verb}&resumptionToken=${encodeURIComponent(token)}`);
      yield page;
    }
  }
  const harvest = async (query: string, between?: () => Promise<void>): Promise<OaiHeader[]> => {
    const found: OaiHeader[] = [];
    for await (const page of pages(query, between)) found.push(...headersOf(page));
    return found;
  };
  const members = () =>
    [...portal.store.records({ kinds: ['app', 'catalog', 'dataset', 'series', 'service'] })].map(
      ({ document }) => `oai:${host}:${encodeURI(document.slice(`${portal.base}doc/`.length))}`,
    );
  const refused = async (query: string, code: string) => {
    assert.equal(errorOf(await get(query)), code, query);
  };

  it('Identify says who it is and what it can do', async () => {
    const root = await get('verb=Identify');
    const text = (name: string) => elementsOf(root, name).map((element) => element.text);
    assert.deepEqual(text('repositoryName'), ['Example Data Portal']);
    assert.deepEqual(text('baseURL'), [`${portal.base}oai`]);
    assert.deepEqual(text('request'), [`${portal.base}oai`]);
    assert.deepEqual(text('adminEmail'), [`webmaster@${host}`]);
    assert.deepEqual(text('deletedRecord'), ['persistent']);
    assert.deepEqual(text('granularity'), ['YYYY-MM-DDThh:mm:ssZ']);
    assert.deepEqual(text('earliestDatestamp'), [portal.store.changes(0, 1)[0]?.time]);
    assert.deepEqual(text('repositoryIdentifier'), [host]);
    assert.match(text('sampleIdentifier')[0] ?? '', new RegExp(`^oai:${host}:dataset/`));
  });

  it('ListMetadataFormats: two for every item', async () => {
    for (const query of ['', `&identifier=oai:${host}:dataset/prices-2016`]) {
      const root = await get(`verb=ListMetadataFormats${query}`);
      assert.deepEqual(
        elementsOf(root, 'metadataPrefix').map(({ text }) => text),
        ['oai_dc', 'dcat'],
      );
    }
    await refused(`verb=ListMetadataFormats&identifier=oai:${host}:dataset/none`, 'idDoesNotExist');
    const schema = parseMarkup((await ask(`${portal.origin}/oai/rdf.xsd`)).body, 'xml');
    assert.equal(schema.attributes.get('targetNamespace'), 'http://www.w3.org/1999/02/22-rdf-syntax-ns#');
  });

  it('ListSets: kinds, sectors and publishers, and items are in them', async () => {
    const sets = new Map<string, string>();
    for await (const page of pages('verb=ListSets')) {
      for (const set of elementsOf(page, 'set')) {
        const [spec, name] = set.children.map(({ text }) => text);
        assert.ok(spec && !sets.has(spec), spec);
        sets.set(spec, name ?? '');
      }
    }
    assert.equal(sets.get('kind:dataset'), 'Datasets');
    assert.equal(sets.get('publisher:ministry-of-statistics'), 'Ministry of Statistics');
    assert.equal(sets.get('publisher:ministry-of-statistics:price-division'), 'Price Division');
    assert.ok(sets.get('sector:finance'));
    const parents = [...sets.keys()].map((spec) => spec.split(':').slice(0, -1).join(':')).filter(Boolean);
    for (const parent of parents) assert.ok(sets.has(parent), parent);
    for (const { identifier, sets: own } of await harvest('verb=ListIdentifiers&metadataPrefix=dcat')) {
      for (const spec of own) assert.ok(sets.has(spec), `${spec} of ${identifier}`);
    }
  });

  it('GetRecord gives Dublin Core in every language', async () => {
    const root = await get(`verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:${host}:dataset/prices-2016`);
    const dc = (name: string) =>
      elementsOf(root, `dc:${name}`).map(({ text, attributes }) => [attributes.get('xml:lang') ?? '', text]);
    assert.deepEqual(dc('title').sort(), [
      ['en', 'Consumer Price Index for March 2016'],
      ['hi', 'मार्च 2016 का उपभोक्ता मूल्य सूचकांक'],
    ]);
    assert.deepEqual(dc('publisher'), [['en', 'Price Division']]);
    assert.deepEqual(dc('type'), [['', 'Dataset']]);
    assert.deepEqual(dc('date'), [['', '2016-04-12']]);
    assert.ok(dc('subject').some(([language, text]) => language === 'en' && text === 'inflation'));
    assert.ok(dc('coverage').some(([, text]) => text === 'Karnataka'));
    assert.ok(dc('identifier').some(([, text]) => text === `${portal.base}id/dataset/prices-2016`));
    assert.ok(dc('relation').some(([, text]) => text === 'https://mospi.example.gov.in/cpi/2016-03.csv'));
    assert.deepEqual(dc('rights')[0], ['', 'https://data.gov.in/government-open-data-license-india']);
    const [header] = headersOf(root);
    assert.deepEqual(header, {
      identifier: `oai:${host}:dataset/prices-2016`,
      datestamp: isoTime(10),
      isDeleted: false,
      sets: ['kind:dataset', 'sector:finance', 'publisher:ministry-of-statistics:price-division'],
    });
  });

  it('GetRecord gives the document itself as dcat', async () => {
    const answer = await send(
      `verb=GetRecord&metadataPrefix=dcat&identifier=oai:${host}:dataset/prices-2016`,
    );
    parseOai(answer.body);
    const rdf = /<rdf:RDF.*<\/rdf:RDF>/s.exec(answer.body)?.[0] ?? '';
    const quads = await quadsOf({
      status: 200,
      headers: { 'content-type': 'application/rdf+xml' },
      body: `<?xml version="1.0"?>${rdf}`,
    });
    const document = await quadsOf(await ask(`${portal.origin}/doc/dataset/prices-2016.nt`));
    assert.equal(await canonicalTriples(quads), await canonicalTriples(document));
  });

  it('names items whose keys are not ASCII, and escapes what is hostile', async () => {
    const identifier = `oai:${host}:dataset/${encodeURIComponent('वर्षा-2020')}`;
    const query = new URLSearchParams({ verb: 'GetRecord', metadataPrefix: 'oai_dc', identifier });
    assert.equal(headersOf(await get(query.toString()))[0]?.identifier, identifier);
    const root = await get(`verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:${host}:dataset/hostile`);
    assert.equal(elementsOf(root, 'dc:title')[0]?.text, '<script>alert(1)</script> & "quotes"');
    // The document of `rainfall.rdf`, not that of `rainfall` in RDF/XML.
    for (const [key, title] of [
      ['rainfall.rdf', 'Rainfall, the RDF edition'],
      ['rainfall', 'Rainfall by month, mended'],
    ]) {
      const one = await get(`verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:${host}:dataset/${key}`);
      assert.equal(elementsOf(one, 'dc:title')[0]?.text, title);
    }
    await refused(
      `verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:${host}:dataset/rainfall.ttl`,
      'idDoesNotExist',
    );
  });

  it('lists every item once, in the order of datestamps, and what was withdrawn as deleted', async () => {
    for (const prefix of ['oai_dc', 'dcat']) {
      const found = await harvest(`verb=ListRecords&metadataPrefix=${prefix}`);
      const identifiers = found.map(({ identifier }) => identifier);
      assert.deepEqual([...identifiers].sort(), [...members(), `oai:${host}:dataset/gone`].sort());
      const dates = found.map(({ datestamp }) => datestamp);
      assert.deepEqual(dates, [...dates].sort());
      const gone = found.filter(({ isDeleted }) => isDeleted);
      assert.deepEqual(gone, [
        {
          identifier: `oai:${host}:dataset/gone`,
          datestamp: isoTime(30),
          isDeleted: true,
          sets: ['kind:dataset', 'sector:finance', 'publisher:ministry-of-statistics'],
        },
      ]);
    }
    const headers = await harvest('verb=ListIdentifiers&metadataPrefix=oai_dc');
    assert.equal(headers.length, members().length + 1);
  });

  it('divides lists with tokens that say how far they are', async () => {
    const tokens: MarkupElement[] = [];
    let given = 0;
    for await (const page of pages('verb=ListRecords&metadataPrefix=oai_dc')) {
      const [token] = elementsOf(page, 'resumptionToken');
      assert.ok(token);
      assert.equal(token.attributes.get('cursor'), String(given));
      given += headersOf(page).length;
      tokens.push(token);
    }
    assert.equal(tokens.length, 3);
    for (const token of tokens.slice(0, -1)) {
      assert.ok(Date.parse(token.attributes.get('expirationDate') ?? '') > Date.now());
      assert.match(token.text, /^[A-Za-z0-9_-]+$/);
    }
    assert.equal(tokens.at(-1)?.text, '');
    assert.equal(tokens.at(-1)?.attributes.get('completeListSize'), String(given));
  });

  it('selects by dates, both ends included, and by set with its subsets', async () => {
    const keys = async (query: string) =>
      (await harvest(`verb=ListIdentifiers&metadataPrefix=oai_dc&${query}`)).map(({ identifier }) =>
        identifier.slice(`oai:${host}:`.length),
      );
    assert.deepEqual(await keys(`from=${isoTime(50)}`), ['dataset/rainfall']);
    assert.deepEqual(await keys(`from=${isoTime(30)}&until=${isoTime(30)}`), ['dataset/gone']);
    assert.equal((await keys(`from=${isoTime(40)}&until=${isoTime(49)}`)).length, 230);
    assert.equal((await keys('from=2026-01-01&until=2026-01-01')).length, members().length + 1);
    const early = await keys(`until=${isoTime(29)}`);
    assert.ok(early.includes('dataset/prices-2016') && !early.includes('dataset/gone'));
    assert.equal((await keys('set=sector:agriculture')).length, 230);
    assert.deepEqual((await keys('set=sector:finance')).sort(), ['dataset/gone', 'dataset/prices-2016']);
    assert.deepEqual(await keys('set=publisher:ministry-of-statistics:price-division'), [
      'dataset/prices-2016',
    ]);
    const ministry = await keys('set=publisher:ministry-of-statistics');
    assert.ok(ministry.includes('dataset/prices-2016') && ministry.includes('dataset/crop-000'));
    assert.deepEqual(await keys('set=kind:catalog'), ['catalog/consumer-price-index-2016']);
    assert.deepEqual(await keys(`set=sector:finance&from=${isoTime(20)}`), ['dataset/gone']);
    for (const query of ['from=2027-01-01', 'until=2020-01-01', 'set=sector:none', 'set=sector:financ']) {
      await refused(`verb=ListIdentifiers&metadataPrefix=oai_dc&${query}`, 'noRecordsMatch');
    }
  });

  it('loses and repeats nothing while records change, and gives the changed ones again', async () => {
    portal.at(100);
    const throughout = new Set(members());
    let turn = 0;
    const found = await harvest('verb=ListRecords&metadataPrefix=oai_dc', async () => {
      turn += 1;
      // One that was given, one that was not, one that is new, one that goes.
      await portal.publish(
        dataset('crop-001', `Changed ${turn}`),
        dataset('crop-229', `Changed ${turn}`),
        dataset(`new-${turn}`, 'New'),
      );
      await portal.withdraw('doc/dataset/crop-150');
    });
    assert.ok(turn >= 2);
    throughout.delete(`oai:${host}:dataset/crop-150`);
    const last = new Map(found.map((header) => [header.identifier, header]));
    for (const identifier of throughout) assert.ok(last.has(identifier), identifier);
    const repeated = found.length - last.size;
    assert.ok(
      [...found].filter(({ identifier }) => identifier.endsWith('crop-001')).length >= 2,
      'the one that was given before comes with its new datestamp',
    );
    const times = new Set(found.map(({ identifier, datestamp }) => `${identifier} ${datestamp}`));
    assert.ok(repeated > 0 && times.size >= found.length - turn, 'nothing is repeated that did not change');
    for (const [identifier, { datestamp, isDeleted }] of last) {
      const rest = decodeURI(identifier.slice(`oai:${host}:`.length));
      const head = portal.store.head(`${portal.base}doc/${rest}` as Iri);
      assert.deepEqual([datestamp, isDeleted], [head?.modified, head?.state === 'withdrawn'], identifier);
    }
  });

  it('refuses as the protocol has it', async () => {
    const list = 'verb=ListRecords&metadataPrefix=oai_dc';
    const record = 'verb=GetRecord&metadataPrefix=oai_dc';
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['badVerb', ['', 'verb=', 'verb=Nothing', 'verb=identify', 'verb=Identify&verb=Identify', 'x=1']],
      [
        'badArgument',
        [
          'verb=Identify&metadataPrefix=oai_dc',
          'verb=ListRecords',
          'verb=GetRecord&metadataPrefix=oai_dc',
          `verb=GetRecord&identifier=oai:${host}:x`,
          `${list}&metadataPrefix=oai_dc`,
          `${list}&from=yesterday`,
          `${list}&from=2026-02-30`,
          `${list}&from=2026-01-01T00:00:00`,
          `${list}&from=2026-01-01T25:00:00Z`,
          `${list}&from=2026-01-02&until=2026-01-01`,
          `${list}&from=2026-01-01&until=2026-01-02T00:00:00Z`,
          `${list}&set=a%20b`,
          `${list}&set=`,
          `${list}&resumptionToken=x`,
          'verb=ListRecords&metadataPrefix=%3Cx%3E',
          `${record}&identifier=no%20uri`,
          'verb=ListRecords&metadataPrefix=%FF',
          'verb=ListSets&set=x',
        ],
      ],
      [
        'cannotDisseminateFormat',
        [
          'verb=ListRecords&metadataPrefix=marc',
          `verb=GetRecord&metadataPrefix=marc&identifier=oai:${host}:x`,
        ],
      ],
      [
        'idDoesNotExist',
        [
          `${record}&identifier=oai:${host}:dataset/none`,
          `${record}&identifier=oai:other.example:dataset/prices-2016`,
          `${record}&identifier=${portal.base}doc/dataset/prices-2016`,
          `${record}&identifier=oai:${host}:organization/ministry-of-statistics`,
          `${record}&identifier=oai:${host}:dataset/%2541`,
        ],
      ],
    ];
    for (const [code, queries] of cases) for (const query of queries) await refused(query, code);
  });

  it('refuses tokens that are altered, expired, of another list or of another repository', async () => {
    const token = tokenOf(await get('verb=ListRecords&metadataPrefix=oai_dc')) ?? '';
    const state = readToken(token);
    assert.ok(state);
    const bad = [
      'x',
      token.slice(0, -1),
      `${token}A`,
      token.replace(/^./, (character) => (character === 'A' ? 'B' : 'A')),
      writeToken({ ...state, expires: Date.now() - 1 }),
      writeToken({ ...state, time: '2025-01-01T00:00:00Z' }),
      writeToken({ ...state, after: portal.store.sequence() + 10 }),
      writeToken({ ...state, after: 0 }),
      writeToken({ ...state, metadataPrefix: 'marc' }),
      writeToken({ ...state, verb: 'ListIdentifiers' }),
    ];
    for (const one of bad) {
      await refused(`verb=ListRecords&resumptionToken=${encodeURIComponent(one)}`, 'badResumptionToken');
    }
    await refused(`verb=ListIdentifiers&resumptionToken=${token}`, 'badResumptionToken');
    await refused(
      `verb=ListSets&resumptionToken=${writeToken({ verb: 'ListSets', after: 'doc/x/', cursor: 1, expires: Date.now() + 9_999 })}`,
      'badResumptionToken',
    );
    const twice = [await get(`verb=ListRecords&resumptionToken=${token}`)];
    twice.push(await get(`verb=ListRecords&resumptionToken=${token}`));
    assert.deepEqual(headersOf(twice[0] as MarkupElement), headersOf(twice[1] as MarkupElement));
  });

  it('is asked by POST as by GET, compressed where the client takes it, and by no other method', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const body = 'verb=ListIdentifiers&metadataPrefix=oai_dc&set=kind%3Acatalog';
    const posted = await ask(`${portal.origin}/oai`, { method: 'POST', headers, body });
    assert.equal(posted.status, 200);
    assert.deepEqual(headersOf(parseOai(posted.body)), headersOf(await get(body)));
    const wrong = await ask(`${portal.origin}/oai`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body,
    });
    assert.equal(wrong.status, 415);
    const packed = await send('verb=ListSets', { 'Accept-Encoding': 'gzip' });
    assert.equal(packed.headers['content-encoding'], 'gzip');
    parseOai(gunzipSync(packed.bytes).toString());
    const head = await ask(`${portal.origin}/oai?verb=Identify`, { method: 'HEAD' });
    assert.deepEqual([head.status, head.body], [200, '']);
    assert.equal((await ask(`${portal.origin}/oai`, { method: 'PUT', body: 'x' })).status, 405);
  });

  it('leaves a comment where RDF/XML has no name for a property', async () => {
    portal.at(200);
    await portal.publish(dataset('odd', 'Odd', '; <https://example.org/terms/1> "one -- two"'));
    const answer = await send(`verb=GetRecord&metadataPrefix=dcat&identifier=oai:${host}:dataset/odd`);
    assert.match(answer.body, /<!-- not expressible in RDF\/XML: (?:(?!--).)*-->/s);
    const root = parseOai(answer.body.replace(/<!--(?:(?!--).)*-->/gs, ''));
    assert.ok(elementsOf(root, 'dct:title').some(({ text }) => text === 'Odd'));
  });
});

describe('/oai of an empty portal at a bare host', () => {
  it('tells what it is, and that there is nothing', async () => {
    const portal = await startPortal({ base: 'http://localhost:8080/open/' });
    try {
      const get = async (query: string) => parseOai((await ask(`${portal.origin}/open/oai?${query}`)).body);
      const identify = await get('verb=Identify');
      assert.equal(elementsOf(identify, 'description').length, 0, 'no oai-identifier without a domain');
      assert.equal(elementsOf(identify, 'adminEmail')[0]?.text, 'webmaster@localhost.invalid');
      assert.equal(elementsOf(identify, 'baseURL')[0]?.text, 'http://localhost:8080/open/oai');
      assert.equal(errorOf(await get('verb=ListRecords&metadataPrefix=dcat')), 'noRecordsMatch');
      assert.ok(elementsOf(await get('verb=ListSets'), 'set').length > 0);
    } finally {
      await portal.close();
    }
  });
});
