import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fitPage } from '../../../src/profiles/schema/fit-page.ts';

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const head = {
  '@context': 'https://schema.org/',
  '@type': 'Dataset',
  '@id': 'https://data.example.gov.in/id/x',
};

describe('fitPage', () => {
  it('leaves alone what fits', () => {
    const node = { ...head, name: 'Rain', keywords: ['a', 'b'] };
    assert.equal(fitPage(node, 1_000), node);
  });

  it('shortens lists before texts', () => {
    const description = 'Rain that fell. '.repeat(100);
    const parts = Array.from({ length: 60 }, (_, index) => ({
      '@type': 'Dataset',
      name: `Part ${index} ${'x'.repeat(80)}`,
    }));
    const fitted = fitPage({ ...head, description, hasPart: parts }, 4_000);
    assert.equal(fitted['description'], description);
    assert.deepEqual(fitted['hasPart'], parts.slice(0, 12));
  });

  it('never cuts an address in half', () => {
    const long = `https://example.org/${'a'.repeat(3_000)}`;
    const fitted = fitPage(
      { ...head, url: [long, 'https://example.org/b'], description: 'ab '.repeat(2_000) },
      1_500,
    );
    assert.deepEqual(fitted['url'], ['https://example.org/b']);
    assert.match(String(fitted['description']), /…$/);
  });

  it('keeps within the limit and keeps type and name of the thing, whatever the members', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 600 });
    const node = fc.dictionary(
      fc.constantFrom('keywords', 'description', 'hasPart', 'about', 'url', 'distribution'),
      fc.oneof(
        text,
        fc.array(text, { maxLength: 40 }),
        fc.array(fc.record({ name: text, url: fc.webUrl() }), { maxLength: 40 }),
      ),
    );
    fc.assert(
      fc.property(node, (members) => {
        const fitted = fitPage({ ...head, ...members }, 2_000);
        assert.ok(bytes(fitted) <= 2_000);
        for (const [key, value] of Object.entries(head)) assert.equal(fitted[key], value);
      }),
      { numRuns: 200 },
    );
  });
});
