import { JsonAssembler, JsonReadError } from './json-assembler.ts';
import { wholeValues } from './json-profile.ts';
import { asObject, hasMember } from './json-structure.ts';
import type { ReadLimits } from './reader-context.ts';

/** What the beginning of a JSON input shows. */
export type JsonShape =
  | { readonly kind: 'document'; readonly sample: unknown; readonly error?: JsonReadError }
  | { readonly kind: 'lines'; readonly samples: readonly unknown[] };

const linesExtensions = new Set(['jsonl', 'ndjson', 'jsonlines']);

/** Whether `text` begins like JSON rather than like Turtle or TriG, which may begin with the same brackets. */
export function looksLikeJson(text: string): boolean {
  return (
    /^\s*(?:\{\s*(?:["}]|$)|\[\s*(?:[{["\d\]-]|true|false|null|$))/.test(text) &&
    !/^\s*\[\s*\]\s*\S/.test(text)
  );
}

/**
 * @param head UTF-8 bytes of the beginning, without byte order mark.
 * @param complete `head` is the whole input.
 */
export function recogniseJson(
  head: Uint8Array,
  complete: boolean,
  extension: string,
  limits: ReadLimits,
): JsonShape {
  const text = Buffer.from(head).toString('utf8');
  const lines = text.split('\n');
  const whole = nonBlank(complete ? lines : lines.slice(0, -1)).slice(0, 5);
  if (areLines(nonBlank(lines))) return { kind: 'lines', samples: whole.map(parsed) };
  if (whole.length === 0 && linesExtensions.has(extension.toLowerCase())) {
    return { kind: 'lines', samples: [beginning(head, limits).sample] };
  }
  return { kind: 'document', ...beginning(head, limits) };
}

function nonBlank(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.trim() !== '');
}

/**
 * The lines of a pretty-printed document are no objects by themselves; one broken line among the first is let pass.
 * A single line is read as a document, member by member.
 */
function areLines(lines: readonly string[]): boolean {
  const [first = '', second, third] = lines;
  if (!first.startsWith('{') || second === undefined) return false;
  if (isObjectLine(first)) return second.startsWith('{');
  const goesOn = third === undefined || third.startsWith('{');
  return isObjectLine(second) && goesOn && !first.trimEnd().endsWith('[');
}

function isObjectLine(line: string): boolean {
  return asObject(parsed(line)) !== undefined;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The first root value, as far as it can be read, and what keeps the rest from being read. */
function beginning(head: Uint8Array, limits: ReadLimits): { sample: unknown; error?: JsonReadError } {
  const assembler = new JsonAssembler(wholeValues, limits);
  try {
    const [first] = assembler.write(head);
    return { sample: first ? first.value : assembler.abandon() };
  } catch (error) {
    if (!(error instanceof JsonReadError)) throw error;
    const [first] = assembler.drain();
    return { sample: first ? first.value : assembler.abandon(), error };
  }
}

/** JSON-LD (any form): keywords at the root, or nodes in a root array. */
export function looksLikeJsonLd(sample: unknown): boolean {
  if (Array.isArray(sample)) {
    return sample.slice(0, 5).some((node) => hasMember(node, '@id') || hasMember(node, '@type'));
  }
  return ['@context', '@graph', '@id', '@type'].some((keyword) => hasMember(sample, keyword));
}

/** JSON-LD in the words of schema.org alone: its context stands at the root, by any address that people write for it. */
export function isSchemaOrg(sample: unknown): boolean {
  const roots = Array.isArray(sample) ? sample.slice(0, 5) : [sample];
  return roots.some(
    (root) =>
      hasMember(root, '@context') &&
      /^(?:https?:\/\/)?(?:www\.)?schema\.org\/?$/i.test(String(asObject(root)?.['@context'])),
  );
}
