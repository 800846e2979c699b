import type { Quad } from '@rdfjs/types';
import { integer, literal, triple, typed } from '../rdf/terms.ts';
import { harvestTerms } from '../vocabulary/harvest.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, prov, xsd } from '../vocabulary/terms.ts';
import type { SourceState } from './harvest-store.ts';
import { runIri, sourceAddress, sourceIri } from './run-iri.ts';
import { shownAddress } from './shown-address.ts';
import type { Schedule } from './source-definition.ts';

/**
 * A source as a `dcat:Catalog`: whatever it is spoken with, it is a collection of descriptions (DCAT 3 §6.3). Where it
 * is read is the endpoint of a `dcat:DataService` that serves it. Header fields and whatever is secret are left out.
 */
export function describeSource(state: SourceState, base: string): Quad[] {
  const { definition, records, failures, next, waiting, lastRun } = state;
  const { name, title, type, schedule, paused } = definition;
  const terms = harvestTerms(base);
  const source = sourceIri(base, name);
  return [
    typed(source, terms.Source),
    typed(source, dcat.Catalog),
    typed(source, prov.Entity),
    triple(source, dct.identifier, literal(name)),
    triple(source, dct.title, literal(title ?? name)),
    triple(source, terms.sourceType, literal(type)),
    ...describeService(state, base),
    ...(schedule && !paused ? [triple(source, terms.schedule, scheduleLiteral(schedule))] : []),
    ...(next === undefined || paused
      ? []
      : [triple(source, terms.nextRun, literal(next, { datatype: xsd.dateTime }))]),
    triple(source, terms.publishedRecords, integer(records)),
    triple(source, terms.failedRuns, integer(failures)),
    ...(waiting ? [triple(source, terms.waitingRun, runIri(base, name, waiting.run))] : []),
    ...(lastRun ? [triple(source, terms.run, runIri(base, name, lastRun.number))] : []),
  ];
}

function describeService({ definition }: SourceState, base: string): Quad[] {
  const { iri } = shownAddress(definition.url);
  if (iri === undefined) return [];
  const source = sourceIri(base, definition.name);
  const service = `${sourceAddress(base, definition.name)}#service` as Iri;
  return [
    triple(source, dcat.service, service),
    typed(service, dcat.DataService),
    triple(service, dcat.endpointURL, iri),
    triple(service, dcat.servesDataset, source),
  ];
}

/** An interval as a duration; a cron expression as it is written, with its time zone. */
function scheduleLiteral(schedule: Schedule) {
  if ('every' in schedule) return literal(`PT${schedule.every / 1_000}S`, { datatype: xsd.duration });
  return literal(`${schedule.cron} (${schedule.timezone ?? 'UTC'})`);
}
