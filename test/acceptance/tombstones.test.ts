import assert from 'node:assert/strict';
import LinkHeader from 'http-link-header';
import { rdfFormats } from '../../src/rdf/formats.ts';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { adms, dcat, dct, foaf, hydra, prov, rdfs, skos } from '../../src/vocabulary/terms.ts';
import { type Answer, ask, assertProblem, quadsOf } from './client.ts';
import { dataset } from './example-records.ts';
import { base } from './running-portal.ts';
import { type DatedPortal, isoTime, startDatedPortal } from './support/dated-portal.ts';

const why = { reason: 'Its <figures> & sums were wrong.', replacedBy: `${base}id/dataset/new` };

describe('tombstones', () => {
  let portal: DatedPortal;
  before(async () => {
    portal = await startDatedPortal();
    await portal.publish(
      dataset('old', 'Old figures'),
      dataset('new', 'New figures'),
      dataset('plain', 'Plain'),
    );
    portal.at(10);
    await portal.take('doc/dataset/old', why);
    await portal.take('doc/dataset/plain');
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    ask(portal.origin + path, { headers, method });

  it('say in JSON when, why, what replaces the record, and where it can still be read', async () => {
    const problem = assertProblem(await get('/doc/dataset/old'), 410, 'gone');
    assert.equal(problem['withdrawn'], isoTime(10));
    assert.equal(problem['reason'], why.reason);
    assert.equal(problem['replacedBy'], why.replacedBy);
    assert.equal(problem['lastVersion'], `${base}version/dataset/old/1`);
    assert.equal(problem['history'], `${base}version/dataset/old`);
    assert.equal(problem['timeMap'], `${base}timemap/link/dataset/old`);
    assert.match(
      String(problem['detail']),
      /withdrawn on 1 January 2026.*Reason: Its <figures>.*replaced by https/,
    );
  });

  it('link to the last version, the history, the TimeGate and the TimeMap', async () => {
    const links = LinkHeader.parse(String((await get('/doc/dataset/old')).headers['link']));
    const target = (relation: string) => links.rel(relation)[0]?.uri;
    assert.equal(target('latest-version'), `${base}version/dataset/old/1`);
    assert.equal(target('version-history'), `${base}version/dataset/old`);
    assert.equal(target('timegate'), `${base}timegate/dataset/old`);
    assert.equal(target('timemap'), `${base}timemap/link/dataset/old`);
  });

  for (const { mediaType, extension, name } of rdfFormats) {
    it(`say the same in ${name}, by Accept and by extension`, async () => {
      const document = `${base}doc/dataset/old`;
      for (const answer of [
        await get('/doc/dataset/old', { Accept: mediaType }),
        await get(`/doc/dataset/old.${extension}`),
      ]) {
        assert.equal(answer.status, 410);
        const quads = await quadsOf(answer);
        const values = (subject: string, property: string) =>
          quads
            .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
            .map(({ object }) => object.value);
        assert.deepEqual(values(document, foaf.primaryTopic), [`${base}id/dataset/old`]);
        assert.deepEqual(values(document, prov.invalidatedAtTime), [isoTime(10)]);
        assert.deepEqual(values(document, adms.status), ['http://purl.org/adms/status/Withdrawn']);
        assert.deepEqual(values(document, skos.changeNote), [why.reason]);
        assert.deepEqual(values(`${base}id/dataset/old`, dct.isReplacedBy), [why.replacedBy]);
        assert.deepEqual(values(document, dcat.hasVersion), [`${base}version/dataset/old/1`]);
        assert.ok(values(document, rdfs.seeAlso).includes(`${base}timemap/link/dataset/old`));
        assert.ok(values(document, rdfs.seeAlso).includes(`${base}version/dataset/old`));
        assert.ok(
          quads.some((quad) => quad.predicate.value === hydra.statusCode && quad.object.value === '410'),
        );
        assert.deepEqual(values(document, dct.conformsTo), [], 'nothing is checked any more');
      }
    });
  }

  it('say it on a page in English and Hindi, whatever the reason holds', async () => {
    for (const [language, words] of [
      ['en', ['Withdrawn', 'Reason', 'Replaced by']],
      ['hi', ['वापस लिया गया', 'कारण', 'इसके स्थान पर']],
    ] as const) {
      const { status, body } = await get('/doc/dataset/old', {
        Accept: 'text/html',
        'Accept-Language': language,
      });
      assert.equal(status, 410);
      for (const word of words) assert.ok(body.includes(word), word);
      assert.ok(body.includes('Its &lt;figures> &amp; sums were wrong.'));
      assert.ok(body.includes('href="/doc/dataset/new"'));
      assert.ok(body.includes('href="/version/dataset/old/1"'));
      assert.ok(body.includes('href="/version/dataset/old"'));
    }
  });

  it('stay silent of what nobody said', async () => {
    const problem = assertProblem(await get('/doc/dataset/plain'), 410, 'gone');
    assert.deepEqual([problem['reason'], problem['replacedBy']], [undefined, undefined]);
    const quads = await quadsOf(await get('/doc/dataset/plain.ttl'));
    assert.ok(
      !quads.some(({ predicate }) => [dct.isReplacedBy, skos.changeNote].includes(predicate.value as Iri)),
    );
  });

  it('stand where the thing leads, which still is a thing', async () => {
    const thing = await get('/id/dataset/old');
    assert.equal(thing.status, 303);
    assert.equal((await get(String(thing.headers.location))).status, 410);
    assert.equal((await get('/doc/dataset/old', {}, 'HEAD')).status, 410);
  });

  it('leave the versions readable, and their list, TimeGate and TimeMap', async () => {
    const version = await get('/version/dataset/old/1', { Accept: 'text/turtle' });
    assert.equal(version.status, 200);
    assert.match(version.body, /"Old figures"@en/);
    assert.equal((await get('/version/dataset/old')).status, 200);
    assert.equal((await get('/timegate/dataset/old')).headers.location, '/version/dataset/old/1');
    assert.match((await get('/timemap/link/dataset/old')).body, /version\/dataset\/old\/1>/);
    const history = await get('/version/dataset/old.html');
    assert.match(history.body, /<h1>Old figures/);
    assert.match(history.body, /Its &lt;figures> &amp; sums were wrong\./);
  });

  it('are lifted when the record is published again, and their reason stays in the history', async () => {
    portal.at(20);
    await portal.publish(dataset('old', 'Mended figures'));
    const again = await get('/doc/dataset/old', { Accept: 'text/turtle' });
    assert.equal(again.status, 200);
    assert.ok(!again.body.includes('figures> & sums'));
    const history = await get('/version/dataset/old.ttl');
    assert.match(history.body, /changeNote "Its <figures> & sums were wrong\."/);
    const first = await get('/version/dataset/old/1.ttl');
    assert.match(first.body, /adms\/status\/Withdrawn/);
  });
});
