import type { Quad, Term } from '@rdfjs/types';
import { toAlgebra } from '@traqula/algebra-sparql-1-2';
import { Generator } from '@traqula/generator-sparql-1-2';
import type { EditDataset, EditOperation, GraphRef, PlainQuad, PlainTerm } from '../../engine/engine-edit.ts';
import { Failure } from '../../model/failure.ts';
import { isRecord } from '../is-record.ts';
import { parseSparql } from '../parse-sparql.ts';
import { type AbsoluteOperation, absoluteOperations } from './absolute-iris.ts';

/** LOAD, which is fetched before anything is worked out. */
export interface LoadOperation {
  readonly type: 'load';
  readonly source: string;
  readonly into: GraphRef;
  readonly silent: boolean;
}

/** `using-graph-uri` and `using-named-graph-uri` (SPARQL 1.1 Protocol §2.2.3). */
export interface UsingGraphs {
  readonly defaultGraphs: readonly string[];
  readonly namedGraphs: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/**
 * An update request (SPARQL 1.1 Update §3) as operations for the engine, in their order.
 * @param base relative IRIs are resolved against it
 * @throws Failure `query-malformed`, with what was expected; also where the request has a dataset of its own beside `using`
 */
export function compileUpdate(
  text: string,
  base: string,
  using?: UsingGraphs,
): readonly (EditOperation | LoadOperation)[] {
  const parsed = parse(text);
  if (parsed.type !== 'update') throw malformed('this is a query; send it as query, not as update');
  const operations = absoluteOperations(Array.isArray(parsed.updates) ? parsed.updates : [], base);
  return operations.map((absolute) => compileOperation(algebraOf(parsed, absolute), absolute, using));
}

/** One operation at a time: the blank node labels of each are its own. */
function algebraOf(parsed: Json, { operation }: AbsoluteOperation): Json {
  const alone = { ...parsed, updates: [{ context: [], operation }] };
  try {
    const algebra = toAlgebra(alone as unknown as Parameters<typeof toAlgebra>[0], { quads: true });
    return algebra as unknown as Json;
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error), error);
  }
}

/**
 * The operations as an update of one graph, which takes the place of the default graph (SPARQL 1.1 Graph Store Protocol
 * §5.7).
 * @throws Failure `query-malformed` where one is about another graph
 */
export function withinGraph(
  operations: readonly (EditOperation | LoadOperation)[],
  graph: GraphRef,
): readonly (EditOperation | LoadOperation)[] {
  const here = (quads: readonly PlainQuad[]): PlainQuad[] =>
    quads.map((quad) => {
      if (quad.graph && !(quad.graph.type === 'iri' && quad.graph.value === graph)) throw elsewhere();
      return graph === null ? quad : { ...quad, graph: { type: 'iri', value: graph } };
    });
  return operations.map((operation): EditOperation => {
    switch (operation.type) {
      case 'insert-data':
      case 'delete-data':
        return { ...operation, quads: here(operation.quads) };
      case 'modify': {
        const { remove, insert, dataset } = operation;
        const own = { defaultGraphs: [graph] };
        return { ...operation, dataset: dataset ?? own, remove: here(remove), insert: here(insert) };
      }
      case 'clear': {
        const { target } = operation;
        if (typeof target !== 'object' || (target.graph !== null && target.graph !== graph))
          throw elsewhere();
        return { type: 'clear', target: { graph } };
      }
      default:
        throw elsewhere();
    }
  });
}

function elsewhere(): Failure {
  return malformed('a PATCH may change only the graph that it is sent to; send other updates to /sparql');
}

function parse(text: string): Json {
  try {
    return parseSparql(text) as unknown as Json;
  } catch (error) {
    if (error instanceof RangeError) throw malformed('it is nested too deeply', error);
    throw malformed(error instanceof Error ? error.message : String(error), error);
  }
}

function compileOperation(
  operation: Json,
  absolute: AbsoluteOperation,
  using: UsingGraphs | undefined,
): EditOperation | LoadOperation {
  const silent = operation.silent === true;
  switch (operation.type) {
    case 'deleteinsert':
      return compileDeleteInsert(operation, absolute, using);
    case 'clear':
    case 'drop':
      return { type: 'clear', target: targetOf(operation.source) };
    case 'create':
      return { type: 'create', graph: (operation.source as Term).value, silent };
    case 'add':
    case 'move':
    case 'copy':
      return {
        type: operation.type,
        from: graphOf(operation.source),
        to: graphOf(operation.destination),
        silent,
      };
    case 'load':
      return {
        type: 'load',
        source: (operation.source as Term).value,
        into: operation.destination === undefined ? null : graphOf(operation.destination),
        silent,
      };
    default:
      throw malformed(`the operation ${String(operation.type)} is not known`);
  }
}

