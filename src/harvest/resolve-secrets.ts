import { Failure } from '../model/failure.ts';
import { type Secrets, secretsOf } from './secrets.ts';
import type { SourceDefinition } from './source-definition.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ResolvedSource {
  readonly definition: SourceDefinition;
  readonly secrets: Secrets;
}

/**
 * The definition with `${NAME}` in its address and header fields replaced by environment variables: secrets stand in no
 * data folder, no report and no page.
 * @throws Failure `invalid-configuration` that names every variable that is not set
 */
export function resolveSecrets(definition: SourceDefinition, environment: Environment): ResolvedSource {
  const missing = new Set<string>();
  const values = new Map<string, string>();
  const resolve = (text: string) =>
    text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_whole, name: string) => {
      const value = environment[name];
      if (value === undefined) missing.add(name);
      else values.set(value, name);
      return value ?? '';
    });
  const resolved: SourceDefinition = {
    ...definition,
    url: resolve(definition.url),
    ...(definition.headers && {
      headers: Object.fromEntries(
        Object.entries(definition.headers).map(([name, value]) => [name, resolve(value)]),
      ),
    }),
  };
  if (missing.size === 0) return { definition: resolved, secrets: secretsOf(values) };
  const list = [...missing].join(', ');
  throw new Failure(
    'invalid-configuration',
    `The source ${definition.name} needs the environment variable${missing.size > 1 ? 's' : ''} ${list}. Set it where Fivestar runs.`,
  );
}
