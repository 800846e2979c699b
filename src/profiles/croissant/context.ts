import { prefixes } from '../../vocabulary/prefixes.ts';
import type { JsonLdNode } from '../schema/json-ld.ts';

const namespace = 'http://mlcommons.org/croissant/';

/** Terms of Croissant that stand for themselves. */
const ownTerms = [
  'citeAs',
  'column',
  'extract',
  'field',
  'fileObject',
  'fileProperty',
  'fileSet',
  'format',
  'includes',
  'isLiveDataset',
  'jsonPath',
  'key',
  'md5',
  'parentField',
  'path',
  'recordSet',
  'references',
  'regex',
  'repeated',
  'replace',
  'separator',
  'source',
  'subField',
  'transform',
] as const;

/**
 * The JSON-LD context that the specification asks for (Croissant 1.0, Appendix 1), with the terms that its own examples
 * have beside it.
 * @param language of the texts
 */
export function croissantContext(language: string): JsonLdNode {
  return {
    '@language': language,
    '@vocab': 'https://schema.org/',
    sc: 'https://schema.org/',
    cr: namespace,
    dct: prefixes.dct,
    conformsTo: 'dct:conformsTo',
    data: { '@id': 'cr:data', '@type': '@json' },
    dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
    examples: { '@id': 'cr:examples', '@type': '@json' },
    ...Object.fromEntries(ownTerms.map((term) => [term, `cr:${term}`])),
  };
}
