import type { RecordHead, RecordReader } from './record-store.ts';

/**
 * Whether a record is an alternate beside another document that its thing leads to. What lists things (the search, the
 * catalogue, CKAN's packages) leaves it out, so that none is met twice; what lists documents (feeds, dumps) has it.
 */
export function isAside(
  store: Pick<RecordReader, 'documentOf'>,
  { alternate, topic, document }: Pick<RecordHead, 'alternate' | 'topic' | 'document'>,
): boolean {
  return alternate === true && store.documentOf(topic) !== document;
}
