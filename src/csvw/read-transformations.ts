import { type JsonObject, shownJson } from './json-value.ts';
import { at, type MetadataContext, metadataError, warnAt } from './metadata-context.ts';
import { readCommonProperties } from './read-annotations.ts';
import { checkType, readId, readObjects, readTitles, warnOfUnknown } from './read-properties.ts';

const properties = new Set(['@id', '@type', 'scriptFormat', 'source', 'targetFormat', 'titles', 'url']);

/**
 * `transformations` (§5.10) are checked, and none is run: CSV2RDF is the one that is done here.
 * @throws Failure `unreadable-input` where one has not what it must have
 */
export function readTransformations(object: JsonObject, context: MetadataContext): void {
  for (const { value, context: here } of readObjects(object, 'transformations', context)) {
    warnOfUnknown(value, properties, here, { common: true });
    checkType(value, 'Template', here);
    readId(value, here);
    readTitles(value, 'titles', here);
    readCommonProperties(value, here);
    for (const key of ['url', 'scriptFormat', 'targetFormat'])
      if (typeof value[key] !== 'string')
        throw metadataError(
          at(here, key),
          'A transformation has a URL here. Write it, or remove the transformation.',
        );
    const { source } = value;
    if (source !== undefined && source !== null && source !== 'json' && source !== 'rdf')
      warnAt(at(here, 'source'), `${shownJson(source)} is ignored. Write "json", "rdf" or null.`);
  }
}
