import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import { Iris } from '../../../src/mapping/iris.ts';
import { loadVocabulary } from '../../../src/mapping/vocabulary-files.ts';
import { vocabularyRecords } from '../../../src/mapping/vocabulary-records.ts';
import { Failure } from '../../../src/model/failure.ts';
import { schemeKeys } from '../../../src/vocabulary/ndsap.ts';

const base = 'https://data.example.gov.in/';
const iris = new Iris(base);

describe('vocabularyRecords', () => {
  const vocabulary = loadVocabulary(base);
  const records = vocabularyRecords(vocabulary, iris);
  const record = (path: string) => records.find(({ topic }) => topic === base + path);

  it('publishes every statement exactly once', () => {
    assert.equal(
      records.reduce((sum, { quads }) => sum + quads.length, 0),
      vocabulary.quads.length,
    );
    assert.equal(new Set(records.map(({ topic }) => topic)).size, records.length);
    assert.equal(new Set(records.map(({ document }) => document)).size, records.length);
  });

  it('files concepts, places, schemes, policies and the vocabulary', () => {
    for (const [path, kind, document] of [
      ['def/sector/finance', 'concept', 'doc/def/sector/finance'],
      ['id/place/in-ka', 'place', 'doc/place/in-ka'],
      ['def/frequency', 'scheme', 'doc/def/frequency'],
      ['def/policy/ndsap', 'resource', 'doc/def/policy/ndsap'],
      ['def/ndsap', 'vocabulary', 'doc/def/ndsap'],
    ] as const) {
      assert.equal(record(path)?.kind, kind, path);
      assert.equal(record(path)?.document, base + document);
    }
    assert.equal(records.filter(({ kind }) => kind === 'scheme').length, schemeKeys.length);
  });

  it('makes the terms parts of the vocabulary', () => {
    const ndsap = record('def/ndsap');
    assert.ok(ndsap?.parts.includes(`${base}def/ndsap#accessType` as never));
    assert.ok(ndsap?.quads.some(({ subject }) => subject.value === `${base}def/ndsap#accessType`));
  });

  it('says where a record stands', () => {
    assert.deepEqual(record('def/sector/finance')?.place, {
      file: 'ontologies/sector.ttl',
      path: `${base}def/sector/finance`,
    });
  });

  it('refuses a statement that belongs to no record', () => {
    const quads = new Parser({ baseIRI: base }).parse('<def/lost> <http://e.org/p> 1 .') as unknown as Quad[];
    assert.throws(
      () => vocabularyRecords({ files: [{ name: 'x.ttl', quads }], quads }, iris),
      (error) => error instanceof Failure && /x\.ttl.*def\/lost/.test(error.message),
    );
  });
});
