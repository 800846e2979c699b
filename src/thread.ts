import { type ChildProcess, fork, type StdioOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
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

export interface ProcessOptions {
  /** Megabytes of JavaScript heap; past it the process aborts. */
  readonly memory: number;
  readonly env: NodeJS.ProcessEnv;
  readonly stdio: StdioOptions;
}

/**
 * Starts a module as a process of its own, for work that may take more memory than there is: where Node.js 20 ends a
 * thread for its memory while V8 compiles for it in the background, no other thread can be ended any more.
 * @param module as of {@link startThread}
 */
export function startProcess(
  module: string,
  from: string,
  { memory, env, stdio }: ProcessOptions,
): ChildProcess {
  const isSource = from.endsWith('.ts');
  return fork(fileURLToPath(new URL(`${module}.${isSource ? 'ts' : 'js'}`, from)), [], {
    execArgv: [`--max-old-space-size=${memory}`, ...(isSource ? ['--import', 'tsx'] : [])],
    env,
    serialization: 'advanced',
    stdio,
  });
}
