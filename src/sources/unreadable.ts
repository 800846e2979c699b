import type { Severity } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { SourceItem } from '../model/source-item.ts';
import type { Text } from '../model/text.ts';

/** What is wrong, and what to do. */
export interface Reason {
  readonly code: string;
  readonly message: Text;
  readonly remedy: Text;
}

const field: Readonly<Record<'row' | 'line' | 'element' | 'file', Text>> = {
  row: { en: 'Row', hi: 'पंक्ति' },
  line: { en: 'Line', hi: 'पंक्ति' },
  element: { en: 'Element', hi: 'अंश' },
  file: { en: 'File', hi: 'फ़ाइल' },
};
const excerptLength = 80;

/** An item for something in the input that is no record, or that should be known of it (`info`). */
export function unreadable(
  place: Place,
  reason: Reason,
  options: { value?: string; severity?: Severity } = {},
): SourceItem {
  const what =
    place.row !== undefined ? 'row' : place.path ? 'element' : place.line !== undefined ? 'line' : 'file';
  return {
    type: 'unreadable',
    finding: {
      severity: options.severity ?? 'violation',
      field: field[what],
      place,
      ...reason,
      ...(options.value === undefined ? {} : { value: excerpt(options.value) }),
    },
  };
}

function excerpt(value: string): string {
  return value.length <= excerptLength ? value : `${value.slice(0, excerptLength)}…`;
}
