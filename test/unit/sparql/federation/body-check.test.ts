import assert from 'node:assert/strict';
import { BodyCheck } from '../../../../src/sparql/federation/body-check.ts';

const json = 'application/sparql-results+json';
const xml = 'application/sparql-results+xml';

/** What is said of a body that comes in chunks of `size` bytes. */
function verdict(mediaType: string, body: string, size: number): string | undefined {
  const check = new BodyCheck(mediaType);
  const bytes = new TextEncoder().encode(body);
  for (let at = 0; at < bytes.length; at += size) {
    const problem = check.take(bytes.subarray(at, at + size));
    if (problem) return problem;
  }
  return check.end();
}

const rows = '{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a \\"} { ज़"}}]}}';
const whole: readonly [string, string][] = [
  [json, rows],
  [json, `\uFEFF\n  ${rows}\n`],
  [json, '{"head":{},"boolean":true}'],
  [json, '{"head":{"vars":[]},"results":{"bindings":[]}}'],
  [
    json,
    '{"results":{"bindings":[{},{"x":{"type":"typed-literal","value":"1","datatype":"d"},"b":{"type":"bnode","value":"b"}}]}}',
  ],
  [xml, '<?xml version="1.0"?><sparql><head/><boolean>true</boolean></sparql>\n'],
  [xml, '<r:sparql xmlns:r="x"><r:head/><r:results></r:results></r:sparql>'],
  ['text/turtle', 'whatever its own parser says'],
];
const broken: readonly [string, string, RegExp][] = [
  [json, rows.slice(0, -1), /before its end/],
  [json, rows.slice(0, -2), /before its end/],
  [json, rows.slice(0, 40), /before its end/],
  [json, '[1, 2]', /no SPARQL result/],
  [json, '{"error":"no results"}', /no SPARQL result/],
  [json, '<html></html>', /no SPARQL result/],
  [json, '', /no SPARQL result/],
  [json, '{"head": [}', /no sound JSON .*RIGHT_BRACE/],
  [json, `${rows} x`, /no sound JSON/],
  [json, '{"head":{"vars":"x"},"results":{"bindings":[]}}', /variables are no list/],
  [
    json,
    '{"results":{"bindings":[{"x":{"type":"uri","value":"http://a.example/"}},{"x":5}]}}',
    /no RDF term/,
  ],
  [json, '{"results":{"bindings":[{"x":{"type":"literal"}}]}}', /no RDF term/],
  [json, '{"results":{"bindings":{"x":{"y":{"type":"uri","value":"a"}}}}}', /no RDF term/],
  [xml, '<sparql><results><result></result>', /before its end/],
  [xml, '<html><body></body></html>', /no SPARQL result/],
  [xml, rows, /no SPARQL result/],
];

describe('BodyCheck', () => {
  for (const size of [1, 7, 1000]) {
    it(`passes whole bodies in chunks of ${size}`, () => {
      for (const [mediaType, body] of whole) assert.equal(verdict(mediaType, body, size), undefined, body);
    });

    it(`finds what is cut short or something else in chunks of ${size}`, () => {
      for (const [mediaType, body, problem] of broken) {
        assert.match(String(verdict(mediaType, body, size)), problem, body);
      }
    });
  }
});
