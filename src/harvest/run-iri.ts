import type { Iri } from '../vocabulary/iri.ts';

/** Address of what is told of a source. */
export function sourceAddress(base: string, source: string): Iri {
  return `${base}harvest/${source}` as Iri;
}

/** The source itself. */
export function sourceIri(base: string, source: string): Iri {
  return `${sourceAddress(base, source)}#source` as Iri;
}

/** Address of the report of a run. */
export function runAddress(base: string, source: string, run: number): Iri {
  return `${base}harvest/${source}/${run}` as Iri;
}

/** The run itself, a `prov:Activity` (PROV-O §3.1). */
export function runIri(base: string, source: string, run: number): Iri {
  return `${runAddress(base, source, run)}#run` as Iri;
}
