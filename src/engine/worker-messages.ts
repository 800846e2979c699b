import type { EngineQuery, GraphContent } from './query-engine.ts';

/** What the main thread asks of the Oxigraph worker. */
export type WorkerRequest =
  | { readonly id: number; readonly type: 'load'; readonly nquads: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly type: 'replace'; readonly graphs: readonly GraphContent[] }
  | { readonly id: number; readonly type: 'query'; readonly query: EngineQuery };

/** What the worker answers. `fatal`: the WebAssembly instance trapped and cannot be used any more. */
export type WorkerResponse =
  | { readonly id: number; readonly type: 'done'; readonly quads: number }
  | { readonly id: number; readonly type: 'answer'; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly type: 'malformed'; readonly message: string }
  | {
      readonly id: number;
      readonly type: 'fatal';
      readonly during: WorkerRequest['type'];
      readonly message: string;
    };
