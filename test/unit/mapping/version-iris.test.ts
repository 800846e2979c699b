import assert from 'node:assert/strict';
import {
  differenceIri,
  historyIri,
  timeGateIri,
  timeMapIri,
  versionIri,
} from '../../../src/mapping/version-iris.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

describe('addresses of versions', () => {
  for (const [document, base, rest] of [
    ['https://x.in/doc/dataset/rain', 'https://x.in/', 'dataset/rain'],
    ['https://doc/doc/dataset/rain', 'https://doc/', 'dataset/rain'],
    ['http://localhost:8080/a/b/doc/def/sector/health', 'http://localhost:8080/a/b/', 'def/sector/health'],
    ['https://x.in/doc/dataset/a/doc/b', 'https://x.in/', 'dataset/a/doc/b'],
    ['https://x.in/doc/dataset/वर्षा', 'https://x.in/', 'dataset/वर्षा'],
  ] as const) {
    it(`stand beside ${document}`, () => {
      const iri = document as Iri;
      assert.equal(historyIri(iri), `${base}version/${rest}`);
      assert.equal(versionIri(iri, 12), `${base}version/${rest}/12`);
      assert.equal(timeGateIri(iri), `${base}timegate/${rest}`);
      assert.equal(timeMapIri(iri, 'link'), `${base}timemap/link/${rest}`);
      assert.equal(timeMapIri(iri, 'json'), `${base}timemap/json/${rest}`);
      assert.equal(differenceIri(iri, 3, 12), `${base}difference/${rest}/3/12`);
    });
  }

  it('are not made for what is no document', () => {
    assert.throws(() => versionIri('https://x.in/id/dataset/rain' as Iri, 1), TypeError);
    assert.throws(() => versionIri('https://doc/x' as Iri, 1), TypeError);
  });
});
