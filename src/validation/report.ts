import type { BlankNode, Quad, Quad_Object } from '@rdfjs/types';
import { DataFactory } from 'n3';
import type { Finding, Severity } from '../model/finding.ts';
import { languages } from '../model/text.ts';
import { iri, literal, triple } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { policyIri } from '../vocabulary/ndsap.ts';
import { rdf, sh, xsd } from '../vocabulary/terms.ts';
import type { ShapeFinding } from './findings.ts';

const severityTerms: Readonly<Record<Severity, Iri>> = {
  violation: sh.Violation,
  warning: sh.Warning,
  info: sh.Info,
};

/**
 * The findings of records as one SHACL validation report (SHACL section 3.6), default graph. Findings of the mapping
 * stand beside those of SHACL; their component is named after their code, as each result needs one.
 * @param base the portal's base IRI
 */
export function* validationReport(
  checked: Iterable<{ readonly topic: Iri; readonly findings: readonly Finding[] }>,
  base: string,
): Generator<Quad> {
  const report = blank('report');
  yield triple(report, rdf.type, sh.ValidationReport);
  let count = 0;
  for (const { topic, findings } of checked)
    for (const finding of findings) {
      const result = blank(`result${++count}`);
      yield triple(report, sh.result, result);
      yield* resultTriples(result, topic, finding, base);
    }
  yield triple(report, sh.conforms, literal(String(count === 0), { datatype: xsd.boolean }));
}

/** One finding as `sh:ValidationResult`. @param topic what it is about where it does not say so itself */
export function* resultTriples(
  result: BlankNode | Iri,
  topic: Iri,
  finding: Finding,
  base: string,
): Generator<Quad> {
  const ofShape = isOfShape(finding);
  const component = ofShape ? finding.component : `${policyIri(base, 'mapping')}#${finding.code}`;
  yield triple(result, rdf.type, sh.ValidationResult);
  yield triple(result, sh.focusNode, ofShape ? finding.focus : topic);
  yield triple(result, sh.resultSeverity, severityTerms[finding.severity]);
  yield triple(result, sh.sourceConstraintComponent, component as Iri);
  if (finding.property) yield triple(result, sh.resultPath, finding.property);
  if (finding.shape) yield triple(result, sh.sourceShape, finding.shape);
  const value = objectOf(finding);
  if (value) yield triple(result, sh.value, value);
  for (const language of languages)
    yield triple(result, sh.resultMessage, literal(messageOf(finding, language), { language }));
}

function messageOf({ field, message, remedy }: Finding, language: keyof Finding['message']): string {
  return `${field[language]}: ${message[language]} ${remedy[language]}`;
}

function objectOf(finding: Finding): Quad_Object | undefined {
  if (!isOfShape(finding)) return finding.value === undefined ? undefined : literal(finding.value);
  const { term } = finding;
  if (!term) return undefined;
  if (term.language) return literal(term.value, { language: term.language });
  return term.datatype ? literal(term.value, { datatype: term.datatype as Iri }) : iri(term.value as Iri);
}

function isOfShape(finding: Finding): finding is ShapeFinding {
  return 'focus' in finding && 'component' in finding;
}

function blank(label: string): BlankNode {
  return DataFactory.blankNode(label) as unknown as BlankNode;
}
