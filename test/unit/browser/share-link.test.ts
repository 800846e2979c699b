import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fragmentOf, readFragment } from '../../../src/browser/share-link.ts';
import { resultViews } from '../../../src/model/query-page.ts';

describe('the address of a query', () => {
  it('carries every query and view there and back', () => {
    const queries = fc.string({ unit: 'grapheme', minLength: 1 }).filter((query) => query.trim() !== '');
    fc.assert(
      fc.property(queries, fc.constantFrom(...resultViews), (query, view) => {
        assert.deepEqual(readFragment(fragmentOf({ query, view })), { query, view });
      }),
    );
  });

  it('reads what YASGUI writes', () => {
    assert.deepEqual(readFragment('#query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D&contentTypeSelect=x'), {
      query: 'SELECT * { ?s ?p ?o }',
    });
  });

  it('is none without a query, and leaves out a view that is not known', () => {
    assert.equal(readFragment(''), undefined);
    assert.equal(readFragment('#content'), undefined);
    assert.equal(readFragment('#query=%20'), undefined);
    assert.deepEqual(readFragment('#query=ASK%7B%7D&view=map'), { query: 'ASK{}' });
  });
});
