import assert from 'node:assert/strict';
import { displayIri, displayLiteral, displaySize } from '../../../src/resources/display-value.ts';
import { xsd } from '../../../src/vocabulary/terms.ts';

describe('displayLiteral', () => {
  const cases: readonly (readonly [string, string, 'en' | 'hi', string])[] = [
    ['2016-04-12', xsd.date, 'en', '12 April 2016'],
    ['2016-04-12', xsd.date, 'hi', '12 अप्रैल 2016'],
    ['2020-12-22T23:59:59+05:30', xsd.dateTime, 'en', '22 December 2020'],
    ['2016-13-45', xsd.date, 'en', '2016-13-45'],
    ['P1M', xsd.duration, 'en', '1 month'],
    ['P1Y6M', xsd.duration, 'en', '1 year 6 months'],
    ['PT15M', xsd.duration, 'en', '15 minutes'],
    ['P', xsd.duration, 'en', 'P'],
    ['true', xsd.boolean, 'hi', 'हाँ'],
    ['0', xsd.boolean, 'en', 'No'],
    ['P1M', xsd.string, 'en', 'P1M'],
  ];
  for (const [text, datatype, language, expected] of cases) {
    it(`${text} in ${language}`, () => assert.equal(displayLiteral(text, datatype, language), expected));
  }
});

describe('displaySize', () => {
  it('chooses the unit', () => {
    assert.equal(displaySize('48213', 'en'), '48.2 kB');
    assert.equal(displaySize('0', 'en'), '0 bytes');
    assert.equal(displaySize('many', 'en'), 'many');
  });
});

describe('displayIri', () => {
  it('shortens', () => {
    assert.equal(displayIri('http://purl.org/dc/terms/title'), 'dct:title');
    assert.equal(displayIri('https://example.org/a/b'), 'example.org/a/b');
    assert.equal(displayIri('mailto:a@b.example'), 'a@b.example');
    assert.ok(displayIri(`https://example.org/${'x'.repeat(500)}`).length < 90);
  });
});
