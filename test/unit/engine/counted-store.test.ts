import assert from 'node:assert/strict';
import fc from 'fast-check';
import oxigraph from 'oxigraph';
import { CountedStore } from '../../../src/engine/counted-store.ts';
import { type FastLimits, fastLimits } from '../../../src/engine/fast-answers.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';

const base = 'https://data.example.gov.in/';
const json = 'application/sparql-results+json';
const a = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>';
const xsd = 'http://www.w3.org/2001/XMLSchema#';

/** Everything is tried at once, on any number of quads. */
const eager: FastLimits = {
  ...fastLimits,
  slow: 0,
  tooSlow: Number.POSITIVE_INFINITY,
  upkeep: Number.POSITIVE_INFINITY,
  fewQuads: 0,
};
const cramped: FastLimits = {
  ...eager,
  mostGroups: 2,
  mostValues: 6,
  mostViews: 3,
  mostSubjects: 3,
  leadingRows: 2,
  mostTried: 3,
  mostPassing: 1,
};

const nodes = ['<urn:a>', '<urn:b>', '<urn:c>', '<urn:d>'];
const subject = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...nodes) }, fc.constant('_:x'));
const moment = fc.constantFrom(
  `"2020-01-05"^^<${xsd}date>`,
  `"2020-01-05T10:00:00Z"^^<${xsd}dateTime>`,
  `"2020-01-04T10:00:00"^^<${xsd}dateTime>`,
  `"2021-01-05T10:00:00Z"^^<${xsd}dateTime>`,
  `"2019-03-05"^^<${xsd}date>`,
);
const oddMoment = fc.constantFrom(
  '<urn:a>',
  '"soon"',
  `"2020-01-05T10:00:00+05:30"^^<${xsd}dateTime>`,
  `"2020-13-77"^^<${xsd}date>`,
);
const word = fc.constantFrom(
  '"water"',
  '"water"@en',
  '"Water"@en',
  '"\\u092A"@hi',
  '"sa\\"y\\n"',
  '<urn:water>',
  `"1"^^<${xsd}integer>`,
  `"01"^^<${xsd}integer>`,
  `"1.0"^^<${xsd}decimal>`,
  `"2"^^<${xsd}integer>`,
);
const statement = fc.oneof(
  fc.tuple(subject, fc.constant(a), fc.constantFrom('<urn:C>', '<urn:D>', '<urn:C>')),
  fc.tuple(subject, fc.constantFrom('<urn:p>', '<urn:q>'), fc.oneof(fc.constantFrom(...nodes), word)),
  fc.tuple(subject, fc.constant('<urn:k>'), word),
  fc.tuple(subject, fc.constant('<urn:m>'), fc.oneof({ weight: 15, arbitrary: moment }, oddMoment)),
  fc.tuple(subject, fc.constant('<urn:p>'), fc.constantFrom('_:x', '_:y', '<urn:e/../f>')),
);
const statements = fc.array(statement, { maxLength: 14 });
const graphs = ['urn:g1', 'urn:g2', 'urn:g3'];
const change = fc.array(fc.record({ graph: fc.constantFrom(...graphs, null), content: statements }), {
  minLength: 1,
  maxLength: 3,
});

function lines(content: readonly string[][], graph: string | null): string {
  const place = graph === null ? '' : ` <${graph}>`;
  return [...new Set(content.map((each) => `${each.join(' ')}${place} .\n`))].join('');
}

