/**
 * A module of the built product. The bench measures `dist/`, what users run, and takes types from `src/`:
 * `await built<typeof import('../src/rdf/canonical.ts')>('rdf/canonical')`.
 */
export async function built<Module>(name: string): Promise<Module> {
  return (await import(new URL(`../dist/${name}.js`, import.meta.url).href)) as Module;
}

/** The built command line. */
export const cli = new URL('../dist/cli/main.js', import.meta.url).pathname;
