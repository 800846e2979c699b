export type QueryForm = 'SELECT' | 'ASK' | 'CONSTRUCT' | 'DESCRIBE';

/** White space, comments and the declarations of a prologue (SPARQL 1.1 §19.8, rules 4 to 6; VERSION of SPARQL 1.2). */
const prologue =
  /(?:\s+|#[^\r\n]*|BASE\s*<[^<>"{}|^`\\\s]*>|PREFIX\s+[^\s:<]*:\s*<[^<>"{}|^`\\\s]*>|VERSION\s*(?:"[^"]*"|'[^']*'))*/iy;
const keyword = /(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/iy;

/** The form of a query: the keyword after its prologue. `undefined` where there is none: no query, or an update. */
export function queryForm(query: string): QueryForm | undefined {
  prologue.lastIndex = 0;
  prologue.exec(query);
  keyword.lastIndex = prologue.lastIndex;
  return keyword.exec(query)?.[1]?.toUpperCase() as QueryForm | undefined;
}
