import type { HarvestSettings } from '../harvest-messages.ts';
import type { ClientKind } from '../harvest-run.ts';
import type { SourceDefinition, SourceType } from '../source-definition.ts';
import { sourcePolicy } from '../source-fetcher.ts';

/** A kind of source, and what its minted keys stand under where its definition says nothing. */
export interface NamedClientKind extends ClientKind {
  readonly namespaced: (definition: SourceDefinition) => string;
}

const byName = ({ name }: SourceDefinition): string => name;

/**
 * How a source of a type is read, and what several records under one key are there. A client is loaded when it is wanted:
 * all of them take longer than a run that finds no change.
 */
export async function clientKind(
  type: SourceType,
  settings: Pick<HarvestSettings, 'allow'>,
): Promise<NamedClientKind> {
  switch (type) {
    case 'dcat':
      return {
        client: (await import('./dcat-client.ts')).dcatClient,
        repeats: 'parts',
        statesDeletions: false,
        namespaced: byName,
      };
    case 'ldes':
      return {
        client: (await import('./ldes-client.ts')).ldesClient,
        repeats: 'versions',
        statesDeletions: true,
        namespaced: byName,
      };
    case 'fivestar':
      return {
        client: (await import('./fivestar-client.ts')).fivestarClient,
        repeats: 'versions',
        statesDeletions: true,
        namespaced: byName,
      };
    case 'ckan':
      return {
        client: (await import('./ckan-client.ts')).ckanClient,
        repeats: 'versions',
        statesDeletions: false,
        namespaced: byName,
      };
    case 'data-json':
      return {
        client: (await import('./data-json-client.ts')).dataJsonClient,
        repeats: 'duplicates',
        statesDeletions: false,
        namespaced: byName,
      };
    case 'oai-pmh':
      return {
        client: (await import('./oai-client.ts')).oaiClient,
        repeats: 'versions',
        statesDeletions: true,
        namespaced: byName,
      };
    case 'feed':
      return {
        client: (await import('./feed-client.ts')).feedClient,
        repeats: 'versions',
        statesDeletions: true,
        namespaced: byName,
      };
    case 'sitemap':
      return {
        client: (await import('./sitemap-client.ts')).sitemapClient,
        repeats: 'versions',
        statesDeletions: false,
        namespaced: byName,
      };
    case 'table': {
      const { tableClient } = await import('./table-client.ts');
      const { checkHostBy } = await import('../../field-map/sql-host.ts');
      const client = tableClient((source) => checkHostBy(sourcePolicy(source, settings)));
      // Tables are what the portal's own departments keep: their keys are the portal's.
      return { client, repeats: 'duplicates', statesDeletions: false, namespaced: () => '' };
    }
  }
}
