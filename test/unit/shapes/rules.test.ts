import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { codeOf } from '../../../src/validation/component-texts.ts';
import { IndexedGraph } from '../../../src/validation/graph.ts';
import { Policy } from '../../../src/validation/policy.ts';
import { prefixes } from '../../../src/vocabulary/prefixes.ts';
import { rdf, rdfs, sh } from '../../../src/vocabulary/terms.ts';
import { base, fixtures, readTurtle, recordOf, shapes } from './record-of-fixture.ts';

const background = readTurtle(new URL('background.ttl', fixtures));
const constraints = new Map(
  [
    'minCount',
    'maxCount',
    'nodeKind',
    'pattern',
    'or',
    'uniqueLang',
    'lessThanOrEquals',
    'datatype',
    'node',
    'hasValue',
    'qualifiedMinCount',
    'class',
    'in',
    'minLength',
    'maxLength',
    'equals',
    'disjoint',
    'lessThan',
    'languageIn',
    'xone',
    'and',
    'not',
    'minInclusive',
    'maxInclusive',
    'minExclusive',
    'maxExclusive',
  ].map((name) => [`${prefixes.sh}${name}`, codeOf(`${name.charAt(0).toUpperCase()}${name.slice(1)}`)]),
);

for (const name of ['dcat', 'ndsap']) {
  describe(`shapes/${name}.ttl`, () => {
    const quads = readTurtle(new URL(`${name}.ttl`, shapes));
    const graph = new IndexedGraph(quads);
    const folder = new URL(`${name}/`, fixtures);
    const files = readdirSync(folder);
    const policy = new Policy({ base, shapes: quads, background });
    const targeted = quads
      .filter((quad) => quad.predicate.value === sh.targetClass)
      .map((quad) => quad.subject);
    const rules = [
      ...new Set(targeted.flatMap((shape) => graph.objects(shape, sh.property).map((rule) => rule.value))),
    ];

    const codesOf = (rule: string) =>
      [...graph.match({ termType: 'NamedNode', value: rule } as never)]
        .map((quad) => constraints.get(quad.predicate.value))
        .filter((code) => code !== undefined);

    for (const rule of rules) {
      const local = rule.replace(/^.*#/, '');
      const codes = codesOf(rule);
      for (const code of codes) {
        const file = `${codes.length === 1 ? local : `${local}.${code}`}.ttl`;
        it(`${file} fails ${code} of ${local} and nothing else`, async () => {
          const [found] = await policy.check([recordOf(readFileSync(new URL(file, folder), 'utf8'))]);
          assert.deepEqual(
            found?.map((finding) => [finding.shape, finding.code]),
            [[rule, code]],
          );
        });
      }
    }

    it('has a fixture for nothing but its rules', () => {
      const known = rules.flatMap((rule) =>
        codesOf(rule).flatMap((code) => [localOf(rule), `${localOf(rule)}.${code}`]),
      );
      const strangers = files.filter(
        (file) => !file.startsWith('valid-') && !known.includes(file.replace('.ttl', '')),
      );
      assert.deepEqual(strangers, []);
    });

    for (const file of files.filter((candidate) => candidate.startsWith('valid-')))
      it(`${file} passes`, async () => {
        const [found] = await policy.check([recordOf(readFileSync(new URL(file, folder), 'utf8'))]);
        assert.deepEqual(found, []);
      });

    it('says name, description, message and remedy of each property shape in English and Hindi', () => {
      const texts = [sh.name, sh.description, sh.message, `${base}def/ndsap#remedy`];
      for (const { subject } of graph.match(
        null,
        { value: rdf.type } as never,
        { termType: 'NamedNode', value: sh.PropertyShape } as never,
      ))
        for (const predicate of texts) {
          const values = graph.objects(subject, predicate);
          const languages = values
            .map((value) => (value.termType === 'Literal' ? value.language : ''))
            .sort();
          assert.deepEqual(languages, ['en', 'hi'], `${subject.value} ${predicate}`);
          for (const value of values) {
            const devanagari = /[\u0900-\u097F]/.test(value.value);
            assert.equal(devanagari, value.termType === 'Literal' && value.language === 'hi', value.value);
          }
        }
    });

    it('gives each property shape an order of its own, a severity and a labelled group', () => {
      const groups = new IndexedGraph(readTurtle(new URL('dcat.ttl', shapes)));
      const orders = new Set<string>();
      const all = [
        ...graph.match(
          null,
          { value: rdf.type } as never,
          { termType: 'NamedNode', value: sh.PropertyShape } as never,
        ),
      ];
      for (const { subject } of all) {
        const order = graph.objects(subject, sh.order).map((value) => value.value);
        assert.match(order.join(), /^\d+$/);
        orders.add(order.join());
        assert.equal(graph.objects(subject, sh.severity).length, 1, subject.value);
        const [group] = graph.objects(subject, sh.group);
        assert.ok(group);
        const labels = groups
          .objects(group, rdfs.label)
          .map((value) => value.termType === 'Literal' && value.language);
        assert.deepEqual(labels.sort(), ['en', 'hi']);
      }
      assert.equal(orders.size, all.length);
    });
  });
}

function localOf(iri: string): string {
  return iri.replace(/^.*#/, '');
}
