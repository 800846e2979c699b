import { setImmediate } from 'node:timers/promises';
import type { Quad } from '@rdfjs/types';
import { Failure } from '../model/failure.ts';
import type { MappedRecord } from '../model/record.ts';
import { ndsapTerms } from '../vocabulary/ndsap.ts';
import { ClassHierarchy } from './class-hierarchy.ts';
import { findingsOf, type ShapeFinding } from './findings.ts';
import { IndexedGraph } from './graph.ts';
import { RecordGraph } from './record-graph.ts';
import { ShaclEngine } from './shacl-engine.ts';
import { readShapes, shapeFilesOf } from './shape-files.ts';
import { ShapeIndex } from './shape-index.ts';
import { surveyShapes } from './shape-soundness.ts';

export interface PolicyParts {
  /** The portal's base IRI, ending in `/`. */
  readonly base: string;
  readonly shapes: Iterable<Quad>;
  /** What is known beside the records: the vocabulary and concept schemes. */
  readonly background?: Iterable<Quad>;
}

/** Records between two breaths of the event loop. */
const breath = 200;

/** An acceptance policy: SHACL shapes with the background knowledge that they are checked against. */
export class Policy {
  readonly #engine: ShaclEngine;
  readonly #shapes: ShapeIndex;
  readonly #background: IndexedGraph;
  readonly #classes: ClassHierarchy;

  /** @throws Failure `invalid-configuration` where the shapes cannot be applied. */
  constructor({ base, shapes, background = [] }: PolicyParts) {
    const quads = [...shapes];
    const { recursive, problems } = surveyShapes(quads);
    if (problems.length > 0)
      throw new Failure('invalid-configuration', `The shapes cannot be used: ${problems.join('; ')}.`);
    const terms = ndsapTerms(base);
    this.#background = new IndexedGraph(background);
    this.#classes = new ClassHierarchy(this.#background);
    this.#engine = new ShaclEngine(quads, { recursive, classes: this.#classes });
    this.#shapes = new ShapeIndex(quads, [this.#background], terms);
  }

  /**
   * The findings of each record, in the order of the records. A record's findings depend on its own quads, the background
   * and the `context`, never on the other records.
   * @param context what else is known of things that the records refer to (organisations and concepts described elsewhere):
   *   shapes of other authorities ask for the class or the name of such things; the built-in ones do not. The class hierarchy
   *   is the background's alone.
   * @throws Failure `invalid-configuration` where a shape cannot be applied to a record.
   */
  async check(records: readonly MappedRecord[], context: Iterable<Quad> = []): Promise<ShapeFinding[][]> {
    const extra = new IndexedGraph(context);
    const known = extra.size > 0 ? [this.#background, extra] : [this.#background];
    const findings: ShapeFinding[][] = [];
    for (const [index, record] of records.entries()) {
      if (index > 0 && index % breath === 0) await setImmediate();
      findings.push(this.#checkOne(record, known));
    }
    return findings;
  }

  #checkOne(record: MappedRecord, known: readonly IndexedGraph[]): ShapeFinding[] {
    const graph = new RecordGraph(record, { background: known, classes: this.#classes });
    try {
      const results = this.#engine.run(graph, graph.types);
      return results.length === 0 ? [] : findingsOf(results, { record, graph, shapes: this.#shapes });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Failure(
        'invalid-configuration',
        `The shapes cannot be applied to <${record.topic}>: ${reason}`,
        {
          cause,
        },
      );
    }
  }
}

/**
 * The policy made of built-in names (`dcat`, `ndsap`) and shape files.
 * @throws Failure `invalid-configuration`, naming the file, and the line where the syntax is wrong.
 */
export async function loadPolicy(
  policies: readonly string[],
  options: Omit<PolicyParts, 'shapes'>,
): Promise<Policy> {
  const files = shapeFilesOf(policies);
  const shapes = await Promise.all(files.map((file) => readShapes(file, options.base)));
  return new Policy({ ...options, shapes: shapes.flat() });
}