function compileDeleteInsert(
  { delete: remove, insert }: Json,
  { operation: syntax, base }: AbsoluteOperation,
  using: UsingGraphs | undefined,
): EditOperation {
  if (syntax.subType === 'insertdata') return { type: 'insert-data', quads: plainQuads(insert) };
  if (syntax.subType === 'deletedata') return { type: 'delete-data', quads: plainQuads(remove) };
  const dataset = datasetOf(syntax, using);
  return {
    type: 'modify',
    select: selectOf(syntax),
    base,
    ...(dataset && { dataset }),
    remove: plainQuads(remove),
    insert: plainQuads(insert),
  };
}

/** USING, USING NAMED and WITH; they exclude the protocol's own parameters. */
function datasetOf(syntax: Json, using: UsingGraphs | undefined): EditDataset | undefined {
  const from = isRecord(syntax.from) ? ((syntax.from.clauses as Json[] | undefined) ?? []) : [];
  if (using) {
    if (from.length > 0 || syntax.graph !== undefined) {
      throw malformed(
        'using-graph-uri and using-named-graph-uri may not stand beside USING, USING NAMED or WITH (SPARQL 1.1 Protocol §2.2.3)',
      );
    }
    return using;
  }
  if (from.length > 0) {
    const of = (kind: string) =>
      from.filter(({ clauseType }) => clauseType === kind).map(({ value }) => iriOf(value));
    return { defaultGraphs: of('default'), namedGraphs: of('named') };
  }
  return syntax.graph === undefined ? undefined : { defaultGraphs: [iriOf(syntax.graph)] };
}

function iriOf(term: unknown): string {
  if (!isRecord(term)) throw malformed('an IRI is missing');
  return String(term.value);
}

/** The WHERE clause as a query of its own. */
function selectOf(syntax: Json): string {
  const skeleton = parseSparql('SELECT * WHERE {}') as unknown as Json;
  const query = { ...skeleton, where: syntax.where ?? whereOfDeleteWhere(syntax) };
  return new Generator().generate(query as unknown as Parameters<Generator['generate']>[0]);
}

/** DELETE WHERE: the pattern is its own template (§3.1.3.3). */
function whereOfDeleteWhere(syntax: Json): Json {
  const skeleton = parseSparql('SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }') as unknown as {
    where: { patterns: Json[] };
  };
  const [graph] = skeleton.where.patterns;
  const patterns = ((syntax.data as Json[] | undefined) ?? []).map((quads) =>
    quads.type === 'graph' ? { ...graph, name: quads.graph, patterns: [quads.triples] } : quads,
  );
  return { ...skeleton.where, patterns };
}

function targetOf(source: unknown): Extract<EditOperation, { type: 'clear' }>['target'] {
  if (source === 'ALL') return 'all';
  return source === 'NAMED' ? 'named' : { graph: graphOf(source) };
}

function graphOf(source: unknown): GraphRef {
  return source === 'DEFAULT' ? null : (source as Term).value;
}

function plainQuads(quads: unknown): PlainQuad[] {
  return ((quads as Quad[] | undefined) ?? []).map(({ subject, predicate, object, graph }) => ({
    subject: plainTerm(subject),
    predicate: plainTerm(predicate),
    object: plainTerm(object),
    ...(graph.termType !== 'DefaultGraph' && { graph: plainTerm(graph) }),
  }));
}

export function plainTerm(term: Term): PlainTerm {
  switch (term.termType) {
    case 'NamedNode':
      return { type: 'iri', value: term.value };
    case 'BlankNode':
      return { type: 'blank', value: term.value };
    case 'Variable':
      return { type: 'variable', value: term.value };
    case 'Literal':
      if ('direction' in term && term.direction)
        throw malformed('texts with a base direction (SPARQL 1.2) cannot be stored');
      return term.language
        ? { type: 'literal', value: term.value, language: term.language }
        : { type: 'literal', value: term.value, datatype: term.datatype.value };
    default:
      throw malformed('triple terms (SPARQL 1.2) cannot be stored');
  }
}

function malformed(reason: string, cause?: unknown): Failure {
  return new Failure('query-malformed', `The update is malformed: ${reason.replace(/\s+/g, ' ').trim()}.`, {
    cause,
  });
}
