const most = 3;

/** Those of `names` that `word` is probably a slip for, best first, at most three. */
export function nearestNames(word: string, names: Iterable<string>): readonly string[] {
  const wanted = fold(word);
  const found: { readonly name: string; readonly distance: number }[] = [];
  for (const name of new Set(names)) {
    const other = fold(name);
    const distance = other.includes(wanted) && wanted.length > 3 ? 1 : distanceOf(wanted, other);
    if (distance <= Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3)))
      found.push({ name, distance });
  }
  return found
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** ` Did you mean "Title"?`, or nothing. */
export function didYouMean(word: string, names: Iterable<string>): string {
  const near = nearestNames(word, names).map((name) => `"${name}"`);
  return near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
}

function fold(text: string): string {
  return text
    .slice(0, 80)
    .toLowerCase()
    .replace(/[\s_.-]+/g, ' ')
    .trim();
}

/** Levenshtein's distance, row by row; two letters that changed places count once. */
function distanceOf(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(
        Math.min(
          changed,
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
