import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { mapGraph } from '../../../src/mapping/dcat.ts';
import { Failure } from '../../../src/model/failure.ts';
import type { GraphRecord, SourceRecord } from '../../../src/model/record.ts';
import { canonicalNQuads } from '../../../src/rdf/canonical.ts';
import { nQuads, nTriples, triG, turtle } from '../../../src/rdf/formats.ts';
import { serialise } from '../../../src/rdf/serialise.ts';
import { iri, literal, triple } from '../../../src/rdf/terms.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';
import { dcat, dct, foaf, rdf, xsd } from '../../../src/vocabulary/terms.ts';
import { linesOf, names, readItems, readRecords } from './rdf-reading.ts';

const head = `${Object.entries(prefixes)
  .map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`)
  .join('\n')}\n@prefix e: <http://example.org/> .\n`;
const e = (name: string) => `http://example.org/${name}`;
const spools = () => readdirSync(tmpdir()).filter((name) => name.startsWith('fivestar-rdf-'));

const kinds = (records: readonly GraphRecord[]) =>
  Object.fromEntries(records.map((record) => [record.topic, record.recordKind]));

describe('readRdf', () => {
  it('makes a record of each resource, with its parts, by class', async () => {
    const records = await readRecords(
      `${head}
e:cat a dcat:Catalog ; dct:title "C" ; dcat:dataset e:d ; dcat:service e:s .
e:d a dcat:Dataset ; dct:publisher e:org ; dcat:distribution e:dist ; dct:temporal e:period ; e:unknown 5 .
e:dist a dcat:Distribution ; spdx:checksum e:sum .
e:sum a spdx:Checksum . e:period a dct:PeriodOfTime .
e:s a dcat:DataService . e:org a foaf:Organization . e:other e:p "x" . e:series a dcat:DatasetSeries .
e:app a schema:SoftwareApplication . e:v a vcard:Individual . e:l a dct:Location .
e:k a skos:Concept . e:ks a skos:ConceptScheme .`,
      turtle,
    );
    assert.deepEqual(kinds(records), {
      [e('cat')]: 'catalog',
      [e('d')]: 'dataset',
      [e('s')]: 'service',
      [e('org')]: 'organization',
      [e('other')]: 'resource',
      [e('series')]: 'series',
      [e('app')]: 'app',
      [e('v')]: 'contact',
      [e('l')]: 'place',
      [e('k')]: 'concept',
      [e('ks')]: 'scheme',
    });
    const dataset = records.find((record) => record.topic === e('d'));
    assert.deepEqual([...(dataset?.parts ?? [])].sort(), [e('dist'), e('period'), e('sum')]);
    assert.equal(linesOf(records, e('cat')).length, 2);
    assert.ok(linesOf(records, e('d')).includes(`<${e('cat')}> <${dcat.dataset}> <${e('d')}> .\n`));
  });

  it('leaves membership with the catalogue where the member is not described', async () => {
    const records = await readRecords(
      `${head} e:cat dcat:dataset e:here , e:elsewhere . e:here a dcat:Dataset .`,
      turtle,
    );
    assert.deepEqual(linesOf(records, e('cat')), [`<${e('cat')}> <${dcat.dataset}> <${e('elsewhere')}> .\n`]);
    assert.equal(records.find((record) => record.topic === e('cat'))?.recordKind, 'catalog');
  });

  it('makes a distribution that datasets share a record of its own', async () => {
    const records = await readRecords(
      `${head} e:a dcat:distribution e:x . e:b dcat:distribution e:x . e:x a dcat:Distribution .`,
      turtle,
    );
    assert.equal(kinds(records)[e('x')], 'distribution');
  });

  it('gives each record its own copy of a shared blank node', async () => {
    const records = await readRecords(
      `${head} e:a dct:publisher _:p . e:b dct:publisher _:p . _:p foaf:name "P" ; foaf:page [ dct:title "T" ] .`,
      turtle,
    );
    for (const name of ['a', 'b']) {
      const document = names.document('resource', e(name) as Iri);
      const lines = linesOf(records, e(name));
      assert.equal(lines.length, 4);
      assert.ok(
        lines.some((line) => line.startsWith(`<${document}#c14n`)),
        lines.join(''),
      );
    }
  });

  it('names datasets without IRI by their identifier, or by their description', async () => {
    const text = (label: string) => `${head}
e:cat a dcat:Catalog ; dcat:dataset _:${label}1 , _:${label}2 .
_:${label}2 a dcat:Dataset ; dct:title "two" .
_:${label}1 a dcat:Dataset ; dct:identifier "id-1" ; dct:title "one" ; dct:relation _:${label}2 .`;
    const one = await readRecords(text('a'), turtle);
    const two = await readRecords(text('zz'), turtle);
    assert.deepEqual(new Set(one.map((record) => record.topic)), new Set(two.map((record) => record.topic)));
    const topic = names.thing('dataset', 'id-1');
    const other = one.find((record) => record.recordKind === 'dataset' && record.topic !== topic)?.topic;
    const lines = linesOf(one, topic);
    assert.ok(lines.includes(`<${e('cat')}> <${dcat.dataset}> <${topic}> .\n`));
    assert.ok(lines.includes(`<${topic}> <${dct.relation}> <${other}> .\n`), lines.join(''));
  });

  it('loses nothing in circles of blank nodes and of parts', async () => {
    const records = await readRecords(
      `${head} _:a e:p _:b . _:b e:p _:a . e:x spdx:checksum e:y . e:y spdx:checksum e:x .`,
      turtle,
    );
    assert.equal(records.flatMap((record) => record.triples.trim().split('\n')).length, 4);
  });

  it('ignores Hydra paging, and counts it', async () => {
    let ignored = 0;
    const records = await readRecords(
      `${head} e:cat a dcat:Catalog . e:page a hydra:PagedCollection ; hydra:nextPage e:page2 .`,
      turtle,
      { onIgnored: (triples) => (ignored = triples) },
    );
    assert.deepEqual(kinds(records), { [e('cat')]: 'catalog' });
    assert.equal(ignored, 2);
  });

  it('keeps the triples of named graphs and drops their names', async () => {
    const records = await readRecords(`${head} e:g { e:a e:p "1" } e:h { e:a e:p "2" }`, triG);
    assert.equal(linesOf(records, e('a')).length, 2);
  });

  it('reports a bad line of N-Triples with its place and goes on', async () => {
    const items = await readItems(
      `<${e('a')}> <${e('p')}> "x" .\n<${e('a')}> <${e('p')}> <b c> .\n`,
      nTriples,
    );
    const bad = items.filter((item) => item.type === 'unreadable');
    assert.equal(items.length, 2);
    assert.equal(bad[0]?.finding.place.line, 2);
  });

  it('ends with a failure that names file and line where another syntax is broken, and cleans up', async () => {
    const before = spools();
    await assert.rejects(
      readItems(`${head}\n${'e:a e:p 1 , 2 , 3 .\n'.repeat(50)} e:a e:p`, turtle, { heldTriples: 10 }),
      (error) =>
        error instanceof Failure &&
        error.code === 'unreadable-input' &&
        /^input, line \d+/.test(error.message),
    );
    assert.deepEqual(spools(), before);
  });

  it('refuses only the record whose blank nodes cannot be told apart', async () => {
    const clique = Array.from({ length: 12 }, (_, i) => i)
      .flatMap((i) => Array.from({ length: 12 }, (_, j) => `_:n${i} e:knows _:n${j} .`))
      .join('\n');
    const items = await readItems(`${head} e:good a dcat:Dataset . e:bad e:p _:n0 . ${clique}`, turtle);
    assert.equal(items.filter((item) => item.type === 'record').length, 1);
    const bad = items.find((item) => item.type === 'unreadable');
    assert.equal(bad?.finding.place.path, e('bad'));
  });

  it('gives the same records whatever the order of the triples, in memory and on disk', async () => {
    const lines = Array.from({ length: 20 }, (_, i) => [
      `<${e('cat')}> <${dcat.dataset}> <${e(`d${i}`)}> .`,
      `<${e(`d${i}`)}> <${rdf.type}> <${dcat.Dataset}> .`,
      `<${e(`d${i}`)}> <${dcat.distribution}> _:x${i} .`,
      `_:x${i} <${dct.title}> "${i % 3}" .`,
      `<${e(`d${i}`)}> <${dcat.distribution}> <${e(`x${i % 15}`)}> .`,
      `<${e(`x${i}`)}> <${rdf.type}> <${dcat.Distribution}> .`,
    ]).flat();
    const sorted = (records: readonly GraphRecord[]) =>
      records.map((record) => [record.topic, record.recordKind, linesOf([record], record.topic)]).sort();
    const expected = sorted(await readRecords(lines.join('\n'), nTriples));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.constantFrom(5, 1_000),
        async (shuffled, heldTriples) => {
          assert.deepEqual(
            sorted(await readRecords(shuffled.join('\n'), nTriples, { heldTriples })),
            expected,
          );
        },
      ),
      { numRuns: 12 },
    );
  });

  it('reads an export back as it was: the same documents, triple by triple', async () => {
    const source = `${head}
e:cat a dcat:Catalog ; dct:title "C" ; dcat:dataset e:d .
e:d a dcat:Dataset ; dct:issued "2020-01-01"^^xsd:date ; dct:publisher [ foaf:name "P" ] ; dcat:distribution e:x .
e:x a dcat:Distribution ; dct:license "" .`;
    const first = published(await readItems(source, turtle));
    const withRecords = [...first].flatMap(([document, { topic, quads }]) =>
      [
        ...quads,
        triple(document as Iri, rdf.type, dcat.CatalogRecord),
        triple(document as Iri, foaf.primaryTopic, topic),
        triple(document as Iri, dct.modified, literal('2026-01-01T00:00:00Z', { datatype: xsd.dateTime })),
        triple(document as Iri, dct.conformsTo, names.thing('resource', 'policy')),
      ].map((quad) => ({ ...parts(quad), graph: iri(document as Iri) })),
    );
    for (const [format, text] of [
      [nQuads, serialise(withRecords as never, nQuads)],
      [triG, serialise(withRecords as never, triG)],
      [turtle, serialise(withRecords as never, turtle)],
    ] as const)
      assert.deepEqual(canonical(published(await readItems(text, format))), canonical(first), format.name);
  });
});

type Published = Map<string, { topic: Iri; quads: readonly import('@rdfjs/types').Quad[] }>;

function published(items: Awaited<ReturnType<typeof readItems>>): Published {
  const context = { iris: names, licence: '' as Iri, language: 'en', concepts: undefined as never };
  const found: Published = new Map();
  for (const item of items) {
    assert.equal(item.type, 'record');
    for (const record of mapGraph((item as { record: SourceRecord }).record, context).records)
      found.set(record.document, { topic: record.topic, quads: record.quads });
  }
  return found;
}

function canonical(documents: Published): string[] {
  return [...documents].map(([document, { quads }]) => canonicalNQuads(quads, document as Iri)).sort();
}

function parts({ subject, predicate, object }: import('@rdfjs/types').Quad) {
  return { subject, predicate, object };
}
