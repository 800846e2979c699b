import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { Quad, Term } from '@rdfjs/types';
import { Parser } from 'n3';
import { IndexedGraph, termKey } from '../../src/validation/graph.ts';
import { ShaclEngine, type ShaclResult } from '../../src/validation/shacl-engine.ts';
import { surveyShapes } from '../../src/validation/shape-soundness.ts';
import { sh } from '../../src/vocabulary/terms.ts';

/** The suite: https://github.com/w3c/data-shapes, data-shapes-test-suite/tests/core. */
const manifest = new URL('../../../shared/conformance/shacl/core/manifest.ttl', import.meta.url);
const skips = JSON.parse(readFileSync(new URL('shacl-core.skips.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, string>
>;

const mf = 'http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#';
const sht = 'http://www.w3.org/ns/shacl-test#';
const files = new Map<string, Quad[]>();

function read(url: string): Quad[] {
  const known = files.get(url);
  if (known) return known;
  const text = readFileSync(new URL(url), 'utf8');
  const quads = new Parser({ baseIRI: url }).parse(text) as unknown as Quad[];
  files.set(url, quads);
  return quads;
}

interface Test {
  readonly name: string;
  readonly graph: IndexedGraph;
  readonly data: string;
  readonly shapes: string;
  readonly result: Term;
}

function* testsOf(url: string): Generator<Test> {
  const quads = read(url);
  const graph = new IndexedGraph(quads);
  for (const { predicate, object } of quads)
    if (predicate.value === `${mf}include`) yield* testsOf(object.value);
  for (const { subject } of quads.filter((quad) => quad.object.value === `${sht}Validate`)) {
    const [action] = graph.objects(subject, `${mf}action`);
    const [result] = graph.objects(subject, `${mf}result`);
    assert.ok(action && result);
    yield {
      name: url.slice(manifest.href.length - 'manifest.ttl'.length).replace('.ttl', ''),
      graph,
      data: graph.objects(action, `${sht}dataGraph`)[0]?.value ?? url,
      shapes: graph.objects(action, `${sht}shapesGraph`)[0]?.value ?? url,
      result,
    };
  }
}

/** A path as text: blank nodes by what they say, since the report copies them. */
function pathText(graph: IndexedGraph, path: Term): string {
  if (path.termType !== 'BlankNode') return termKey(path);
  const parts = [...graph.match(path)].map(
    ({ predicate, object }) => `${predicate.value} ${pathText(graph, object)}`,
  );
  return `[${parts.sort().join(' ; ')}]`;
}

function lineOf(result: ShaclResult, graph: IndexedGraph): string {
  const { focus, path, value, severity, component, shape } = result;
  const terms = [focus, value, severity, component, shape].map((term) => (term ? termKey(term) : '-'));
  return [...terms, path ? pathText(graph, path) : '-'].join(' | ');
}

function expectedLines(graph: IndexedGraph, report: Term): string[] {
  return graph.objects(report, sh.result).map((node) => {
    const one = (predicate: string) => graph.objects(node, predicate)[0];
    const value = one(sh.value);
    const path = one(sh.resultPath);
    const result = {
      focus: one(sh.focusNode),
      severity: one(sh.resultSeverity),
      component: one(sh.sourceConstraintComponent),
      shape: one(sh.sourceShape),
      ...(value && { value }),
      ...(path && { path }),
    };
    return lineOf(result as unknown as ShaclResult, graph);
  });
}

describe('W3C SHACL Core tests', () => {
  if (!existsSync(manifest)) {
    it('runs where ../shared/conformance is present', function () {
      this.skip();
    });
    return;
  }
  const tests = [...testsOf(manifest.href)];

  it('finds the whole suite', () => {
    assert.ok(tests.length > 90, `${tests.length} tests`);
    const names = tests.map((test) => test.name);
    assert.deepEqual(
      Object.keys(skips).filter((name) => !names.includes(name)),
      [],
    );
  });

  for (const test of tests) {
    const reason = skips[test.name];
    it(reason ? `${test.name} (${reason})` : test.name, function () {
      if (reason) this.skip();
      const shapes = read(test.shapes);
      const { recursive } = surveyShapes(shapes);
      const data = new IndexedGraph(read(test.data));
      const run = () => new ShaclEngine(shapes, { recursive }).run(data);
      if (test.result.value === `${sht}Failure`) {
        assert.throws(run);
        return;
      }
      const shapesGraph = new IndexedGraph(shapes);
      const expected = expectedLines(test.graph, test.result).sort();
      assert.deepEqual(
        run()
          .map((result) => lineOf(result, shapesGraph))
          .sort(),
        expected,
      );
      const conforms = test.graph.objects(test.result, sh.conforms)[0]?.value;
      assert.equal(conforms, String(expected.length === 0));
    });
  }
});
