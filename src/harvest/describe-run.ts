import type { Quad } from '@rdfjs/types';
import type { Text } from '../model/text.ts';
import { integer, literal, textTriples, triple, typed } from '../rdf/terms.ts';
import { harvestTerms } from '../vocabulary/harvest.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, prov, rdfs, xsd } from '../vocabulary/terms.ts';
import { describeRefusals } from './describe-refusals.ts';
import { runIri, sourceIri } from './run-iri.ts';
import type { RunCounts, RunReport } from './run-report.ts';

const countNames: readonly (keyof RunCounts)[] = [
  ...(['read', 'created', 'updated', 'unchanged', 'refused', 'withdrawn', 'held', 'ignored'] as const),
  ...(['requests', 'bytes'] as const),
];

/** What reads sources: the software of the portal (PROV-O, `prov:SoftwareAgent`). */
export function harvesterIri(base: string): Iri {
  return `${base}harvest#harvester` as Iri;
}

export function describeHarvester(base: string, title: Text): Quad[] {
  const agent = harvesterIri(base);
  return [
    typed(agent, prov.SoftwareAgent),
    ...textTriples(agent, rdfs.label, {
      en: `The harvester of ${title.en}`,
      hi: `${title.hi} का हार्वेस्टर`,
    }),
  ];
}

/** A run with all that its report has. */
export function describeRun(report: RunReport, base: string): Quad[] {
  const run = runIri(base, report.source, report.number);
  return [
    ...summariseRun(report, base),
    ...report.notes.map((note) => triple(run, rdfs.comment, literal(note))),
    ...describeRefusals(report, base),
  ];
}

/** A run as a `prov:Activity` (PROV-O §3.1): when, of what, by whom, what it came to, in numbers. */
export function summariseRun(report: RunReport, base: string): Quad[] {
  const { source, number, started, ended, counts, outcome, trigger, coverage, failure } = report;
  const terms = harvestTerms(base);
  const run = runIri(base, source, number);
  const time = (property: Iri, value: string) =>
    triple(run, property, literal(value, { datatype: xsd.dateTime }));
  return [
    typed(run, terms.Run),
    typed(run, prov.Activity),
    ...textTriples(run, rdfs.label, { en: `Run ${number} of ${source}`, hi: `${source} की बारी ${number}` }),
    triple(run, dct.identifier, literal(String(number))),
    triple(run, prov.used, sourceIri(base, source)),
    triple(run, prov.wasAssociatedWith, harvesterIri(base)),
    time(prov.startedAtTime, started),
    ...(ended === undefined ? [] : [time(prov.endedAtTime, ended)]),
    triple(run, terms.trigger, literal(trigger)),
    triple(run, terms.outcome, literal(outcome)),
    ...(coverage === undefined ? [] : [triple(run, terms.coverage, literal(coverage))]),
    ...countNames.map((name) => triple(run, terms[name], integer(counts[name]))),
    ...(failure
      ? [
          triple(run, terms.failureCode, literal(failure.code)),
          triple(run, terms.failureMessage, literal(failure.message)),
        ]
      : []),
  ];
}
