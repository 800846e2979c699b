import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, runCli, type ServingCli, serveCli, succeed, until } from './support/cli.ts';
import { type Subscriber, startSubscriber, status } from './support/subscriber.ts';
import { verifySignature } from './support/verify-signature.ts';

const record = (title: string) =>
  JSON.stringify({
    '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/' },
    '@id': 'https://data.example.org/rain',
    '@type': 'dcat:Dataset',
    'dct:title': { '@value': title, '@language': 'en' },
    'dct:description': { '@value': 'Rain by day.', '@language': 'en' },
  });

describe('fivestar push', function () {
  // Ten processes are started one after the other.
  this.timeout(180_000);

  let folder: string;
  let data: string;
  let subscriber: Subscriber;
  let server: ServingCli;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fivestar-cli-push-'));
    data = join(folder, 'data');
    subscriber = await startSubscriber();
  });
  after(async () => {
    if (server) await server.stop();
    await subscriber.close();
    await rm(folder, { recursive: true, force: true });
  });

  const push = (...args: string[]) => runCli(['push', ...args, '--data', data]);
  const publish = (title: string) => succeed(['publish', '-', '--data', data], { stdin: record(title) });

  it('says that nobody asked yet', async () => {
    const ended = await push('list');
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /Nobody ever asked/);
  });

  it('sends an inbox what is published, and what was published while the server was stopped', async () => {
    const port = await freePort();
    server = await serveCli(['--data', data, '--push', '127.0.0.1', '--push-delay', '0'], port);
    const inbox = `${subscriber.origin}/inbox`;
    subscriber.answer('/thing', status(200, { link: '</inbox>; rel="http://www.w3.org/ns/ldp#inbox"' }));
    const refused = await push('add', inbox);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /no public address.*--push 127\.0\.0\.1/);
    const added = await push(
      'add',
      `${subscriber.origin}/thing`,
      '--discover',
      '--kind',
      'dataset',
      '--push',
      '127.0.0.1',
    );
    assert.equal(added.code, 0, added.stderr);
    assert.match(added.stdout, new RegExp(`^added: [0-9a-f]{16} ${inbox}\n$`));
    await publish('Rain 1');
    await until('the first change is delivered', () => subscriber.deliveries('/inbox').length === 1);
    const [delivery] = subscriber.deliveries('/inbox');
    assert.ok(delivery);
    assert.match(delivery.body.toString(), /Rain 1/);
    const keys = await fetch(`${server.origin}/.well-known/http-message-signatures-directory`);
    verifySignature(delivery, (await keys.json()).keys);
    assert.equal(await server.stop(), 0);
    await publish('Rain 2');
    server = await serveCli(['--data', data, '--push', '127.0.0.1', '--push-delay', '0'], port);
    await until('the second change is delivered', () => subscriber.deliveries('/inbox').length === 2);
    assert.match(subscriber.deliveries('/inbox')[1]?.body.toString() ?? '', /Rain 2/);
  });

  it('lists and removes, also while the server runs', async () => {
    const listed = JSON.parse((await push('list', '--json')).stdout);
    assert.equal(listed.length, 1);
    const [{ id, filters }] = listed;
    assert.deepEqual(filters, { kind: ['dataset'] });
    const { stdout } = await push('list');
    assert.match(stdout, new RegExp(`^${id}  inbox  ${subscriber.origin}/inbox\n  only kind: dataset\n`));
    const unknown = await push('remove', id, 'ffff');
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /no subscription ffff here. Nothing was removed/);
    assert.equal((await push('remove', id)).stdout, `removed: ${id}\n`);
    assert.match((await push('list')).stdout, /Nobody is told/);
  });

  it('refuses what cannot be meant', async () => {
    for (const [args, message] of [
      [['add', 'ftp://x/'], /only http and https/],
      [['add', 'https://you.example/', '--kind', 'elephant'], /no kind "elephant"/],
      [['add', 'https://you.example/', '--publisher', ','], /--publisher is empty/],
    ] as const) {
      const ended = await push(...args);
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, message);
    }
  });
});
