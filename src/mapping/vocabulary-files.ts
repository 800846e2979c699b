import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Quad } from '@rdfjs/types';
import { Parser } from 'n3';
import { Failure } from '../model/failure.ts';

/** One file of `ontologies/`, parsed. */
export interface VocabularyFile {
  /** Relative to the package root, such as `ontologies/sector.ttl`. */
  readonly name: string;
  readonly quads: readonly Quad[];
}

/** The project's own vocabulary, policies and concept schemes under one base IRI. */
export interface Vocabulary {
  readonly files: readonly VocabularyFile[];
  /** The triples of all files. */
  readonly quads: readonly Quad[];
}

/** `ontologies/` beside `src/`, and beside `dist/` once built. */
const ownFolder = new URL('../../ontologies/', import.meta.url);

/**
 * Reads the vocabulary. Its files hold relative IRIs, so that it lives under the base that the portal is configured with.
 * @param base the portal's base IRI, ending in `/`
 * @throws Failure `invalid-configuration` where a file is missing or is not Turtle
 */
export function loadVocabulary(base: string, folder: URL = ownFolder): Vocabulary {
  const files = turtleFiles(folder).map((file) => {
    const name = `ontologies/${file}`;
    return { name, quads: parse(readFileSync(new URL(file, folder), 'utf8'), name, base) };
  });
  return { files, quads: files.flatMap((file) => file.quads) };
}

/** Paths of the files of the vocabulary. */
export function vocabularyPaths(folder: URL = ownFolder): string[] {
  return turtleFiles(folder).map((file) => fileURLToPath(new URL(file, folder)));
}

function turtleFiles(folder: URL): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.ttl'))
      .sort();
  } catch (cause) {
    throw new Failure(
      'invalid-configuration',
      `The vocabulary folder ${folder.pathname} cannot be read. It belongs to the package: install it again.`,
      { cause },
    );
  }
}

function parse(text: string, name: string, base: string): Quad[] {
  try {
    return new Parser({ baseIRI: base, format: 'text/turtle' }).parse(text) as unknown as Quad[];
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('invalid-configuration', `${name} is not valid Turtle: ${reason}`, { cause });
  }
}
