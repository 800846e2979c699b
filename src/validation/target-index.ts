import type { Term } from '@rdfjs/types';
import type SHACLValidator from 'rdf-validate-shacl';
import { prefixes } from '../vocabulary/prefixes.ts';
import { rdf, sh } from '../vocabulary/terms.ts';
import type { ClassHierarchy } from './class-hierarchy.ts';
import { termKey } from './graph.ts';

type Shape = SHACLValidator['shapesGraph']['shapesWithTarget'][number];

const otherTargets = ['targetNode', 'targetSubjectsOf', 'targetObjectsOf', 'target'].map(
  (name) => `${prefixes.sh}${name}`,
);

/** Which shapes can apply to things of given classes, so that the library need not look for targets of all the others. */
export class TargetIndex {
  readonly #shapes: readonly Shape[];
  readonly #classes: ClassHierarchy | undefined;
  /** Shapes that find targets by other means than a class, by position. */
  readonly #always: ReadonlySet<number>;
  readonly #byTarget = new Map<string, number[]>();
  readonly #byClass = new Map<string, readonly number[]>();

  constructor(validator: SHACLValidator, classes: ClassHierarchy | undefined) {
    this.#shapes = validator.shapesGraph.shapesWithTarget;
    this.#classes = classes;
    const always = new Set<number>();
    for (const [position, shape] of this.#shapes.entries()) {
      const objects = (predicate: string) => [
        ...validator.$shapes.dataset.match(shape.shapeNode, namedNode(predicate)),
      ];
      const isClass = objects(rdf.type).some(({ object }) => object.value.endsWith('#Class'));
      if (isClass || otherTargets.some((predicate) => objects(predicate).length > 0)) always.add(position);
      for (const { object } of objects(sh.targetClass)) this.#target(object, position);
    }
    this.#always = always;
  }

  /** All shapes, or those for things of the classes `types`, in the order of the shapes graph. */
  shapesFor(types: Iterable<string> | undefined): readonly Shape[] {
    if (!types) return this.#shapes;
    const wanted = new Set(this.#always);
    for (const type of types) for (const position of this.#positions(type)) wanted.add(position);
    return this.#shapes.filter((_, position) => wanted.has(position));
  }

  #target(target: Term, position: number): void {
    const known = this.#byTarget.get(termKey(target));
    if (known) known.push(position);
    else this.#byTarget.set(termKey(target), [position]);
  }

  #positions(type: string): readonly number[] {
    let positions = this.#byClass.get(type);
    if (!positions) {
      positions = (this.#classes?.upwards(type) ?? [type]).flatMap((name) => this.#byTarget.get(name) ?? []);
      // Classes that no shape targets are not remembered: records may name any number of them.
      if (positions.length > 0) this.#byClass.set(type, positions);
    }
    return positions;
  }
}

function namedNode(value: string): Term {
  return {
    termType: 'NamedNode',
    value,
    equals: (other) => other?.termType === 'NamedNode' && other.value === value,
  };
}
