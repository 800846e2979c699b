import type { EngineReplica } from '../engine/query-engine.ts';
import { Failure } from '../model/failure.ts';
import type { RecordReader } from '../store/record-store.ts';
import { storedContent } from './stored-content.ts';

/**
 * Loads everything that is published into an empty replica.
 * @param told hears of each part: the quads held with it, and the records in it; what it throws ends the loading
 * @returns quads held
 */
export async function loadReplica(
  replica: EngineReplica,
  store: RecordReader,
  told: (quads: number, records: number) => void,
): Promise<number> {
  let quads = 0;
  let before: { readonly held: Promise<number>; readonly records: number } | undefined;
  const settle = async () => {
    if (!before) return;
    quads = await before.held;
    told(quads, before.records);
  };
  for (const { nquads, records } of storedContent(store)) {
    // The engine takes in one chunk while the next is read and encoded here: neither waits for the other.
    const held = replica.load(nquads);
    held.catch(() => undefined);
    await settle();
    before = { held, records };
  }
  await settle();
  return quads;
}

export function tooManyQuads(maxQuads: number): Failure {
  return new Failure(
    'engine-full',
    `The catalogue has more than ${maxQuads} quads, more than the embedded engine is allowed to hold (max-quads). The records are safe in the store and are still dereferenced and harvested; SPARQL is off until there is less, or an outside SPARQL engine is used.`,
  );
}
