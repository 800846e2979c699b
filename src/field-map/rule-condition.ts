import { labelKey } from '../mapping/label-key.ts';
import { textsOf } from '../mapping/values/text.ts';
import type { FieldName, MapPlace } from './map-place.ts';
import { plainValue, type RowFields } from './rule-fields.ts';

/** What must be true of a field; all of what is stated must be. */
export interface Condition {
  readonly place: MapPlace;
  readonly field: FieldName;
  /** One of these, whatever the case, blanks and punctuation. */
  readonly is?: readonly string[];
  readonly isNot?: readonly string[];
  readonly contains?: readonly string[];
  readonly beginsWith?: readonly string[];
  readonly empty?: boolean;
}

export function holds(condition: Condition, fields: RowFields): boolean {
  const texts = fields.values(condition.field.name).flatMap((value) => textsOf(plainValue(value)));
  const { is, isNot, contains, beginsWith, empty } = condition;
  if (empty !== undefined && (texts.length === 0) !== empty) return false;
  const equals = (text: string, other: string) => labelKey(text) === labelKey(other);
  if (is && !texts.some((text) => is.some((one) => equals(text, one)))) return false;
  if (isNot && texts.some((text) => isNot.some((one) => equals(text, one)))) return false;
  const folded = texts.map((text) => text.toLowerCase());
  if (contains && !folded.some((text) => contains.some((one) => text.includes(one.toLowerCase()))))
    return false;
  return !beginsWith || folded.some((text) => beginsWith.some((one) => text.startsWith(one.toLowerCase())));
}
