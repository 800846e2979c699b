import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageContext } from '../../../../../src/http/pages/page-context.ts';
import { Site } from '../../../../../src/http/site.ts';
import type { Language } from '../../../../../src/model/text.ts';
import { classLabels } from '../../../../../src/resources/class-labels.ts';
import { Labels } from '../../../../../src/resources/labels.ts';
import { propertyLabels } from '../../../../../src/resources/property-labels.ts';
import { LmdbRecordStore } from '../../../../../src/store/lmdb-record-store.ts';
import type { Iri } from '../../../../../src/vocabulary/iri.ts';

export const base = 'https://data.example.gov.in/';

/** A store of its own, and what pages need to know of it. */
export async function openPages(): Promise<{
  store: LmdbRecordStore;
  context(path: string, language?: Language): PageContext;
  close(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'fivestar-pages-'));
  const store = LmdbRecordStore.open(folder, { base });
  const shared = {
    site: new Site(base),
    portal: `${base}id/catalog/portal` as Iri,
    portalTitle: { en: 'Example Portal', hi: 'उदाहरण पोर्टल' },
    labels: new Labels({ store, vocabulary: [] }),
    properties: propertyLabels(base),
    classes: classLabels(base),
    store,
  };
  return {
    store,
    context: (path, language = 'en') => ({ ...shared, path, query: '', language, languageAsked: false }),
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
