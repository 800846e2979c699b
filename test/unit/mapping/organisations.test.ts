import assert from 'node:assert/strict';
import { Draft } from '../../../src/mapping/draft.ts';
import { organisationOf } from '../../../src/mapping/organisations.ts';
import { makeContext } from './mapping-support.ts';

describe('organisations', () => {
  it('tells a path of names from one name that holds the mark between names', () => {
    const context = makeContext();
    const draft = () => new Draft(context, 'dataset', context.iris.dataset('x'), { file: 'test' });
    const path = organisationOf(draft(), ['a', 'b']);
    const name = organisationOf(draft(), ['a|b']);
    assert.equal(path, `${context.iris.base}id/organization/a/b`);
    assert.equal(name, `${context.iris.base}id/organization/a-b`);
  });
});
