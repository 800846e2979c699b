import assert from 'node:assert/strict';
import { readLinkField } from '../../../src/fetch/link-field.ts';

const base = 'https://a.example/x/y';

describe('readLinkField', () => {
  it('reads links in their order, absolute, with relations, type and profile', () =>
    assert.deepEqual(
      readLinkField(
        '<../z?a=1,2>; rel="Next http://www.w3.org/ns/ldp#inbox"; type="Text/Turtle; charset=utf-8", <https://b.example/>; rel=describedby; profile="https://p.example/"',
        base,
      ),
      [
        { target: 'https://a.example/z?a=1,2', relation: 'next', type: 'text/turtle', profile: '' },
        {
          target: 'https://a.example/z?a=1,2',
          relation: 'http://www.w3.org/ns/ldp#inbox',
          type: 'text/turtle',
          profile: '',
        },
        { target: 'https://b.example/', relation: 'describedby', type: '', profile: 'https://p.example/' },
      ],
    ));

  it('leaves out what is said of another page', () => {
    const targets = (field: string) => readLinkField(field, base)?.map(({ target }) => target);
    assert.deepEqual(targets('<a>; rel=next; anchor="https://b.example/", <b>; rel=next; anchor="y"'), [
      'https://a.example/x/b',
    ]);
  });

  it('has no links where there is no field, and says where it cannot be read', () => {
    assert.deepEqual(readLinkField(undefined, base), []);
    assert.deepEqual(readLinkField(' ', base), []);
    assert.equal(readLinkField('next page: 2', base), undefined);
  });
});
