import assert from 'node:assert/strict';
import oxigraph from 'oxigraph';
import { readQueries } from '../../../bench/query-set.ts';

const names = { DATASET: 'urn:dataset', TITLE: 'Rainfall', PUBLISHER: 'urn:publisher' };

describe('the queries of the bench', () => {
  const queries = readQueries(names);

  it('are at least twenty, each with its question', () => {
    assert.ok(queries.length >= 20);
    assert.equal(new Set(queries.map(({ question }) => question)).size, queries.length);
  });

  for (const { name, text } of queries)
    it(`are SPARQL: ${name}`, () => {
      new oxigraph.Store().query(text, { use_default_graph_as_union: true });
      assert.doesNotMatch(text, /\$[A-Z]/);
    });

  it('say which name is missing', () => {
    assert.throws(() => readQueries({}), /names \$PUBLISHER, which is not known/);
  });
});
