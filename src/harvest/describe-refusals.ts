import type { Quad } from '@rdfjs/types';
import { literal, triple, typed } from '../rdf/terms.ts';
import { resultTriples } from '../validation/report.ts';
import { harvestTerms } from '../vocabulary/harvest.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, prov, sh, xsd } from '../vocabulary/terms.ts';
import { runAddress, runIri } from './run-iri.ts';
import type { Refusal, RunReport } from './run-report.ts';
import { shownPlace } from './shown-address.ts';

/** The refusals of a run as a SHACL validation report (SHACL §3.6): each result names the source's record, and its place. */
export function describeRefusals({ source, number, refusals }: RunReport, base: string): Quad[] {
  if (refusals.length === 0) return [];
  const address = runAddress(base, source, number);
  const report = `${address}#refusals` as Iri;
  return [
    triple(runIri(base, source, number), harvestTerms(base).refusals, report),
    typed(report, sh.ValidationReport),
    triple(report, sh.conforms, literal('false', { datatype: xsd.boolean })),
    ...refusals.flatMap((refusal, at) => describeRefusal(refusal, { address, report, base, at: at + 1 })),
  ];
}

function describeRefusal(
  { key, label, findings }: Refusal,
  { address, report, base, at }: { address: Iri; report: Iri; base: string; at: number },
): Quad[] {
  const terms = harvestTerms(base);
  const record = `${address}#record-${at}` as Iri;
  return [
    typed(record, prov.Entity),
    ...(key === '' ? [] : [triple(record, dct.identifier, literal(key))]),
    ...(label === undefined ? [] : [triple(record, dct.title, literal(label))]),
    ...findings.flatMap((finding, index) => {
      const result = `${address}#refusal-${at}-${index + 1}` as Iri;
      return [
        triple(report, sh.result, result),
        ...resultTriples(result, record, finding, base),
        triple(result, terms.refusedRecord, record),
        triple(result, terms.place, literal(shownPlace(finding.place))),
      ];
    }),
  ];
}
