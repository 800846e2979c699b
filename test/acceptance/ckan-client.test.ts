import assert from 'node:assert/strict';
import { promisify } from 'node:util';
import ckan from 'ckan';
import { dataset, records } from './example-records.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';
import { until } from './support/cli.ts';

interface Answer {
  readonly success: boolean;
  readonly result: unknown;
}

describe('ckan.js, a client of CKAN', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true, search: true });
    await portal.publish(...records, dataset('wheat', 'Wheat by district', '; dcat:keyword "wheat"'));
    await until(
      'the search index has followed',
      () => portal.search.state().sequence === portal.store.sequence(),
    );
  });
  after(() => portal.close());

  async function call(action: string, parameters: object): Promise<Answer> {
    const client = new ckan.Client(portal.origin);
    const act = promisify((name: string, data: object, done: (error: unknown, answer: Answer) => void) =>
      client.action(name, data, done),
    );
    return act(action, parameters);
  }

  it('lists', async () => {
    const { success, result } = await call('package_list', {});
    assert.equal(success, true);
    assert.ok(Array.isArray(result) && result.includes('wheat') && result.includes('prices-2016'));
    const organizations = await call('organization_list', { all_fields: true });
    assert.equal((organizations.result as unknown[]).length, 2);
  });

  it('searches', async () => {
    const { result } = await call('package_search', {
      q: 'wheat',
      fq: 'tags:wheat',
      rows: 5,
      'facet.field': ['tags'],
    });
    const { count, results, facets } = result as {
      count: number;
      results: { name: string }[];
      facets: { tags: Record<string, number> };
    };
    assert.equal(count, 1);
    assert.equal(results[0]?.name, 'wheat');
    assert.deepEqual(facets.tags, { wheat: 1 });
  });

  it('shows, and hears of what is not there', async () => {
    const { result } = await call('package_show', { id: 'prices-2016' });
    assert.equal((result as { title: string }).title, 'Consumer Price Index for March 2016');
    await assert.rejects(call('package_show', { id: 'nothing' }), (error: unknown) =>
      /HTTP code 404(?:.|\n)*Not Found Error/.test(String(error)),
    );
  });
});
