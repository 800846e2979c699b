import { basename } from 'node:path';
import { slug } from '../mapping/iris.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { policyIri } from '../vocabulary/ndsap.ts';

const builtIn = ['ndsap', 'dcat'] as const;

/** The policy that a catalog record says it conforms to: the strictest built-in one, else the first shapes file by name. */
export function policyOf(base: string, policies: readonly string[]): Iri {
  const name = builtIn.find((key) => policies.includes(key));
  return policyIri(base, name ?? slug(basename(policies[0] ?? 'dcat').replace(/\.[^.]+$/, '')));
}
