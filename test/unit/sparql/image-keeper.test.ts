import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageMark } from '../../../src/engine/query-engine.ts';
import { Failure } from '../../../src/model/failure.ts';
import { ImageKeeper } from '../../../src/sparql/image-keeper.ts';
import { FakeReplica } from './fake-replica.ts';
import { fakeStore } from './fake-store.ts';

/** A replica that remembers the mark of its image. */
class Saving extends FakeReplica {
  mark: ImageMark | undefined;

  override save(_file?: string, mark?: ImageMark) {
    this.mark = mark;
    return super.save();
  }
}

describe('ImageKeeper', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-images-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps an image where there is none, and another only after many changes', async () => {
    const store = fakeStore();
    const keeper = new ImageKeeper(folder);
    assert.equal(keeper.current, undefined);
    const replica = new Saving();
    await keeper.keep(replica, 0, store.reader);
    await keeper.keep(replica, 1_999, store.reader);
    assert.equal(replica.saves, 1);
    assert.match(keeper.current ?? '', /engine\.image$/);
    await keeper.keep(replica, 2_000, store.reader);
    assert.equal(replica.saves, 2);
  });

  it('finds the one of an earlier run', () => {
    writeFileSync(join(folder, 'engine.image'), '');
    assert.equal(new ImageKeeper(folder).current, join(folder, 'engine.image'));
  });

  it('knows the images of its own history from those of another', async () => {
    const [store, other] = [fakeStore(), fakeStore()];
    store.put('a');
    other.put('b');
    const replica = new Saving();
    const keeper = new ImageKeeper(folder);
    await keeper.keep(replica, 1, store.reader);
    const { mark } = replica;
    assert.ok(mark);
    assert.equal(keeper.belongs(mark, store.reader), true);
    assert.equal(keeper.belongs(mark, other.reader), false);
    assert.equal(keeper.belongs({ ...mark, sequence: 2 }, store.reader), false);
    store.put('c');
    assert.equal(keeper.belongs(mark, store.reader), true);
  });

  it('says why the engine made none, and does not take one for there', async () => {
    const replica = new Saving();
    replica.outcome = { type: 'refused', message: 'worn' };
    const keeper = new ImageKeeper(folder);
    assert.equal(await keeper.keep(replica, 0, fakeStore().reader), 'worn');
    assert.equal(keeper.current, undefined);
  });

  it('does not try again where it cannot be written', async () => {
    const replica = new Saving();
    let tries = 0;
    replica.save = () => {
      tries += 1;
      return Promise.reject(new Failure('store-unusable', 'The disk is full.'));
    };
    const keeper = new ImageKeeper(folder);
    await assert.rejects(keeper.keep(replica, 0, fakeStore().reader), /full/);
    assert.equal(await keeper.keep(replica, 0, fakeStore().reader), undefined);
    assert.equal(tries, 1);
  });
});
