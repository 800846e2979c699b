import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maskTokens } from '../../../src/access/mask-tokens.ts';
import { mintToken, writeToken } from '../../../src/access/token-format.ts';

describe('masking tokens', () => {
  const parts = mintToken();
  const token = writeToken(parts);
  const basic = Buffer.from(`someone:${token}`).toString('base64');

  it('leaves the id, in addresses, JSON and header fields', () => {
    for (const text of [
      `?access_token=${token}&x=1`,
      JSON.stringify({ a: token }),
      `Bearer ${token}`,
      token,
    ]) {
      const masked = maskTokens(text);
      assert.ok(!masked.includes(parts.secret.slice(0, 6)), masked);
    }
    assert.equal(maskTokens(`${token} ${token}.`), `fivestar_${parts.id}_… fivestar_${parts.id}_….`);
  });

  it('masks credentials of HTTP Basic, and of Bearer where a token was altered', () => {
    assert.equal(maskTokens(`{"authorization":"Basic ${basic}"}`), '{"authorization":"Basic …"}');
    assert.equal(maskTokens(`authorization: bearer ${token.slice(9)}`), 'authorization: bearer …');
  });

  it('leaves everything else, and JSON as JSON', () => {
    const prose = 'Basic internationalisation: the bearer of fivestar_data and fivestar_0123 is known.';
    assert.equal(maskTokens(prose), prose);
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        JSON.parse(maskTokens(JSON.stringify({ text: `${before}${token}${after}` })));
      }),
    );
  });
});
