import assert from 'node:assert/strict';
import { Parser } from 'n3';
import { PreviewTurtle } from '../../../src/field-map/preview-turtle.ts';
import { literal, triple } from '../../../src/rdf/terms.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';
import { dcat, dct, rdf } from '../../../src/vocabulary/terms.ts';

const topic = 'https://x.in/id/dataset/a' as Iri;
const words = Array.from({ length: 30 }, (_, at) => `शब्द${at}`);
const long = `${'लंबा पाठ "उद्धृत" \\ और '.repeat(20)}😀`;
const quads = [
  triple('https://x.in/other' as Iri, dcat.dataset, topic),
  triple(topic, dct.title, literal('Wells', { language: 'en' })),
  triple(topic, rdf.type, dcat.Dataset),
  triple(topic, dct.description, literal(long, { language: 'hi' })),
  ...words.map((word) => triple(topic, dcat.keyword, literal(word, { language: 'hi' }))),
];

function written(shorten: boolean): { text: string; writer: PreviewTurtle } {
  const writer = new PreviewTurtle(prefixes, { columns: 80, shorten });
  const body = writer.record(quads, topic);
  return { text: `${writer.prefixes()}\n${body}`, writer };
}

describe('Turtle of a preview', () => {
  it('is what would be published, the topic first', () => {
    const { text, writer } = written(false);
    const read = new Parser()
      .parse(text)
      .map((q) => `${q.subject.value} ${q.predicate.value} ${q.object.value}`);
    const meant = quads.map((q) => `${q.subject.value} ${q.predicate.value} ${q.object.value}`);
    assert.deepEqual(read.toSorted(), meant.toSorted());
    assert.equal(writer.shortened, false);
    assert.ok(text.indexOf(`<${topic}>\n  a dcat:Dataset ;`) < text.indexOf('<https://x.in/other>'));
  });

  it('keeps to 80 columns, cutting long texts where it may', () => {
    const { text, writer } = written(true);
    const letters = new Intl.Segmenter('hi', { granularity: 'grapheme' });
    for (const line of text.split('\n')) assert.ok([...letters.segment(line)].length <= 80, line);
    assert.equal(writer.shortened, true);
    assert.equal(new Parser().parse(text).length, quads.length);
  });
});
