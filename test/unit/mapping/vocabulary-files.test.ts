import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadVocabulary } from '../../../src/mapping/vocabulary-files.ts';
import { Failure } from '../../../src/model/failure.ts';

describe('loadVocabulary', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vocabulary-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const load = () => loadVocabulary('https://a.example/x/', pathToFileURL(`${folder}/`));

  it('reads every Turtle file and puts it under the base', () => {
    writeFileSync(join(folder, 'b.ttl'), '@prefix n: <def/ndsap#> . <def/b> n:p <id/place/in> .');
    writeFileSync(join(folder, 'a.ttl'), '<def/a> <def/p> 1 .');
    writeFileSync(join(folder, 'notes.txt'), 'not Turtle');
    const { files, quads } = load();
    assert.deepEqual(
      files.map(({ name }) => name),
      ['ontologies/a.ttl', 'ontologies/b.ttl'],
    );
    assert.deepEqual(
      quads.map((quad) => [quad.subject.value, quad.predicate.value]),
      [
        ['https://a.example/x/def/a', 'https://a.example/x/def/p'],
        ['https://a.example/x/def/b', 'https://a.example/x/def/ndsap#p'],
      ],
    );
  });

  it('names the file that is not Turtle', () => {
    writeFileSync(join(folder, 'bad.ttl'), '<a> <b>');
    assert.throws(load, (error) => error instanceof Failure && /bad\.ttl/.test(error.message));
  });

  it('says when the folder is missing', () => {
    assert.throws(
      () => loadVocabulary('https://a.example/', pathToFileURL(`${folder}/none/`)),
      (error) => error instanceof Failure && error.code === 'invalid-configuration',
    );
  });
});
