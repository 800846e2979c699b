import type { Iri } from '../vocabulary/iri.ts';
import { dcat, dct, schema } from '../vocabulary/terms.ts';
import type { Description } from './description.ts';

/** Start and end of the periods that a resource is about, in the lexical forms of their dates; either may be open. */
export function periodsOf(
  from: Description,
  topic: Iri,
): readonly { readonly start: string | undefined; readonly end: string | undefined }[] {
  return from.iris(topic, dct.temporal).flatMap((period) => {
    const [start] = from.firstLiterals(period, [dcat.startDate, schema.startDate]);
    const [end] = from.firstLiterals(period, [dcat.endDate, schema.endDate]);
    return start || end ? [{ start: start?.value, end: end?.value }] : [];
  });
}
