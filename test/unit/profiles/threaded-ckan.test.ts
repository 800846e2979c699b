import assert from 'node:assert/strict';
import { Failure } from '../../../src/model/failure.ts';
import { ThreadedCkan } from '../../../src/profiles/ckan/threaded-ckan.ts';
import { LmdbRecordStore } from '../../../src/store/lmdb-record-store.ts';
import { temporaryFolder } from '../../acceptance/support/folders.ts';

const base = 'https://data.example.gov.in/';
const list = { action: 'package_list', offset: 0 } as const;

describe('the thread of the CKAN table', () => {
  const folder = temporaryFolder();
  let store: LmdbRecordStore;
  before(() => {
    store = LmdbRecordStore.open(folder, { base });
  });
  after(() => store.close());

  const isUnavailable = (error: unknown) => error instanceof Failure && error.code === 'search-unavailable';

  function start(options: { base: string; timeout?: number }) {
    const said: string[] = [];
    const log = (level: string, message: string) => said.push(`${level} ${message}`);
    return { said, ckan: new ThreadedCkan({ folder, language: 'en', log, ...options }) };
  }

  it('is started by the first call', async () => {
    const { said, ckan } = start({ base });
    try {
      assert.deepEqual(said, []);
      assert.deepEqual(await ckan.call(list), { type: 'result', json: '[]', sequence: 0 });
      assert.match(said.join(), /info CKAN table ready: 0 packages/);
    } finally {
      await ckan.close();
    }
    await assert.rejects(ckan.call(list), isUnavailable);
  });

  it('refuses who waits where it dies, and is tried again at the next call', async () => {
    // The store was made for another base: the thread ends with an error.
    const { said, ckan } = start({ base: 'https://other.example/' });
    await assert.rejects(Promise.all([ckan.call(list), ckan.call(list)]), isUnavailable);
    await assert.rejects(ckan.call(list), isUnavailable);
    assert.equal(said.filter((line) => /warn .*made again/.test(line)).length, 2);
    await ckan.close();
  });

  it('lets nobody wait for ever', async () => {
    const { ckan } = start({ base, timeout: 1 });
    await assert.rejects(ckan.call(list), isUnavailable);
    await ckan.close();
  });
});
