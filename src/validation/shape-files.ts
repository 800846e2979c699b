import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import { Failure } from '../model/failure.ts';
import { formatOfExtension, nQuads, nTriples, triG, turtle } from '../rdf/formats.ts';
import { owl } from '../vocabulary/terms.ts';
import { surveyShapes } from './shape-soundness.ts';

/** The policies that the package brings, and the files that each is made of: `ndsap` asks for all that `dcat` asks for. */
export const builtInPolicies = {
  dcat: ['dcat.ttl'],
  ndsap: ['dcat.ttl', 'ndsap.ttl'],
} as const satisfies Record<string, readonly string[]>;

const readable = [turtle, triG, nTriples, nQuads];

/** Two floors up from here both in `src/` and in `dist/`. */
const shapesFolder = new URL('../../shapes/', import.meta.url);

/** The files behind policy names: built-in names or paths of shape files, each file once. */
export function shapeFilesOf(policies: readonly string[]): string[] {
  const files = policies.flatMap((name) =>
    isBuiltIn(name)
      ? builtInPolicies[name].map((file) => fileURLToPath(new URL(file, shapesFolder)))
      : [name],
  );
  return [...new Set(files)];
}

function isBuiltIn(name: string): name is keyof typeof builtInPolicies {
  return Object.hasOwn(builtInPolicies, name);
}

/**
 * The shapes of one file. Relative IRIs are resolved against `base`. `owl:imports` is left out: nothing is fetched.
 * @throws Failure `invalid-configuration`, naming the file and, where the syntax is wrong, the line.
 */
export async function readShapes(file: string, base: string): Promise<Quad[]> {
  const text = await readText(file);
  const quads = parse(file, text, base).filter((quad) => quad.predicate.value !== owl.imports);
  const { hasTargets, problems } = surveyShapes(quads);
  if (problems.length > 0)
    throw refusal(file, `cannot be used: ${problems.join('; ')}. Mend or remove these constraints.`);
  if (quads.length === 0 || !hasTargets)
    throw refusal(
      file,
      'holds no SHACL shapes with a target (sh:targetClass and its like). Name a file that holds the shapes themselves: owl:imports is not followed.',
    );
  return quads;
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const names = Object.keys(builtInPolicies).join(', ');
    throw refusal(
      file,
      `cannot be read. Give the path of a shapes file, or one of the built-in policies: ${names}.`,
      {
        cause,
      },
    );
  }
}

function parse(file: string, text: string, base: string): Quad[] {
  const format = formatOfExtension(file.slice(file.lastIndexOf('.') + 1)) ?? turtle;
  if (!readable.includes(format))
    throw refusal(file, `is ${format.name}; shapes are read from ${readable.map((f) => f.name).join(', ')}.`);
  try {
    return new Parser({ baseIRI: base, format: format.mediaType }).parse(text) as unknown as Quad[];
  } catch (cause) {
    throw refusal(file, `is no ${format.name}${lineOf(cause)}: ${messageOf(cause)}`, { cause });
  }
}

function lineOf(error: unknown): string {
  const context = error instanceof Error && 'context' in error ? error.context : undefined;
  const line = typeof context === 'object' && context && 'line' in context ? context.line : undefined;
  return typeof line === 'number' ? ` (line ${line})` : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function refusal(file: string, what: string, options?: ErrorOptions): Failure {
  return new Failure('invalid-configuration', `The shapes file ${file} ${what}`, options);
}
