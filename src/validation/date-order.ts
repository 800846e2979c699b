/** Year, month, day as far as an xsd:date, dateTime, gYearMonth or gYear gives them. */
const calendar = /^(-?\d{4,})(?:-(\d{2}))?(?:-(\d{2}))?/;

/**
 * Whether `earlier` is not after `later`, by the days, months or years that both name. Unlike SPARQL's comparison (which
 * SHACL uses, section 4.5.3) it also answers for a date beside a date and time, or a time with and one without time zone.
 * @returns `undefined` where one of them is no date.
 */
export function datesInOrder(earlier: string, later: string): boolean | undefined {
  const from = calendar.exec(earlier)?.slice(1);
  const to = calendar.exec(later)?.slice(1);
  if (!from || !to) return undefined;
  for (const [index, part] of from.entries()) {
    const other = to[index];
    if (part === undefined || other === undefined) return true;
    if (Number(part) !== Number(other)) return Number(part) < Number(other);
  }
  return timesInOrder(earlier, later);
}

/** On the same day, times count only where they can be compared: both with a time zone, or both without. */
function timesInOrder(earlier: string, later: string): boolean {
  if (!earlier.includes('T') || !later.includes('T') || hasZone(earlier) !== hasZone(later)) return true;
  return Date.parse(earlier) <= Date.parse(later);
}

function hasZone(dateTime: string): boolean {
  return /(?:Z|[+-]\d{2}:\d{2})$/.test(dateTime);
}
