import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Notification } from '../../../src/push/notification.ts';
import { NotificationStore } from '../../../src/push/notification-store.ts';
import { openPushTables, type PushTables } from '../../../src/push/push-tables.ts';

describe('the notifications that are kept', () => {
  let folder: string;
  let tables: PushTables;
  let now = 0;
  let store: NotificationStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-inbox-'));
    tables = openPushTables(folder);
    now = Date.UTC(2026, 0, 1);
    store = new NotificationStore(tables, {
      retention: { known: 5, anonymous: 3, age: 1_000_000 },
      now: () => now,
    });
  });
  afterEach(async () => {
    await tables.root.close();
    rmSync(folder, { recursive: true });
  });

  const add = async (body: string, token?: string): Promise<Notification> => {
    now += 1;
    const id = store.newId();
    const notification = {
      id,
      received: now,
      type: [],
      body,
      mediaType: 'application/ld+json',
      ...(token !== undefined && { token }),
    };
    await store.add(notification);
    return notification;
  };
  const bodies = (anonymous: boolean) => store.list({ anonymous, limit: 100 }).map(({ body }) => body);

  it('are read as they came, newest first, and apart', async () => {
    const known = await add('known', 'abc');
    const anonymous = await add('anonymous');
    assert.deepEqual(store.get(known.id), known);
    assert.deepEqual(store.get(anonymous.id), anonymous);
    assert.equal(store.get('nothing'), undefined);
    assert.deepEqual(bodies(false), ['known']);
    assert.deepEqual(bodies(true), ['anonymous', 'known']);
    assert.equal(store.list({ anonymous: true, limit: 1 })[0]?.body, 'anonymous');
  });

  it('push out none with a token, however many come without', async () => {
    const [first] = [await add('known', 'abc')];
    for (let index = 0; index < 10; index += 1) await add(`anonymous ${index}`);
    assert.deepEqual(bodies(true), ['anonymous 9', 'anonymous 8', 'anonymous 7', 'known']);
    assert.ok(store.get(first.id));
  });

  it('go when they are too many or too old', async () => {
    for (let index = 0; index < 8; index += 1) await add(`known ${index}`, 'abc');
    assert.deepEqual(bodies(false), ['known 7', 'known 6', 'known 5', 'known 4', 'known 3']);
    now += 2_000_000;
    await add('new', 'abc');
    assert.deepEqual(bodies(false), ['new']);
  });

  it('have ids that nobody can guess and that are in the order of arrival', async () => {
    const ids = Array.from({ length: 20 }, () => {
      now += 1;
      return store.newId();
    });
    assert.deepEqual([...ids].sort(), ids);
    assert.equal(new Set(ids.map((id) => id.split('-')[1])).size, 20);
    assert.match(ids[0] ?? '', /^[0-9a-z]{9}-[0-9a-f]{24}$/);
  });
});