const star = fc.constantFrom(
  '?s ?p ?o',
  '?s a ?o',
  '?s a <urn:C>',
  '?s <urn:p> ?o',
  '?s a <urn:C> ; <urn:p> ?o',
  '?s a <urn:C> ; <urn:p> ?o ; <urn:k> ?v',
  '?s a <urn:C> ; <urn:p> ?x . ?x <urn:k> ?o',
  '?s <urn:p>/<urn:q> ?o',
  '?s <urn:p> ?s ; <urn:k> ?o',
  '?s <urn:p> ?x . ?x <urn:q> ?y . ?y a ?o',
  '?s a <urn:C> ; <urn:k> ?o OPTIONAL { ?s <urn:p> ?v }',
  '?s a <urn:C> ; <urn:k> ?o MINUS { ?s <urn:p> ?v }',
  '?s a <urn:C> ; <urn:k> ?o FILTER NOT EXISTS { ?s <urn:p> ?v }',
  '?s a <urn:C> ; <urn:k> ?o FILTER EXISTS { ?s <urn:p> ?v FILTER(?v != ?o) }',
  '?s a <urn:C> ; <urn:k> ?o FILTER(isLiteral(?o))',
  '?s <urn:p> []  ; <urn:k> ?o',
  '?s <urn:p> ?o FILTER(RAND() < 2)',
  '{ ?s <urn:p> ?o } UNION { ?s <urn:q> ?o }',
  '?s (<urn:p>|<urn:q>) ?o',
  '<urn:a> <urn:p> ?o',
  'GRAPH ?s { ?x <urn:p> ?o }',
);
const counts = fc.constantFrom('*', '?s', 'DISTINCT ?s', '?o', 'DISTINCT ?o', 'DISTINCT *', '?v');
const aggregate = fc
  .tuple(star, counts, fc.constantFrom('', 'GROUP BY ?o', 'GROUP BY ?s', 'GROUP BY ?p', 'GROUP BY ?o ?s'))
  .chain(([pattern, counted, group]) => {
    const key = group.replace('GROUP BY', '');
    return fc.constantFrom(
      `SELECT ${key} (COUNT(${counted}) AS ?n) { ${pattern} } ${group}`,
      `SELECT ${key} (COUNT(${counted}) AS ?n) (COUNT(DISTINCT ?s) AS ?e) { ${pattern} } ${group} ORDER BY DESC(?n)`,
      `SELECT ${key} (COUNT(${counted}) * 2 AS ?n) (?n + 1 AS ?e) { ${pattern} } ${group} HAVING (COUNT(${counted}) > 1)`,
      `SELECT (COUNT(${counted}) AS ?n) { ${pattern} } ${group}`,
      `SELECT ${key} (COUNT(${counted}) AS ?o) { ${pattern} } ${group}`,
      `SELECT ${key} (SUM(?o) AS ?n) { ${pattern} } ${group}`,
    );
  });
const distinct = fc
  .tuple(
    fc.constantFrom('?o', '?s', '?o ?s', '*', '?p', '?v'),
    star,
    fc.constantFrom('', 'ORDER BY ?o', 'OFFSET 1'),
  )
  .map(
    ([what, pattern, order]) => `SELECT DISTINCT ${what} { ${pattern} } ${order === 'OFFSET 1' ? '' : order}`,
  );
const filter = fc.constantFrom(
  '?o = "water"',
  '"water"@EN = ?o',
  'sameTerm(?o, "water"@en)',
  'STR(?o) = "water"',
  '?o IN ("water", <urn:water>, <urn:a>, "water")',
  '?o IN ("water", "Water"@en)',
  '?o = 1',
  '?o = 1 || ?o = "water"',
  'CONTAINS(LCASE(STR(?o)), "wat") && ISLITERAL(?o)',
  'LANG(?o) = "en"',
  '?o = <urn:a> && ?s != <urn:b>',
  '!(?o = "water")',
  'EXISTS { ?o <urn:k> ?z }',
);
const filtered = fc
  .tuple(
    fc.constantFrom('?s', '?s ?o', '?o', '*', '(STR(?o) AS ?t)', '(COUNT(*) AS ?n)', 'DISTINCT ?o'),
    fc.constantFrom('', 'OPTIONAL { ?s <urn:q> ?z }', 'MINUS { ?o <urn:k> ?z }', '?s <urn:q> ?z'),
    fc.constantFrom('<urn:k>', '<urn:p>', 'a', '?p'),
    filter,
    fc.boolean(),
  )
  .map(([what, more, property, condition, first]) =>
    first
      ? `SELECT ${what} { ${more} ?s ${property} ?o FILTER(${condition}) }`
      : `SELECT ${what} { ?s ${property} ?o . FILTER(${condition}) ${more} }`,
  );
