/** One RDF term of SPARQL 1.1 Query Results JSON (§3.2.2); a triple term is kept as text. */
export interface Term {
  readonly type: 'uri' | 'literal' | 'bnode' | 'triple';
  readonly value: string;
  readonly language?: string;
  readonly datatype?: string;
}

export type Cell = Term | undefined;

export interface Bindings {
  readonly variables: readonly string[];
  /** One cell for each variable. */
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * Reads https://www.w3.org/TR/sparql11-results-json/.
 * @returns `undefined` where the text is something else
 */
export function parseResults(text: string): Bindings | boolean | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(document)) return undefined;
  if (typeof document['boolean'] === 'boolean') return document['boolean'];
  const { head, results } = document;
  if (!isObject(head) || !isObject(results) || !Array.isArray(results['bindings'])) return undefined;
  const variables = Array.isArray(head['vars']) ? head['vars'].map(String) : [];
  const rows = results['bindings'].map((row: unknown) =>
    variables.map((name) => (isObject(row) ? termOf(row[name]) : undefined)),
  );
  return { variables, rows };
}

function termOf(value: unknown): Cell {
  if (!isObject(value)) return undefined;
  const { type } = value;
  if (type === 'triple') return { type, value: tripleText(value['value']) };
  if (typeof value['value'] !== 'string') return undefined;
  const language = value['xml:lang'];
  const { datatype } = value;
  return {
    type: type === 'uri' || type === 'bnode' ? type : 'literal',
    value: value['value'],
    ...(typeof language === 'string' && { language }),
    ...(typeof datatype === 'string' && { datatype }),
  };
}

/** SPARQL 1.2: a term that is a triple. */
function tripleText(value: unknown): string {
  if (!isObject(value)) return '';
  const parts = [value['subject'], value['predicate'], value['object']].map((part) => termOf(part));
  return `<<( ${parts.map((part) => part?.value ?? '').join(' ')} )>>`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
