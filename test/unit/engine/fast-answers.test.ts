import assert from 'node:assert/strict';
import oxigraph from 'oxigraph';
import { CountedStore } from '../../../src/engine/counted-store.ts';
import { fastLimits } from '../../../src/engine/fast-answers.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

const base = 'https://data.example.gov.in/';
const csv = 'text/csv';
const limits = {
  ...fastLimits,
  slow: 0,
  tooSlow: Number.POSITIVE_INFINITY,
  upkeep: Number.POSITIVE_INFINITY,
  fewQuads: 0,
};
const a = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>';

/** A store that notes what it is asked. */
class Watched extends oxigraph.Store {
  readonly asked: string[] = [];

  override query(
    query: string,
    options?: Parameters<oxigraph.Store['query']>[1],
  ): ReturnType<oxigraph.Store['query']> {
    this.asked.push(query);
    return super.query(query, options);
  }
}

function filled(): { store: Watched; counted: CountedStore } {
  const store = new Watched();
  const counted = new CountedStore(oxigraph, store, limits);
  const lines = Array.from({ length: 30 }, (_, index) => graphOf(index, index % 3));
  counted.load(new TextEncoder().encode(lines.join('')));
  return { store, counted };
}

function graphOf(index: number, theme: number): string {
  const graph = `<urn:g${index}>`;
  return [
    `<urn:d${index}> ${a} <urn:C> ${graph} .\n`,
    `<urn:d${index}> <urn:theme> <urn:t${theme}> ${graph} .\n`,
    `<urn:d${index}> <urn:m> "2020-01-${String(index + 1).padStart(2, '0')}"^^<http://www.w3.org/2001/XMLSchema#date> ${graph} .\n`,
  ].join('');
}

/** Asks until everything that can be kept is kept, then once more. @returns the last answer and what it took */
function settled({ store, counted }: ReturnType<typeof filled>, query: string): [string, string[]] {
  counted.answer(query, base, csv);
  counted.answer(query, base, csv);
  store.asked.length = 0;
  return [counted.answer(query, base, csv), [...store.asked]];
}

const facet = 'SELECT ?t (COUNT(*) AS ?n) { ?d a <urn:C> ; <urn:theme> ?t } GROUP BY ?t ORDER BY ?t';
const newest = 'SELECT ?d { ?d <urn:m> ?m ; a <urn:C> } ORDER BY DESC(?m) LIMIT 2';

describe('fast answers', () => {
  it('count all from the statistics at once', () => {
    const { store, counted } = filled();
    counted.answer('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }', base, csv);
    assert.deepEqual(store.asked.length, 1);
    assert.match(store.asked[0] ?? '', /VALUES \(\?fivestar_count0 ?\) \{\s*\(90\)\s*\}/);
  });

  it('keep a facet in step with its changes, without asking for it again', () => {
    const both = filled();
    const [answer, asked] = settled(both, facet);
    assert.equal(answer, 't,n\r\nurn:t0,10\r\nurn:t1,10\r\nurn:t2,10\r\n');
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /VALUES/);
    both.counted.replace([{ graph: 'urn:g0' as Iri, nquads: graphOf(0, 1) }]);
    both.counted.replace([{ graph: 'urn:g3' as Iri, nquads: '' }]);
    both.store.asked.length = 0;
    assert.equal(both.counted.answer(facet, base, csv), 't,n\r\nurn:t0,8\r\nurn:t1,11\r\nurn:t2,10\r\n');
    assert.equal(both.store.asked.length, 1);
  });

  it('leave a facet alone where the change does not concern it', () => {
    const both = filled();
    settled(both, facet);
    both.store.asked.length = 0;
    const nquads = graphOf(0, 0).replace('2020-01-01', '2020-02-01');
    both.counted.replace([{ graph: 'urn:g0' as Iri, nquads }]);
    assert.deepEqual(both.store.asked, []);
  });

  it('find the newest among the newest only, and learn of newer ones', () => {
    const both = filled();
    const [answer, asked] = settled(both, newest);
    assert.equal(answer, 'd\r\nurn:d29\r\nurn:d28\r\n');
    assert.ok(asked.every((query) => query.includes('VALUES')));
    const nquads = graphOf(0, 0).replace('2020-01-01', '2021-02-01');
    both.counted.replace([{ graph: 'urn:g0' as Iri, nquads }]);
    both.store.asked.length = 0;
    assert.equal(both.counted.answer(newest, base, csv), 'd\r\nurn:d0\r\nurn:d29\r\n');
    assert.ok(both.store.asked.every((query) => query.includes('VALUES')));
  });

  it('give every format as the engine writes it', () => {
    const both = filled();
    settled(both, facet);
    for (const format of [
      csv,
      'text/tab-separated-values',
      'application/sparql-results+xml',
      'application/sparql-results+json',
    ]) {
      const plain = both.store.query(facet, { results_format: format, use_default_graph_as_union: true });
      assert.equal(both.counted.answer(facet, base, format), plain);
    }
  });

  it('count what the engine takes for the same once', () => {
    const store = new Watched();
    const counted = new CountedStore(oxigraph, store, limits);
    const number = '^^<http://www.w3.org/2001/XMLSchema#integer>';
    counted.load(
      new TextEncoder().encode(`<urn:s> <urn:p> "1"${number} .\n<urn:s> <urn:p> "01"${number} .\n`),
    );
    const all = 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }';
    assert.equal(counted.answer(all, base, csv), 'n\r\n1\r\n');
    const nquads = `<urn:s> <urn:p> "2"${number} <urn:g> .\n<urn:s> <urn:p> "+2"${number} <urn:g> .\n`;
    counted.replace([{ graph: 'urn:g' as Iri, nquads }]);
    assert.equal(counted.answer(all, base, csv), 'n\r\n2\r\n');
    assert.deepEqual(counted.summary().properties, [{ iri: 'urn:p', statements: 2 }]);
  });

  it('leave malformed queries to the engine', () => {
    const { counted } = filled();
    assert.throws(() => counted.answer('SELECT (COUNT(*) AS ?n) ?x { ?s ?p ?x }', base, csv));
  });

  it('do not run what is slower than the query itself again', () => {
    const both = filled();
    const query = 'SELECT ?d { ?d a ?c FILTER(?c = <urn:C>) }';
    let answers = 0;
    const slowly = new Proxy(both.store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (name === 'query' && String(args[0]).includes('VALUES')) {
            answers += 1;
            for (const until = performance.now() + 50; performance.now() < until; );
          }
          return value.apply(target, args);
        };
      },
    });
    const counted = new CountedStore(oxigraph, slowly, limits);
    for (let time = 0; time < 5; time++) counted.answer(query, base, csv);
    assert.equal(answers, 1);
  });
});
