import fc from 'fast-check';

/** Few terms, so that operations meet: the same quad comes, goes and comes back in another spelling. */
export const graphNames = ['http://x.example/g0', 'http://x.example/g1', 'http://x.example/g2'] as const;
const subjects = ['<http://x.example/s0>', '<http://x.example/s1>'];
const predicates = ['<http://x.example/p0>', '<http://x.example/p1>'];
const integer = '^^<http://www.w3.org/2001/XMLSchema#integer>';
const literals = [
  `"1"${integer}`,
  `"01"${integer}`,
  '"1"',
  '"a"',
  '"a"@en',
  '"A"@en',
  '"1.0"^^<http://www.w3.org/2001/XMLSchema#decimal>',
  '"1.00"^^<http://www.w3.org/2001/XMLSchema#decimal>',
  '"x\\"y"',
];
const blanks = ['_:b0', '_:b1'];

const graphs = fc.constantFrom<string | undefined>(undefined, ...graphNames);
const groundSubject = fc.constantFrom(...subjects);
const groundPredicate = fc.constantFrom(...predicates);
const groundObject = fc.constantFrom(...subjects, ...literals);

const inGraph = (graph: string | undefined, triples: string) =>
  graph ? `GRAPH <${graph}> { ${triples} }` : triples;
const triplesOf = (
  subject: fc.Arbitrary<string>,
  predicate: fc.Arbitrary<string>,
  object: fc.Arbitrary<string>,
  least = 1,
) =>
  fc
    .array(fc.tuple(subject, predicate, object), { minLength: least, maxLength: 2 })
    .map((triples) => triples.map((triple) => `${triple.join(' ')} .`).join(' '));

const groundTriples = triplesOf(groundSubject, groundPredicate, groundObject);
const newTriples = triplesOf(
  fc.constantFrom(...subjects, ...blanks),
  groundPredicate,
  fc.constantFrom(...subjects, ...literals, ...blanks),
);
const patterns = triplesOf(
  fc.constantFrom('?s', '?s', ...subjects),
  fc.constantFrom('?p', ...predicates),
  fc.constantFrom('?o', '?o', ...subjects, ...literals),
);
/** Also with variables that nothing binds, and in places where their terms may not stand. */
const deleteTemplates = triplesOf(
  fc.constantFrom('?s', '?o', '?none', ...subjects),
  fc.constantFrom('?p', ...predicates),
  fc.constantFrom('?o', '?s', ...literals, ...subjects),
);
const insertTemplates = triplesOf(
  fc.constantFrom('?s', '?o', '?none', ...subjects, ...blanks),
  fc.constantFrom('?p', '?o', ...predicates),
  fc.constantFrom('?o', '?s', ...literals, ...blanks),
);

const groundQuads = fc.tuple(graphs, groundTriples).map(([graph, triples]) => inGraph(graph, triples));
const newQuads = fc.tuple(graphs, newTriples).map(([graph, triples]) => inGraph(graph, triples));

/** A graph that is named, or a variable for any. */
const anyGraph = fc.constantFrom('?g', ...graphNames.map((name) => `<${name}>`));
const where = fc
  .tuple(anyGraph, patterns)
  .map(([graph, pattern]) => ({ graph, text: `GRAPH ${graph} { ${pattern} }` }));
const templateGraph = fc.constantFrom<string | undefined>(
  undefined,
  '?g',
  ...graphNames.map((name) => `<${name}>`),
);
const template = (triples: fc.Arbitrary<string>) =>
  fc.tuple(templateGraph, triples).map(([graph, text]) => (graph ? `GRAPH ${graph} { ${text} }` : text));
const clauses = fc
  .tuple(fc.option(template(deleteTemplates)), fc.option(template(insertTemplates)))
  .filter(([remove, insert]) => remove !== null || insert !== null)
  .map(
    ([remove, insert]) =>
      `${remove === null ? '' : `DELETE { ${remove} } `}${insert === null ? '' : `INSERT { ${insert} } `}`,
  );

const target = fc.constantFrom('DEFAULT', ...graphNames.map((name) => `GRAPH <${name}>`));
const end = fc.constantFrom('DEFAULT', ...graphNames.map((name) => `<${name}>`));

/** The source of COPY, MOVE or ADD, where an operation is one: its absence is an error. */
export interface ArbitraryOperation {
  readonly text: string;
  readonly source?: string;
}

const plain = (text: fc.Arbitrary<string>): fc.Arbitrary<ArbitraryOperation> =>
  text.map((text) => ({ text }));

/**
 * Operations that mean the same whether the default graph of a WHERE clause is the unnamed graph or the union of all: the
 * clause names its graphs, by GRAPH, WITH or USING.
 */
export const operations: fc.Arbitrary<ArbitraryOperation> = fc.oneof(
  { weight: 3, arbitrary: plain(newQuads.map((quads) => `INSERT DATA { ${quads} }`)) },
  { weight: 3, arbitrary: plain(groundQuads.map((quads) => `DELETE DATA { ${quads} }`)) },
  { weight: 2, arbitrary: plain(where.map(({ text }) => `DELETE WHERE { ${text} }`)) },
  {
    weight: 3,
    arbitrary: plain(fc.tuple(clauses, where).map(([change, { text }]) => `${change}WHERE { ${text} }`)),
  },
  {
    weight: 3,
    arbitrary: plain(
      fc
        .tuple(fc.constantFrom(...graphNames), clauses, patterns, fc.option(where))
        .map(
          ([graph, change, pattern, more]) =>
            `WITH <${graph}> ${change}WHERE { ${pattern} ${more?.text ?? ''} }`,
        ),
    ),
  },
  {
    weight: 3,
    arbitrary: plain(
      fc
        .tuple(
          fc.option(fc.constantFrom(...graphNames)),
          clauses,
          fc.subarray([...graphNames], { minLength: 1 }),
          fc.subarray([...graphNames]),
          patterns,
          fc.option(where),
        )
        .map(
          ([withGraph, change, using, named, pattern, more]) =>
            `${withGraph ? `WITH <${withGraph}> ` : ''}${change}${using.map((name) => `USING <${name}> `).join('')}${named
              .map((name) => `USING NAMED <${name}> `)
              .join('')}WHERE { ${pattern} ${more?.text ?? ''} }`,
        ),
    ),
  },
  {
    weight: 1,
    arbitrary: plain(
      fc
        .tuple(
          fc.constantFrom('CLEAR', 'DROP'),
          fc.oneof({ weight: 5, arbitrary: target }, fc.constantFrom('NAMED', 'ALL')),
        )
        .map(([verb, what]) => `${verb} SILENT ${what}`),
    ),
  },
  {
    weight: 1,
    arbitrary: plain(fc.constantFrom(...graphNames).map((name) => `CREATE SILENT GRAPH <${name}>`)),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom('COPY', 'MOVE', 'ADD'), end, end)
      .map(([verb, from, to]) => ({ text: `${verb} ${from} TO ${to}`, source: from })),
  },
);

/** Small datasets as N-Quads. */
export const contents: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...subjects, ...blanks),
      groundPredicate,
      fc.constantFrom(...subjects, ...literals, ...blanks),
      graphs,
    ),
    { maxLength: 10 },
  )
  .map((quads) => quads.map(([s, p, o, g]) => `${s} ${p} ${o} ${g ? `<${g}> ` : ''}.\n`).join(''));
