import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import { ask, assertProblem } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';

describe('/data.json', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true });
    await portal.publish(...records);
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    ask(`${portal.origin}/data.json`, { method, headers });

  it('is a catalogue of DCAT-US 1.1 with every dataset', async () => {
    const answer = await get();
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    const catalogue = JSON.parse(answer.body);
    assert.equal(catalogue['@type'], 'dcat:Catalog');
    assert.equal(catalogue['@id'], `${base}data.json`);
    assert.equal(catalogue.conformsTo, 'https://project-open-data.cio.gov/v1.1/schema');
    assert.equal(catalogue.dataset.length, 5);
    const shown = catalogue.dataset.find(
      ({ identifier }: { identifier: string }) => identifier === 'prices-2016',
    );
    assert.equal(shown.title, 'Consumer Price Index for March 2016');
    assert.equal(shown.publisher.name, 'Price Division');
    assert.equal(shown.publisher.subOrganizationOf.name, 'Ministry of Statistics');
    assert.equal(shown.distribution[0].downloadURL, 'https://mospi.example.gov.in/cpi/2016-03.csv');
  });

  it('is the same bytes for one commit, known by a strong tag, compressed where that is wanted', async () => {
    const plain = await get();
    const tag = String(plain.headers.etag);
    assert.match(tag, new RegExp(`^"${portal.store.sequence()}-[0-9a-f]{16}\\.json"$`));
    assert.deepEqual((await get()).bytes, plain.bytes);
    assert.equal((await get({ 'if-none-match': tag })).status, 304);
    const packed = await get({ 'accept-encoding': 'gzip' });
    assert.equal(packed.headers['content-encoding'], 'gzip');
    assert.notEqual(packed.headers.etag, tag);
    assert.deepEqual(gunzipSync(packed.bytes), plain.bytes);
    const head = await get({}, 'HEAD');
    assert.equal(head.headers['content-length'], String(plain.bytes.length));
    assert.equal(head.headers.etag, tag);
    const part = await get({ range: 'bytes=10-29', 'if-range': tag });
    assert.equal(part.status, 206);
    assert.deepEqual(part.bytes, plain.bytes.subarray(10, 30));
    assertProblem(await get({ 'if-match': '"other"' }), 412, 'precondition-failed');
    assertProblem(await get({}, 'POST'), 405, 'method-not-allowed');
  });

  it('shows what is published next, and what is withdrawn no longer', async () => {
    const tag = String((await get()).headers.etag);
    await portal.publish(dataset('next', 'The next one'));
    const next = await get({ 'if-none-match': tag });
    assert.equal(next.status, 200);
    const titles = ({ body }: { body: string }) =>
      JSON.parse(body).dataset.map(({ title }: { title: string }) => title);
    assert.ok(titles(next).includes('The next one'));
    await portal.withdraw('doc/dataset/next');
    assert.ok(!titles(await get()).includes('The next one'));
  });

  it('answers many at once from one file', async () => {
    await portal.publish(...Array.from({ length: 200 }, (_, at) => dataset(`many-${at}`, 'y'.repeat(5_000))));
    const answers = await Promise.all(Array.from({ length: 8 }, () => get()));
    for (const { status, bytes } of answers) {
      assert.equal(status, 200);
      assert.ok(bytes.equals(answers[0]?.bytes ?? Buffer.alloc(0)));
    }
    assert.equal(JSON.parse(answers[0]?.body ?? '').dataset.length, 205);
  });

  it('ends with the server, however far it has been written', async () => {
    const many = Array.from({ length: 300 }, (_, at) => dataset(`many-${at}`, 'y'.repeat(5_000)));
    for (const patience of [0, 100, 400, 700]) {
      const other = await startPortal();
      await other.publish(...many);
      const asked = ask(`${other.origin}/data.json`).catch(() => undefined);
      const called = ask(`${other.origin}/api/3/action/package_list`).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, patience));
      await other.close();
      await Promise.all([asked, called]);
      assert.deepEqual(other.logged, []);
    }
  });
});
