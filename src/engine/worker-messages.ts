import type { EditOperation, EditResult } from './engine-edit.ts';
import type { EngineImage, ImageHeader } from './engine-image.ts';
import type { EngineQuery, EngineSummary, GraphContent } from './query-engine.ts';

/** What the main thread asks of the Oxigraph worker. */
export type WorkerRequest =
  | { readonly id: number; readonly type: 'load'; readonly nquads: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly type: 'replace'; readonly graphs: readonly GraphContent[] }
  | { readonly id: number; readonly type: 'query'; readonly query: EngineQuery }
  | { readonly id: number; readonly type: 'edit'; readonly operations: readonly EditOperation[] }
  | { readonly id: number; readonly type: 'engine-lines'; readonly nquads: string }
  | { readonly id: number; readonly type: 'summary' }
  | { readonly id: number; readonly type: 'restore'; readonly fd: number; readonly header: ImageHeader }
  | { readonly id: number; readonly type: 'image' };

/** What the worker answers. `fatal`: the WebAssembly instance trapped and cannot be used any more. */
export type WorkerResponse =
  | { readonly id: number; readonly type: 'done'; readonly quads: number }
  | { readonly id: number; readonly type: 'summary'; readonly summary: EngineSummary }
  | { readonly id: number; readonly type: 'restored' }
  | { readonly id: number; readonly type: 'image'; readonly image: EngineImage }
  /** No image can be taken, or the one given cannot be used; then the worker cannot be used either. */
  | { readonly id: number; readonly type: 'no-image'; readonly message: string }
  | { readonly id: number; readonly type: 'edited'; readonly result: EditResult }
  | { readonly id: number; readonly type: 'engine-lines'; readonly lines: readonly string[] }
  | { readonly id: number; readonly type: 'answer'; readonly body: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly type: 'too-large'; readonly exceeded: 'rows' | 'bytes' }
  | { readonly id: number; readonly type: 'malformed'; readonly message: string }
  | {
      readonly id: number;
      readonly type: 'fatal';
      readonly during: WorkerRequest['type'];
      readonly message: string;
    };
