import { rdf } from '../vocabulary/terms.ts';
import type { Statement } from './statement.ts';

/** Prefix → namespace IRI. */
export type Prefixes = Readonly<Record<string, string>>;

/** Writes one document of one syntax piece by piece: `open`, `write` for each record, `close`. */
export interface DocumentWriter {
  /** @param prefixes those to declare: all that `write` may need, or did need */
  open(prefixes: Prefixes): string;
  /** The statements of one record; what is written is complete in itself. */
  write(statements: readonly Statement[]): string;
  close(): string;
}

/** `rdf:type` as a term of a {@link Statement}. */
export const typeTerm = `<${rdf.type}>`;

/** What one subject has: its objects by predicate, each once. */
export interface SubjectGroup {
  readonly subject: string;
  readonly properties: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Statements by subject and predicate, in the order of their first appearance, `rdf:type` first in each subject. */
export function groupBySubject(statements: Iterable<Statement>): Iterable<SubjectGroup> {
  const groups = new Map<string, { subject: string; properties: Map<string, Set<string>> }>();
  let group: { subject: string; properties: Map<string, Set<string>> } | undefined;
  for (const { subject, predicate, object } of statements) {
    if (group?.subject !== subject) {
      group = groups.get(subject);
      if (group === undefined) {
        group = { subject, properties: new Map([[typeTerm, new Set()]]) };
        groups.set(subject, group);
      }
    }
    const objects = group.properties.get(predicate);
    if (objects) objects.add(object);
    else group.properties.set(predicate, new Set([object]));
  }
  for (const { properties } of groups.values())
    if (properties.get(typeTerm)?.size === 0) properties.delete(typeTerm);
  return groups.values();
}

/** Statements by graph, in the order of their first appearance; the default graph is `''`. */
export function groupByGraph(statements: readonly Statement[]): ReadonlyMap<string, readonly Statement[]> {
  const groups = new Map<string, Statement[]>();
  for (const statement of statements) {
    const group = groups.get(statement.graph);
    if (group) group.push(statement);
    else groups.set(statement.graph, [statement]);
  }
  return groups;
}
