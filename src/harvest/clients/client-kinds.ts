import { checkHostBy } from '../../field-map/sql-host.ts';
import type { HarvestSettings } from '../harvest-messages.ts';
import type { ClientKind } from '../harvest-run.ts';
import type { SourceDefinition, SourceType } from '../source-definition.ts';
import { sourcePolicy } from '../source-fetcher.ts';
import { ckanClient } from './ckan-client.ts';
import { dataJsonClient } from './data-json-client.ts';
import { dcatClient } from './dcat-client.ts';
import { feedClient } from './feed-client.ts';
import { fivestarClient } from './fivestar-client.ts';
import { ldesClient } from './ldes-client.ts';
import { oaiClient } from './oai-client.ts';
import { sitemapClient } from './sitemap-client.ts';
import { tableClient } from './table-client.ts';

/** A kind of source, and what its minted keys stand under where its definition says nothing. */
export interface NamedClientKind extends ClientKind {
  readonly namespaced: (definition: SourceDefinition) => string;
}

const byName = ({ name }: SourceDefinition): string => name;

/** How a source of a type is read, and what several records under one key are there. */
export function clientKind(type: SourceType, settings: Pick<HarvestSettings, 'allow'>): NamedClientKind {
  switch (type) {
    case 'dcat':
      return { client: dcatClient, repeats: 'parts', statesDeletions: false, namespaced: byName };
    case 'ldes':
      return { client: ldesClient, repeats: 'versions', statesDeletions: true, namespaced: byName };
    case 'fivestar':
      return { client: fivestarClient, repeats: 'versions', statesDeletions: true, namespaced: byName };
    case 'ckan':
      return { client: ckanClient, repeats: 'versions', statesDeletions: false, namespaced: byName };
    case 'data-json':
      return { client: dataJsonClient, repeats: 'duplicates', statesDeletions: false, namespaced: byName };
    case 'oai-pmh':
      return { client: oaiClient, repeats: 'versions', statesDeletions: true, namespaced: byName };
    case 'feed':
      return { client: feedClient, repeats: 'versions', statesDeletions: true, namespaced: byName };
    case 'sitemap':
      return { client: sitemapClient, repeats: 'versions', statesDeletions: false, namespaced: byName };
    case 'table': {
      const client = tableClient((source) => checkHostBy(sourcePolicy(source, settings)));
      // Tables are what the portal's own departments keep: their keys are the portal's.
      return { client, repeats: 'duplicates', statesDeletions: false, namespaced: () => '' };
    }
  }
}
