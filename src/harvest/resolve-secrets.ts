import { Failure } from '../model/failure.ts';
import { unmasked } from './mask-item.ts';
import type { SourceDefinition } from './source-definition.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ResolvedSource {
  readonly definition: SourceDefinition;
  /** A text with every secret in it replaced by the name of its variable. */
  readonly mask: (text: string) => string;
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
  if (missing.size === 0) return { definition: resolved, mask: maskOf(values) };
  const list = [...missing].join(', ');
  throw new Failure(
    'invalid-configuration',
    `The source ${definition.name} needs the environment variable${missing.size > 1 ? 's' : ''} ${list}. Set it where Fivestar runs.`,
  );
}

/** As it is, and as it stands in an address: each of its parts is written in a way of its own (WHATWG URL §1.3). */
function formsOf(value: string): readonly string[] {
  const url = new URL('http://x/');
  url.username = value;
  url.pathname = value;
  url.search = value;
  const plain = url.search.slice(1);
  url.search = new URLSearchParams({ x: value }).toString();
  return [
    value,
    encodeURIComponent(value),
    url.username,
    url.pathname.slice(1),
    plain,
    url.search.slice('?x='.length),
    // What is shorter has lost steps of a path.
  ].filter((form) => form.length >= value.length);
}

/** In every form. The longest first: one may be part of another. */
function maskOf(values: ReadonlyMap<string, string>): (text: string) => string {
  if (values.size === 0) return unmasked;
  const shown = [...values]
    .filter(([value]) => value !== '')
    .flatMap(([value, name]) => [...new Set(formsOf(value))].map((form) => [form, `\${${name}}`] as const))
    .sort(([a], [b]) => b.length - a.length);
  return (text) => shown.reduce((masked, [secret, name]) => masked.replaceAll(secret, () => name), text);
}
