import { datasetPut } from '../../contract/support/dataset-put.ts';
import { type RunningPortal, startPortal } from '../running-portal.ts';
import { type Site, titleOf } from './harvest-site.ts';

const base = 'https://agency.example/';

/** Another portal of this kind, behind a server that may answer in its place. */
export class FivestarSite {
  readonly site: Site;
  readonly #portal: RunningPortal;

  private constructor(portal: RunningPortal) {
    this.#portal = portal;
    this.site = {
      name: 'fivestar',
      definition: { type: 'fivestar' },
      path: '/',
      follows: true,
      async page({ pathname }) {
        const answer = await fetch(portal.origin + pathname, { headers: { accept: 'application/n-quads' } });
        if (!answer.ok) return undefined;
        const etag = answer.headers.get('etag');
        return {
          type: answer.headers.get('content-type') ?? '',
          body: Buffer.from(await answer.arrayBuffer()),
          ...(etag !== null && { headers: { ETag: etag } }),
        };
      },
      isLast: ({ pathname }) => /^\/feed\/ldes\/\d+(?:\.nq)?$/.test(pathname),
      endless: () => ({
        type: 'application/n-quads',
        body: `<${base}feed/ldes#stream> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/ldes#EventStream> .\n<${base}feed/ldes/1> <https://w3id.org/ldes#immutable> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n`,
      }),
    };
  }

  static async start(): Promise<FivestarSite> {
    const fivestar = new FivestarSite(await startPortal({ base }));
    await fivestar.publish(...[1, 2, 3, 4, 5, 6].map((number) => titleOf(number)));
    return fivestar;
  }

  /** The titles of its records, from the first. */
  async publish(...titles: readonly string[]): Promise<void> {
    await this.#portal.store.commit(titles.map((title, at) => datasetPut(base, `record-${at + 1}`, title)));
  }

  close(): Promise<void> {
    return this.#portal.close();
  }
}
