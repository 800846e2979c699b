import type { Quad, Term } from '@rdfjs/types';
import SHACLValidator from 'rdf-validate-shacl';
import type { ClassHierarchy } from './class-hierarchy.ts';
import { validationEnvironment } from './environment.ts';
import { type Graph, IndexedGraph, termKey } from './graph.ts';
import { Pointer } from './pointer.ts';
import { TargetIndex } from './target-index.ts';

/** One result of a validation (SHACL section 3.6.2), as terms. */
export interface ShaclResult {
  readonly focus: Term;
  readonly path?: Term;
  readonly value?: Term;
  readonly severity: Term;
  readonly component: Term;
  readonly shape: Term;
  readonly messages: readonly Term[];
}

type Engine = SHACLValidator['validationEngine'];
type Path = Exclude<Parameters<SHACLValidator['nodeConformsToShape']>[2], Engine | null | undefined>;

/** Nested look-ups deeper than this count as conforming: a chain of that length stands in no record, and the stack is finite. */
const deepest = 150;

export interface EngineOptions {
  /** Whether a shape refers to itself, through others or not (SHACL section 3.4.3 leaves open what that means). */
  readonly recursive?: boolean;
  /** The class hierarchy of the data graphs; needed for {@link ShaclEngine.run} with types. */
  readonly classes?: ClassHierarchy;
}

/** Shapes in `rdf-validate-shacl`, run synchronously on one graph after the other. */
export class ShaclEngine {
  readonly #validator: SHACLValidator;
  readonly #guard: RecursionGuard | undefined;
  readonly #targets: TargetIndex;

  constructor(shapes: Iterable<Quad>, options: EngineOptions = {}) {
    // maxNodeChecks: the library skips the 51st check of a node by a shape without saying so; 0 lifts that.
    const settings = { factory: validationEnvironment(), maxNodeChecks: 0 };
    const graph = new IndexedGraph(shapes) as unknown as ConstructorParameters<typeof SHACLValidator>[0];
    if (options.recursive) {
      this.#guard = new RecursionGuard(graph, settings);
      this.#validator = this.#guard;
    } else this.#validator = new SHACLValidator(graph, settings);
    const namespaces = Object.entries(this.#validator.ns).map(([prefix, terms]) => [
      prefix,
      remembered(terms),
    ]);
    this.#validator.ns = Object.fromEntries(namespaces);
    this.#targets = new TargetIndex(this.#validator, options.classes);
  }

  /**
   * The results for `data`, or the library's own error where a shape cannot be applied.
   * @param types the classes of the things in `data`, where they are known: shapes for other classes are passed over
   */
  run(data: Graph, types?: Iterable<string>): readonly ShaclResult[] {
    this.#guard?.forget();
    const pointer = new Pointer(data, []) as unknown as SHACLValidator['$data'];
    this.#validator.$data = pointer;
    const engine = this.#validator.validationEngine;
    // The library leaves both as they were where a validation before this one threw.
    engine.recordErrorsLevel = 0;
    engine.nestedResults = {};
    engine.initReport();
    let found = false;
    for (const shape of this.#targets.shapesFor(types))
      for (const focus of shape.getTargetNodes(pointer))
        if (engine.validateNodeAgainstShape(focus, shape, pointer)) found = true;
    if (!found) return [];
    return engine.getReport().results.map((result) => ({
      focus: result.focusNode as Term,
      ...(result.path && { path: result.path }),
      ...(result.value && { value: result.value }),
      severity: result.severity as Term,
      component: result.sourceConstraintComponent as Term,
      shape: result.sourceShape as Term,
      messages: result.message,
    }));
  }
}

/** The terms of a namespace, each made once: the library's namespaces make a term anew, by name, at every mention. */
function remembered<Terms extends object>(namespace: Terms): Terms {
  const first = new Proxy(namespace, {
    get(target, name, receiver) {
      const term: unknown = Reflect.get(target, name);
      Object.defineProperty(receiver, name, { value: term });
      return term;
    },
  });
  return Object.create(first) as Terms;
}

/** Ends recursion: what is asked again while its answer is being worked out conforms, and each answer is worked out once. */
class RecursionGuard extends SHACLValidator {
  readonly #answers = new Map<string, boolean>();
  readonly #paths = new Map<Path, number>();

  forget(): void {
    this.#answers.clear();
  }

  override nodeConformsToShape(focus: Term, shape: Term, by?: Engine | Path | null): boolean {
    const key = `${this.#pathKey(by)} ${termKey(shape)} ${termKey(focus)}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.depth > deepest) return true;
    this.#answers.set(key, true);
    const answer = super.nodeConformsToShape(focus, shape, by);
    this.#answers.set(key, answer);
    return answer;
  }

  #pathKey(by: Engine | Path | null | undefined): number {
    if (!by || 'clone' in by) return 0;
    const known = this.#paths.get(by) ?? this.#paths.size + 1;
    this.#paths.set(by, known);
    return known;
  }
}
