import assert from 'node:assert/strict';
import { shorten, withJsonLd } from '../../../../src/http/pages/social-tags.tsx';

describe('withJsonLd', () => {
  const page = '<!DOCTYPE html><html><head><title>x</title></head><body></head></body></html>';
  it('stands in the head, as data', () => {
    assert.equal(
      withJsonLd(page, { name: 'x' }),
      page.replace('</title>', '</title><script type="application/ld+json">{"name":"x"}</script>'),
    );
  });
  it('cannot be left by what publishers wrote, and keeps it to the letter', () => {
    for (const name of ['</script><script>alert(1)</script>', '<!--<script>', '$& $1 $$', '\u2028 & "']) {
      const made = withJsonLd(page, { name });
      const data = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(made)?.[1] ?? '';
      assert.deepEqual(JSON.parse(data), { name });
      assert.equal(made.match(/<script/g)?.length, 1);
    }
  });
});

describe('shorten', () => {
  it('keeps what fits, on one line', () => {
    assert.equal(shorten(' Rain\n\n of  2020 ', 20), 'Rain of 2020');
  });
  it('cuts between words, and never within a character', () => {
    assert.equal(shorten('Rainfall of the year 2020', 15), 'Rainfall of…');
    assert.equal(shorten('वर्षा, प्रति मास और प्रति ज़िला', 17), 'वर्षा, प्रति मास…');
    assert.equal(shorten(`${'a'.repeat(9)}😀${'b'.repeat(9)}`, 11), `${'a'.repeat(9)}…`);
  });
});
