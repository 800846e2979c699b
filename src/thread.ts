import { type ResourceLimits, Worker } from 'node:worker_threads';

/**
 * Starts a module of this package as a worker thread. `module` is its URL without extension: the built JavaScript, or,
 * where the sources themselves run (tests, development), the TypeScript through tsx, which threads do not inherit
 * (found from the working folder, which is the package's then).
 * @param from `import.meta.url` of the caller, which tells the two apart
 * @param resourceLimits memory that the thread may take; past it the thread ends
 */
export function startThread(
  module: string,
  from: string,
  workerData?: unknown,
  resourceLimits: ResourceLimits = {},
): Worker {
  if (!from.endsWith('.ts')) return new Worker(new URL(`${module}.js`, from), { workerData, resourceLimits });
  const url = JSON.stringify(new URL(`${module}.ts`, from).href);
  const bootstrap = `import('tsx/esm/api').then(({ register }) => { register(); return import(${url}); })`;
  return new Worker(bootstrap, { eval: true, workerData, resourceLimits });
}
