import type { Described } from '../mapping/dcat-properties.ts';
import { elementsOf, type FieldTarget, propertyNames, targetNamed } from '../mapping/field-mapped-targets.ts';
import type { TargetRule, ValueRule } from './map-model.ts';
import { didYouMean } from './map-nearest.ts';
import type { MapNode } from './map-node.ts';
import { readRule } from './map-rule.ts';

/** Addresses of elements are those of a distribution; so is all that is named `distribution.…`. */
const distributionName = /^distribution\s*[.:]\s*(.+)$/i;

export interface TargetOptions {
  readonly thing: Described;
  readonly prefixes: Readonly<Record<string, string>>;
}

/** `fields`: element or property → one rule, or a list of them. */
export function readTargets(node: MapNode, options: TargetOptions): readonly TargetRule[] {
  const rules: TargetRule[] = [];
  for (const [name, value] of node.members()) {
    const target = readTarget(name, value, options);
    for (const item of value.items()) {
      const rule = readRule(item);
      if (target && rule) rules.push({ target: typed(target, rule, name, item), rule });
    }
    if (value.isEmpty)
      value.refuse('Nothing stands here; the name of a field is expected, or what is to be done.');
  }
  return rules;
}

function readTarget(
  name: string,
  node: MapNode,
  { thing, prefixes }: TargetOptions,
): FieldTarget | undefined {
  const inner = distributionName.exec(name)?.[1];
  const things: readonly Described[] =
    thing === 'dataset' ? (inner === undefined ? ['dataset', 'distribution'] : ['distribution']) : [thing];
  if (inner !== undefined && !things.includes('distribution'))
    return node.refuse(
      `Only datasets have distributions; this map describes ${thing === 'app' ? 'apps' : `${thing}s`}.`,
    );
  for (const one of things) {
    const target = targetNamed(inner ?? name, one, prefixes);
    if (target) return target;
  }
  const known = things.flatMap((one) => [...elementsOf(one), ...propertyNames(one)]);
  const other = (['dataset', 'app', 'catalog'] as const).find((one) => targetNamed(name, one, prefixes));
  const elsewhere = other ? ` It is one of ${other === 'app' ? 'apps' : `${other}s`}.` : '';
  return node.refuse(
    `"${name}" is neither an element of NDSAP nor a property that is known.${didYouMean(name, known) || elsewhere} ` +
      'Any other property is written with its prefix or IRI, such as "dct:relation".',
  );
}

/** `Title@hi` and `lang: hi` say the same; where both are said they must agree. */
function typed(target: FieldTarget, rule: ValueRule, name: string, node: MapNode): FieldTarget {
  if (target.language !== undefined && rule.language !== undefined && target.language !== rule.language)
    node.refuse(`"${name}" names another language than "lang: ${rule.language}".`);
  return target;
}
