import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDatestamp } from '../../../src/feeds/oai-datestamp.ts';
import { OaiIdentifiers } from '../../../src/feeds/oai-identifier.ts';
import { encodeSegment, isIn, setSpecSyntax } from '../../../src/feeds/oai-set.ts';
import { type ListState, listVerbs, readToken, writeToken } from '../../../src/feeds/oai-token.ts';

const text = fc.string({ unit: 'binary' });

describe('names of OAI-PMH', () => {
  it('tokens are read back as they were written, and never when a character differs', () => {
    const state: fc.Arbitrary<ListState> = fc.record(
      {
        verb: fc.constantFrom(...listVerbs),
        metadataPrefix: fc.string(),
        set: fc.string(),
        until: fc.string(),
        after: fc.oneof(fc.nat(), fc.string()),
        time: fc.string(),
        cursor: fc.nat(),
        expires: fc.maxSafeNat(),
      },
      { requiredKeys: ['verb', 'after', 'cursor', 'expires'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(state, fc.nat(), fc.constantFrom('A', 'b', '_', '='), (one, place, other) => {
        const token = writeToken(one);
        assert.match(token, /^[A-Za-z0-9_-]+$/);
        assert.deepEqual(readToken(token), one);
        const at = place % token.length;
        const altered = token.slice(0, at) + other + token.slice(at + 1);
        if (altered !== token) assert.equal(readToken(altered), undefined);
      }),
    );
    fc.assert(fc.property(text, (one) => assert.equal(readToken(one), undefined)));
  });

  it('segments of sets keep to their syntax, and no two names share one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        assert.match(encodeSegment(one), setSpecSyntax);
        assert.equal(encodeSegment(one) === encodeSegment(other), one === other);
      }),
    );
    assert.equal(encodeSegment('वर्षा'), '~E0~A4~B5~E0~A4~B0~E0~A5~8D~E0~A4~B7~E0~A4~BE');
  });

  it('a set has what its subsets have, and no more', () => {
    assert.ok(isIn(['a:b:c'], 'a'));
    assert.ok(isIn(['a:b:c'], 'a:b'));
    assert.ok(isIn(['x', 'a:b'], 'a:b'));
    assert.ok(!isIn(['a:bc'], 'a:b'));
    assert.ok(!isIn(['a'], 'a:b'));
  });

  it('identifiers lead back to the document', () => {
    const identifiers = new OaiIdentifiers('https://data.example.gov.in/open/');
    for (const rest of ['dataset/a', 'organization/a/b', 'dataset/x-y_z.1', 'dataset/a%2Fb', 'dataset/a&b']) {
      const identifier = identifiers.of(`${identifiers.base}doc/${rest}`);
      assert.equal(identifier, `oai:data.example.gov.in:${rest}`);
      assert.equal(identifiers.restOf(identifier), rest);
    }
    assert.equal(
      identifiers.of(`${identifiers.base}doc/dataset/é`),
      'oai:data.example.gov.in:dataset/%C3%A9',
    );
    assert.equal(identifiers.restOf('oai:other.example:dataset/a'), undefined);
    assert.equal(identifiers.restOf('oai:data.example.gov.in:a b'), undefined);
  });

  it('hosts that are no domain names keep no guidelines', () => {
    for (const [base, isConformant] of [
      ['https://data.example.gov.in/', true],
      ['http://localhost:8080/', false],
      ['http://127.0.0.1/', false],
      ['http://[::1]:80/', false],
    ] as const) {
      assert.equal(new OaiIdentifiers(base).isConformant, isConformant, base);
    }
  });

  it('datestamps are days that exist, or seconds of them', () => {
    assert.deepEqual(readDatestamp('2026-01-31', 'from'), {
      time: '2026-01-31T00:00:00Z',
      granularity: 'day',
    });
    assert.deepEqual(readDatestamp('2026-01-31', 'until'), {
      time: '2026-01-31T23:59:59Z',
      granularity: 'day',
    });
    assert.equal(readDatestamp('2026-01-31T10:20:30Z', 'from')?.granularity, 'second');
    for (const wrong of [
      '',
      '2026',
      '2026-13-01',
      '2025-02-29',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:00Z',
    ]) {
      assert.equal(readDatestamp(wrong, 'from'), undefined, wrong);
    }
  });
});