const unordered = fc.oneof(aggregate, distinct, filtered);
const ordered = fc.record({
  what: fc.constantFrom('?s ?m', '?m', 'DISTINCT ?m', '?m (STR(?k) AS ?t)'),
  pattern: fc.constantFrom(
    '?s <urn:m> ?m',
    '?s a <urn:C> ; <urn:m> ?m ; <urn:k> ?k',
    '?s a <urn:C> ; <urn:m> ?m OPTIONAL { ?s <urn:k> ?k }',
    '?s <urn:m> ?m ; <urn:p> ?o . ?o <urn:k> ?k',
    '?x <urn:p> ?s MINUS { ?s <urn:q> ?z } ?s <urn:m> ?m',
    '?s <urn:k> ?m',
    '?s <urn:m> ?m FILTER(?m > "2019-06-06"^^<http://www.w3.org/2001/XMLSchema#date>)',
  ),
  order: fc.constantFrom('?m', 'DESC(?m)', 'DESC(?m) ?s', 'ASC(?m) DESC(?s)'),
  limit: fc.integer({ min: 1, max: 5 }),
  offset: fc.constantFrom('', 'OFFSET 1', 'OFFSET 3'),
});

interface Rows {
  readonly head: unknown;
  readonly rows: string[];
}

function parsed(text: string): Rows {
  const { head, results } = JSON.parse(text) as {
    head: unknown;
    results: { bindings: Record<string, unknown>[] };
  };
  const rows = results.bindings.map((binding) =>
    JSON.stringify(Object.entries(binding).sort(([x], [y]) => (x < y ? -1 : 1))),
  );
  return { head, rows };
}

/** Answer, or that there is none. */
function attempt(answer: () => string): Rows | string {
  try {
    return parsed(answer());
  } catch {
    return 'refused';
  }
}

function sorted(answer: Rows | string): Rows | string {
  return typeof answer === 'string' ? answer : { head: answer.head, rows: [...answer.rows].sort() };
}

function checked(limits: FastLimits, runs: number): void {
  const step = fc.record({ change, queries: fc.array(unordered, { maxLength: 3 }) });
  const property = fc.property(
    statements,
    fc.array(unordered, { minLength: 3, maxLength: 6 }),
    fc.array(ordered, { maxLength: 2 }),
    fc.array(step, { maxLength: 4 }),
    (start, queries, orderings, steps) => {
      const store = new oxigraph.Store();
      const counted = new CountedStore(oxigraph, store, limits);
      counted.load(new TextEncoder().encode(lines(start, 'urn:g0')));
      const plainly = (query: string) =>
        store.query(query, {
          base_iri: base,
          use_default_graph_as_union: true,
          results_format: json,
        }) as string;
      const compare = () => {
        for (const query of queries)
          for (let time = 0; time < 3; time++) {
            const quickly = sorted(attempt(() => counted.answer(query, base, json)));
            assert.deepEqual(quickly, sorted(attempt(() => plainly(query))), query);
          }
        for (const { what, pattern, order, limit, offset } of orderings) {
          const whole = `SELECT ${what} { ${pattern} } ORDER BY ${order}`;
          const query = `${whole} LIMIT ${limit} ${offset}`;
          for (let time = 0; time < 3; time++) {
            const expected = parsed(plainly(query));
            const actual = parsed(counted.answer(query, base, json));
            assert.deepEqual(actual.head, expected.head);
            assert.deepEqual(actual.rows.map(orderValue), expected.rows.map(orderValue), query);
            const all = parsed(plainly(whole)).rows;
            for (const row of actual.rows) {
              assert.ok(all.includes(row), query);
              all.splice(all.indexOf(row), 1);
            }
          }
        }
      };
      compare();
      for (const { change: contents, queries: more } of steps) {
        counted.replace(
          contents.map(({ graph, content }) => ({
            graph: graph as Iri | null,
            nquads: lines(content, graph),
          })),
        );
        queries.push(...more);
        compare();
      }
      const { properties } = counted.summary();
      assert.equal(
        properties.reduce((sum, { statements: count }) => sum + count, 0),
        store.size,
      );
    },
  );
  fc.assert(property, { numRuns: runs });
}

/** What the row is ordered by: numbers by their value, which several terms may have. */
function orderValue(row: string): string {
  const bindings = new Map(JSON.parse(row) as [string, { value: string; datatype?: string }][]);
  const { value = '', datatype = '' } = bindings.get('m') ?? {};
  return /integer|decimal/.test(datatype) ? String(Number(value)) : value;
}

describe('a counted store', () => {
  it('answers as the engine does, whatever is asked, loaded and replaced', function () {
    this.timeout(120_000);
    checked(eager, 100);
  });

  it('answers as the engine does where its limits are crossed', function () {
    this.timeout(120_000);
    checked(cramped, 100);
  });
});
