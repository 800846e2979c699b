import type {
  Expression,
  Pattern,
  PatternBgp,
  Query,
  TermIri,
  TermVariable,
  TripleNesting,
} from '@traqula/rules-sparql-1-2';
import { fullIri } from './full-iri.ts';
import { marker, variable } from './query-text.ts';

/** A pattern whose solutions can be told apart by what its subjects say. */
export interface LocalPattern {
  readonly patterns: Pattern[];
  /**
   * Variables that stand as subjects; each solution binds all of them. A solution, and how often it is one, depends only
   * on statements whose subject is bound by one of them in that solution: where other statements change, it stays.
   */
  readonly subjects: readonly string[];
  /** Variables that each solution binds. */
  readonly bound: ReadonlySet<string>;
  /** IRIs of all predicates; absent where a variable, or a name that only the engine resolves, stands for one. */
  readonly predicates?: readonly string[];
}

/** More joined subjects than this make it dear to follow changes. */
const mostSubjects = 4;

/**
 * Recognises joins of triple patterns with constant predicates or variables, and OPTIONAL, MINUS, EXISTS and FILTER over
 * the same subjects. Sequence paths become triple patterns (SPARQL 1.1 §18.2.2.4).
 */
export function localPattern(
  patterns: readonly Pattern[],
  context: Query['context'],
): LocalPattern | undefined {
  const [first, ...rest] = patterns;
  if (first?.type !== 'pattern' || first.subType !== 'bgp') return undefined;
  const steps = new Steps();
  const joined = plainTriples(first, steps);
  if (!joined || joined.length === 0) return undefined;
  const subjects = new Set<string>();
  const bound = new Set<string>();
  for (const { subject, predicate, object } of joined) {
    if (!isVariable(subject)) return undefined;
    subjects.add(subject.value);
    for (const term of [subject, predicate, object]) if (isVariable(term)) bound.add(term.value);
  }
  if (subjects.size > mostSubjects) return undefined;
  const others = rest.map((pattern) => localPart(pattern, subjects, steps));
  if (others.includes(undefined)) return undefined;
  const core: PatternBgp = { ...first, triples: joined };
  const predicates = steps.predicates.map((each) => fullIri(each, context));
  const known = predicates.filter((each) => each !== undefined);
  return {
    patterns: [core, ...(others as Pattern[])],
    subjects: [...subjects],
    bound,
    ...(known.length === predicates.length && { predicates: [...new Set(known)] }),
  };
}

/** Triple patterns without lists, property lists, annotations and blank nodes as subjects; `undefined` where there are such. */
function plainTriples(pattern: PatternBgp, steps: Steps): TripleNesting[] | undefined {
  const plain: TripleNesting[] = [];
  for (const triple of pattern.triples) {
    if (triple.type !== 'triple' || (triple.annotations ?? []).length > 0) return undefined;
    if (triple.object.type !== 'term' || triple.object.subType === 'triple') return undefined;
    if (triple.predicate.type === 'term') plain.push(steps.along(triple, triple.predicate));
    else if (triple.predicate.subType === '/' && triple.predicate.items.every(isIri))
      plain.push(...steps.alongPath(triple, triple.predicate.items as TermIri[]));
    else return undefined;
  }
  return plain;
}

function localPart(pattern: Pattern, subjects: ReadonlySet<string>, steps: Steps): Pattern | undefined {
  if (pattern.type !== 'pattern') return undefined;
  if (pattern.subType === 'filter') {
    const expression = localExpression(pattern.expression, subjects, steps);
    return expression && { ...pattern, expression };
  }
  if (pattern.subType !== 'optional' && pattern.subType !== 'minus') return undefined;
  const patterns = localGroup(pattern.patterns, subjects, steps);
  return patterns && { ...pattern, patterns };
}

/** Triple patterns and filters over subjects that the solution outside binds. */
function localGroup(
  patterns: readonly Pattern[],
  subjects: ReadonlySet<string>,
  steps: Steps,
): Pattern[] | undefined {
  const found: Pattern[] = [];
  for (const pattern of patterns) {
    if (pattern.type !== 'pattern') return undefined;
    if (pattern.subType === 'filter') {
      const expression = localExpression(pattern.expression, new Set(), steps);
      if (!expression) return undefined;
      found.push({ ...pattern, expression });
    } else if (pattern.subType === 'bgp') {
      const triples = pattern.triples.every(
        (triple) => triple.type === 'triple' && triple.predicate.type === 'term',
      )
        ? plainTriples(pattern, steps)
        : undefined;
      if (!triples?.every(({ subject }) => isVariable(subject) && subjects.has(subject.value)))
        return undefined;
      found.push({ ...pattern, triples });
    } else return undefined;
  }
  return found.some((pattern) => pattern.type === 'pattern' && pattern.subType === 'bgp') ? found : undefined;
}

/** Functions whose value is another one each time. */
const volatile: ReadonlySet<string> = new Set(['rand', 'uuid', 'struuid', 'bnode', 'now']);

function localExpression(
  expression: Expression,
  subjects: ReadonlySet<string>,
  steps: Steps,
): Expression | undefined {
  if (expression.type === 'term') return expression.subType === 'triple' ? undefined : expression;
  if (expression.subType === 'patternOperation') {
    const patterns = localGroup(expression.args.patterns, subjects, steps);
    return patterns && { ...expression, args: { ...expression.args, patterns } };
  }
  if (expression.subType !== 'operation' || volatile.has(expression.operator.toLowerCase())) return undefined;
  const args = expression.args.map((argument) => localExpression(argument, subjects, steps));
  return args.includes(undefined) ? undefined : { ...expression, args: args as Expression[] };
}

/** Names the nodes between the steps of paths, and notes the predicates. */
class Steps {
  readonly predicates: (TermIri | TermVariable)[] = [];
  #next = 0;

  along(triple: TripleNesting, predicate: TermIri | TermVariable): TripleNesting {
    this.predicates.push(predicate);
    return triple;
  }

  alongPath(triple: TripleNesting, path: readonly TermIri[]): TripleNesting[] {
    this.predicates.push(...path);
    return path.map((predicate, index) => ({
      ...triple,
      subject: index === 0 ? triple.subject : variable(`${marker}step${this.#next}`),
      predicate,
      object: index === path.length - 1 ? triple.object : variable(`${marker}step${++this.#next}`),
    }));
  }
}

interface Variable {
  readonly type: 'term';
  readonly subType: 'variable';
  readonly value: string;
}

export function isVariable(node: { type: string; subType?: string } | undefined): node is Variable {
  return node?.type === 'term' && node.subType === 'variable';
}

function isIri(node: { type: string; subType?: string }): boolean {
  return node.type === 'term' && node.subType === 'namedNode';
}
