const counters: Readonly<Record<string, (text: string) => number>> = {
  'application/sparql-results+json': countJsonRows,
  'application/sparql-results+xml': (text) => occurrences(text, '<result>'),
  'text/tab-separated-values': (text) => occurrences(text, '\n') - 1,
  'text/csv': countCsvRows,
};

/**
 * The number of solutions in a serialised SELECT result as the engine writes it. A result that holds literals with line
 * breaks, brackets or markup is counted rightly: they are escaped or quoted.
 * @param atMost stop early: a text that is too short for more rows is not counted
 */
export function exceedsRows(text: string, mediaType: string, atMost: number): boolean {
  // The shortest row is an empty line.
  if (text.length < atMost) return false;
  const count = counters[mediaType];
  return count !== undefined && count(text) > atMost;
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}

function countCsvRows(text: string): number {
  let lines = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 34) quoted = !quoted;
    else if (code === 10 && !quoted) lines += 1;
  }
  return lines - 1;
}

/** Rows are the objects on the third level: the document, `results`, a row, its values. */
function countJsonRows(text: string): number {
  let rows = 0;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 34) index = endOfString(text, index);
    else if (code === 123 && ++depth === 3) rows += 1;
    else if (code === 125) depth -= 1;
  }
  return rows;
}

/** Position of the quotation mark that closes the string which opens at `start`. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 92) index += 1;
    else if (code === 34) return index;
  }
  return text.length;
}
