import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { open } from 'lmdb';
import { LmdbTokenStore } from '../../src/access/lmdb-token-store.ts';
import { parseToken } from '../../src/access/token-format.ts';
import type { TokenStore } from '../../src/access/token-store.ts';
import { Failure } from '../../src/model/failure.ts';
import type { TokenOrder } from './support/token-process.ts';

describe('the token store (contract, LMDB)', () => {
  let folder: string;
  let store: TokenStore;
  let time: Date;
  const now = () => time;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-tokens-'));
    time = new Date('2026-01-01T10:00:00.000Z');
    store = LmdbTokenStore.open(folder, { now });
  });

  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('grants what it has made, with its role and name', () => {
    const { token, entry } = store.create({ role: 'editor', name: 'harvester' });
    assert.deepEqual(store.verify(token), {
      type: 'granted',
      token: { id: entry.id, name: 'harvester', role: 'editor' },
    });
    assert.deepEqual(store.get(entry.id), {
      id: entry.id,
      name: 'harvester',
      role: 'editor',
      created: '2026-01-01T10:00:00Z',
    });
  });

  it('knows neither another secret of a known id, nor an unknown id, nor another spelling', () => {
    const [one, two] = [store.create({ role: 'admin', name: '' }), store.create({ role: 'admin', name: '' })];
    const secret = parseToken(two.token)?.secret ?? '';
    const unknown = { type: 'unknown' };
    assert.deepEqual(store.verify(`fivestar_${one.entry.id}_${secret}`), unknown);
    assert.deepEqual(store.verify(`fivestar_000000000000_${secret}`), unknown);
    for (const text of [one.token.toUpperCase(), ` ${one.token}`, `${one.token}\n`, one.token.slice(0, -1)]) {
      assert.deepEqual(store.verify(text), unknown, JSON.stringify(text));
    }
    // 43 characters of base64url hold 258 bits: those that encode the same 256 are other tokens.
    for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      const twin = one.token.slice(0, -1) + last;
      assert.equal(store.verify(twin).type, twin === one.token ? 'granted' : 'unknown');
    }
  });

  it('expires at the moment named, not a second before', () => {
    const expires = new Date('2026-04-01T00:00:00Z');
    const { token } = store.create({ role: 'reader', name: '', expires });
    time = new Date('2026-03-31T23:59:59.999Z');
    assert.equal(store.verify(token).type, 'granted');
    time = expires;
    assert.deepEqual(store.verify(token), { type: 'expired', at: '2026-04-01T00:00:00Z' });
  });

  it('revokes at once and for good, and keeps the first date', () => {
    const expires = new Date('2026-04-01T00:00:00Z');
    const { token, entry } = store.create({ role: 'reader', name: '', expires });
    assert.equal(store.revoke(entry.id), 'revoked');
    assert.deepEqual(store.verify(token), { type: 'revoked', at: '2026-01-01T10:00:00Z' });
    time = new Date('2026-05-01T00:00:00Z');
    assert.equal(store.revoke(entry.id), 'revoked-before');
    assert.deepEqual(store.verify(token), { type: 'revoked', at: '2026-01-01T10:00:00Z' });
    assert.equal(store.revoke('000000000000'), 'absent');
  });

  it('tells of expiry and revocation only who has the secret', () => {
    const made = store.create({ role: 'reader', name: '', expires: new Date('2026-01-02T00:00:00Z') });
    store.revoke(made.entry.id);
    time = new Date('2026-02-01T00:00:00Z');
    const wrong = `fivestar_${made.entry.id}_${'A'.repeat(43)}`;
    assert.deepEqual(store.verify(wrong), { type: 'unknown' });
  });

  it('lists the oldest first, without secret and hash', () => {
    const first = store.create({ role: 'admin', name: 'first' });
    time = new Date('2026-01-02T10:00:00.000Z');
    const second = store.create({ role: 'reader', name: 'second' });
    assert.deepEqual(store.list(), [first.entry, second.entry]);
    assert.doesNotMatch(JSON.stringify(store.list()), /hash|secret/);
  });

  it('keeps no secret on the disk', async () => {
    const { token } = store.create({ role: 'admin', name: 'findable' });
    await store.close();
    const files = readdirSync(join(folder, 'access')).map((name) =>
      readFileSync(join(folder, 'access', name)),
    );
    assert.ok(files.some((bytes) => bytes.includes('findable')));
    const secret = parseToken(token)?.secret ?? '';
    assert.ok(files.every((bytes) => !bytes.includes(secret)));
    store = LmdbTokenStore.open(folder, { now });
    assert.equal(store.verify(token).type, 'granted');
  });

  it('lets nobody but its owner look, whatever the umask', async () => {
    const before = process.umask(0o000);
    const other = join(folder, 'other');
    try {
      await LmdbTokenStore.open(other).close();
    } finally {
      process.umask(before);
    }
    const mode = (...names: string[]) => statSync(join(other, 'access', ...names)).mode & 0o777;
    assert.equal(mode(), 0o700);
    const names = readdirSync(join(other, 'access'));
    assert.ok(names.includes('data.mdb'));
    for (const name of names) assert.equal(mode(name), 0o600, name);
  });

  it('refuses a folder that it cannot use, and another layout', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'a file');
    const unusable = (error: unknown) => error instanceof Failure && error.code === 'store-unusable';
    assert.throws(() => LmdbTokenStore.open(file), unusable);
    const later = join(folder, 'later');
    await LmdbTokenStore.open(later).close();
    const root = open({ path: join(later, 'access'), maxDbs: 4 });
    root.openDB<number, string>({ name: 'meta', encoding: 'json' }).putSync('layout', 2);
    await root.close();
    assert.throws(() => LmdbTokenStore.open(later), /has layout 2, this version of Fivestar writes layout 1/);
    if (process.getuid?.() !== 0) {
      chmodSync(join(folder, 'access'), 0o000);
      assert.throws(() => LmdbTokenStore.open(folder), unusable);
      chmodSync(join(folder, 'access'), 0o700);
    }
  });

  it('neither grants nor throws whatever it is given', () => {
    const { entry } = store.create({ role: 'admin', name: '' });
    const secrets = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/);
    const nearly = secrets.map((secret) => `fivestar_${entry.id}_${secret}`);
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), nearly);
    fc.assert(fc.property(text, (token) => assert.deepEqual(store.verify(token), { type: 'unknown' })));
  });

  it('sees at once what another instance on the folder does, in the same turn of the event loop', async () => {
    const other = LmdbTokenStore.open(folder, { now });
    try {
      assert.equal(store.list().length, 0);
      const { token, entry } = other.create({ role: 'editor', name: '' });
      assert.equal(store.verify(token).type, 'granted');
      assert.equal(store.list().length, 1);
      assert.equal(other.revoke(entry.id), 'revoked');
      assert.equal(store.verify(token).type, 'revoked');
      const back = store.create({ role: 'reader', name: '' });
      assert.equal(other.verify(back.token).type, 'granted');
    } finally {
      await other.close();
    }
    // One instance closes, the other goes on.
    const { token } = store.create({ role: 'admin', name: '' });
    assert.equal(store.verify(token).type, 'granted');
  });

  describe('with a second process on the folder', () => {
    let child: ChildProcess;

    async function tell(order: TokenOrder): Promise<unknown> {
      const answer = once(child, 'message');
      child.send(order);
      return (await answer)[0];
    }

    beforeEach(async () => {
      child = fork(join(import.meta.dirname, 'support/token-process.ts'), [folder], {
        execArgv: ['--import', 'tsx'],
      });
      assert.deepEqual((await once(child, 'message'))[0], 'ready');
    });

    afterEach(async () => {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    });

    it('sees at once what the other does', async () => {
      const token = String(await tell({ type: 'create' }));
      assert.equal(store.verify(token).type, 'granted');
      assert.equal(await tell({ type: 'revoke', id: parseToken(token)?.id ?? '' }), 'revoked');
      assert.equal(store.verify(token).type, 'revoked');
    });

    it('is seen at once by the other', async () => {
      const { token, entry } = store.create({ role: 'reader', name: '' });
      assert.equal(await tell({ type: 'verify', token }), 'granted');
      store.revoke(entry.id);
      assert.equal(await tell({ type: 'verify', token }), 'revoked');
    });

    it('loses nothing where both create', async () => {
      for (let round = 0; round < 10; round += 1) {
        const asked = tell({ type: 'create' });
        store.create({ role: 'reader', name: '' });
        await asked;
      }
      assert.equal(store.list().length, 20);
    });
  });
});
