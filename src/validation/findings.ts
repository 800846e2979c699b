import type { Term } from '@rdfjs/types';
import { type Finding, severities } from '../model/finding.ts';
import type { MappedRecord } from '../model/record.ts';
import type { Text } from '../model/text.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { anyComponent, codeOf, componentTexts } from './component-texts.ts';
import { datesInOrder } from './date-order.ts';
import { termKey } from './graph.ts';
import type { RecordGraph } from './record-graph.ts';
import type { ShaclResult } from './shacl-engine.ts';
import { type ShapeFacts, type ShapeIndex, textOf } from './shape-index.ts';

const notAfter = `${prefixes.sh}LessThanOrEqualsConstraintComponent`;

/** A finding of SHACL: a plain value (structured clone) that keeps what a validation report states of it. */
export interface ShapeFinding extends Finding {
  /** The thing that the finding is about: the record's topic or one of its parts. */
  readonly focus: Iri;
  /** The constraint component, e.g. `sh:MinCountConstraintComponent`. */
  readonly component: Iri;
  /** The offending value as an RDF term. */
  readonly term?: { readonly value: string; readonly language?: string; readonly datatype?: string };
}

/** The findings of one record, worst first, then by `sh:order`; one for each focus node, path, component and value. */
export function findingsOf(
  results: readonly ShaclResult[],
  context: { readonly record: MappedRecord; readonly graph: RecordGraph; readonly shapes: ShapeIndex },
): ShapeFinding[] {
  const chosen = new Map<string, { readonly finding: ShapeFinding; readonly order: number }>();
  const said = new Set<string>();
  for (const result of results) {
    const facts = context.shapes.facts(result.shape);
    if (!context.graph.owns(result.focus) || facts.exempts.has(termKey(result.focus))) continue;
    if (result.component.value === notAfter && isSoundOrder(result, facts, context.graph)) continue;
    // A shape's own message stands for all of its constraints: one value is told of once.
    const saying = [result.focus, result.shape, ...(result.value ? [result.value] : [])]
      .map(termKey)
      .join(' ');
    if (facts.message && said.has(saying)) continue;
    said.add(saying);
    const finding = findingOf(result, facts, context);
    const key = keyOf(result, facts);
    const known = chosen.get(key);
    const better = known ? rank(known.finding) - rank(finding) || compare(facts.order, known.order) : 1;
    // Of two shapes that say the same, the more severe speaks, then the later one: the profile, not the general policy.
    if (better > 0) chosen.set(key, { finding, order: facts.order });
  }
  return [...chosen]
    .sort(([a, x], [b, y]) => rank(x.finding) - rank(y.finding) || compare(x.order, y.order) || compare(a, b))
    .map(([, { finding }]) => finding);
}

function findingOf(
  result: ShaclResult,
  facts: ShapeFacts,
  { record, shapes }: { readonly record: MappedRecord; readonly shapes: ShapeIndex },
): ShapeFinding {
  const { path, value, focus, shape } = result;
  const property = path?.termType === 'NamedNode' ? path.value : undefined;
  const code = codeOf(result.component.value);
  const fallback = componentTexts[code] ?? anyComponent;
  const field = facts.name ?? (property ? shapes.label(property) : shapes.label(shape.value));
  // A part has no row or column of its own: its IRI tells it from its siblings.
  const location = record.place.path ?? (focus.value === record.topic ? undefined : focus.value);
  const named = property === undefined ? undefined : record.fieldNames?.[`${focus.value} ${property}`];
  return {
    severity: facts.severity,
    code,
    field,
    ...(property !== undefined && { property: property as Iri }),
    ...(value && { value: value.value, term: plain(value) }),
    place: { ...record.place, ...(location !== undefined && { path: location }), field: named ?? field.en },
    message: messageOf(result, facts) ?? withExpectation(fallback.message, shapes.expectation(shape, code)),
    remedy: facts.remedy ?? fallback.remedy,
    ...(shape.termType === 'NamedNode' && { shape: shape.value as Iri }),
    focus: focus.value as Iri,
    component: result.component.value as Iri,
  };
}

/** The shape's message; the library has filled in the values of `{$minCount}` and its like. */
function messageOf({ messages }: ShaclResult, { message }: ShapeFacts): Text | undefined {
  return message && /\{[$?]/.test(message.en) ? textOf(messages) : message;
}

function withExpectation(message: Text, expected: string): Text {
  return expected
    ? { en: `${message.en} Expected: ${expected}.`, hi: `${message.hi} अपेक्षित: ${expected}।` }
    : message;
}

/** Complex paths have no name of their own; the shape's field tells them apart. */
function keyOf({ focus, path, component, value, shape }: ShaclResult, facts: ShapeFacts): string {
  const by = path?.termType === 'NamedNode' ? path.value : (facts.name?.en ?? termKey(shape));
  return [termKey(focus), by, component.value, value ? termKey(value) : ''].join(' ');
}

function plain(term: Term): NonNullable<ShapeFinding['term']> {
  if (term.termType !== 'Literal') return { value: term.value };
  const { value, language, datatype } = term;
  return language ? { value, language } : { value, datatype: datatype.value };
}

function rank(finding: Finding): number {
  return severities.indexOf(finding.severity);
}

function compare<Value extends number | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * SHACL compares dates as SPARQL does: a date beside a date and time cannot be compared, which counts as wrong order
 * (section 4.5.3). A publisher would read that as a false alarm: where the days that both name are in order, it is none.
 */
function isSoundOrder({ focus, value }: ShaclResult, facts: ShapeFacts, graph: RecordGraph): boolean {
  if (!value || facts.notAfter.length === 0) return false;
  const bounds = facts.notAfter.flatMap((predicate) => graph.objects(focus, predicate));
  return bounds.length > 0 && bounds.every((bound) => datesInOrder(value.value, bound.value) === true);
}
