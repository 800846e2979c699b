import assert from 'node:assert/strict';
import { roleAllows, roles } from '../../../src/access/role.ts';

describe('roles', () => {
  it('allow what those before them allow, and no more', () => {
    assert.deepEqual(
      roles.map((role) => roles.filter((needed) => roleAllows(role, needed))),
      [['reader'], ['reader', 'editor'], ['reader', 'editor', 'admin']],
    );
  });
});
