import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Answer, ask } from './client.ts';
import { dataset, prices, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';
import { until } from './support/cli.ts';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly title: string;
}

interface Package extends Named {
  readonly notes: string;
  readonly metadata_modified: string;
  readonly owner_org: string | null;
  readonly organization: Named | null;
  readonly groups: readonly Named[];
  readonly tags: readonly Named[];
  readonly resources: readonly (Named & { url: string; format: string; size: number; mimetype: string })[];
  readonly extras: readonly { key: string; value: string }[];
  readonly license_id: string;
  readonly license_url: string;
  readonly isopen: boolean;
  readonly title_translated: Record<string, string>;
}

interface Found {
  readonly count: number;
  readonly sort: string;
  readonly results: readonly Package[];
  readonly facets: Record<string, Record<string, number>>;
  readonly search_facets: Record<string, { items: { name: string; display_name: string; count: number }[] }>;
}

describe('the Action API of CKAN', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal({ vocabulary: true, search: true });
    await portal.publish(
      ...records,
      dataset(
        'wheat',
        'Wheat by district',
        '; dcat:theme <def/sector/agricultural-marketing> ; dcat:keyword "wheat"',
      ),
      dataset('wheatgrass', 'Wheatgrass', '; dcat:keyword "wheat", "prices"'),
      dataset(
        'rice',
        'Rice by district',
        '; dcat:theme <def/sector/agriculture> ; dct:license <https://licences.example/own>',
      ),
    );
    await followed();
  });
  after(async () => {
    await portal.close();
    assert.deepEqual(portal.logged, []);
  });

  const followed = () =>
    until('the search index has followed', () => portal.search.state().sequence === portal.store.sequence());

  function get(call: string, headers: Record<string, string> = {}): Promise<Answer> {
    return ask(`${portal.origin}/api/3/action/${call}`, { headers });
  }

  function post(action: string, body: string, type = 'application/json'): Promise<Answer> {
    const headers = { 'content-type': type };
    return ask(`${portal.origin}/api/action/${action}`, { method: 'POST', headers, body });
  }

  function resultOf<Result>(answer: Answer): Result {
    assert.equal(answer.status, 200, answer.body);
    assert.equal(answer.headers['content-type'], 'application/json;charset=utf-8');
    const { help, success, result } = JSON.parse(answer.body);
    assert.equal(success, true);
    assert.match(help, new RegExp(`^${base}api/3/action/help_show\\?name=\\w+$`));
    return result;
  }

  async function search(parameters: Record<string, string>): Promise<Found> {
    return resultOf<Found>(await get(`package_search?${new URLSearchParams(parameters)}`));
  }

  const namesOf = async (parameters: Record<string, string>) =>
    (await search({ rows: '100', sort: 'name asc', ...parameters })).results.map(({ name }) => name);

  it('lists names in their order, in stretches', async () => {
    const all = resultOf<string[]>(await get('package_list'));
    assert.equal(all.length, 8);
    assert.deepEqual(all, [...all].sort());
    assert.deepEqual(resultOf(await get('package_list?limit=3&offset=2')), all.slice(2, 5));
    const whole = resultOf<Package[]>(await get('current_package_list_with_resources?limit=2&offset=1'));
    assert.deepEqual(
      whole.map(({ name }) => name),
      all.slice(1, 3),
    );
  });

  it('shows a package by name and by id, with what CKAN and ckanext-dcat know', async () => {
    const shown = resultOf<Package>(await get('package_show?id=prices-2016'));
    assert.deepEqual(resultOf(await get(`package_show?id=${shown.id}`)), shown);
    assert.equal(shown.title, 'Consumer Price Index for March 2016');
    assert.equal(shown.title_translated['hi'], 'मार्च 2016 का उपभोक्ता मूल्य सूचकांक');
    assert.equal(shown.notes, 'What a basket of goods cost, month by month.');
    assert.equal(shown.license_id, 'GODL-India');
    assert.equal(shown.license_url, 'https://data.gov.in/government-open-data-license-india');
    assert.equal(shown.isopen, true);
    assert.equal(shown.organization?.name, 'ministry-of-statistics__price-division');
    assert.equal(shown.owner_org, shown.organization?.id);
    assert.deepEqual(
      shown.groups.map(({ name }) => name),
      ['finance'],
    );
    assert.deepEqual(shown.tags.map(({ name }) => name).sort(), ['inflation', 'prices']);
    const [resource] = shown.resources;
    assert.equal(resource?.name, 'Table as CSV');
    assert.equal(resource?.url, 'https://mospi.example.gov.in/cpi/2016-03.csv');
    assert.equal(resource?.format, 'CSV');
    assert.equal(resource?.mimetype, 'text/csv');
    assert.equal(resource?.size, 48213);
    assert.deepEqual(resultOf(await get(`resource_show?id=${resource?.id}`)), resource);
    const extras = Object.fromEntries(shown.extras.map(({ key, value }) => [key, value]));
    assert.equal(extras['uri'], `${base}id/dataset/prices-2016`);
    assert.equal(extras['identifier'], 'prices-2016');
    assert.equal(extras['issued'], '2016-04-12');
    assert.equal(extras['frequency'], 'http://publications.europa.eu/resource/authority/frequency/MONTHLY');
    assert.deepEqual(JSON.parse(extras['theme'] ?? ''), [`${base}def/sector/finance`]);
    assert.equal(extras['publisher_uri'], `${base}id/organization/ministry-of-statistics/price-division`);
    assert.equal(extras['publisher_name'], 'Price Division');
    assert.equal(extras['contact_email'], 'prices@example.gov.in');
    assert.equal(extras['spatial_uri'], `${base}id/place/in-ka`);
  });

  it('takes parameters by POST, as JSON and as a form, and JSON that is sent as a form', async () => {
    const wanted = resultOf<Package>(await get('package_show?id=wheat'));
    assert.deepEqual(resultOf(await post('package_show', '{"id": "wheat"}')), wanted);
    const form = 'application/x-www-form-urlencoded';
    assert.deepEqual(resultOf(await post('package_show', 'id=wheat', form)), wanted);
    assert.deepEqual(resultOf(await post('package_show', '{"id": "wheat"}', form)), wanted);
    const encoded = encodeURIComponent('{"id": "wheat"}');
    assert.deepEqual(resultOf(await post('package_show', encoded, form)), wanted);
    const found = resultOf<Found>(
      await post(
        'package_search',
        JSON.stringify({ fq_list: ['tags:wheat', 'tags:prices'], rows: 5, facet: false }),
      ),
    );
    assert.deepEqual(
      found.results.map(({ name }) => name),
      ['wheatgrass'],
    );
  });

  it('finds words, and by fields, times and their combinations', async () => {
    assert.equal((await search({ q: '*:*' })).count, 8);
    assert.deepEqual(await namesOf({ q: 'wheat district' }), ['wheat']);
    assert.deepEqual(await namesOf({ q: 'wheatg*' }), ['wheatgrass']);
    assert.deepEqual(await namesOf({ q: 'whaet' }), [], 'no guesses');
    assert.deepEqual(await namesOf({ q: 'title:wheat OR title:rice' }), ['rice', 'wheat']);
    assert.deepEqual(await namesOf({ q: 'district NOT rice' }), ['wheat']);
    assert.deepEqual(await namesOf({ fq: 'tags:wheat -tags:prices' }), ['wheat']);
    assert.deepEqual(await namesOf({ fq: 'res_format:CSV' }), ['prices-2016']);
    assert.deepEqual(await namesOf({ fq: 'license_id:"https://licences.example/own"' }), ['rice']);
    assert.deepEqual(await namesOf({ fq: 'organization:ministry-of-statistics__price-division' }), [
      'prices-2016',
    ]);
    // What is in a sub-sector is in its sector, too.
    assert.deepEqual(await namesOf({ fq: 'groups:agriculture' }), ['rice', 'wheat']);
    assert.deepEqual(await namesOf({ fq: 'groups:agricultural-marketing' }), ['wheat']);
    const shown = resultOf<Package>(await get('package_show?id=rice'));
    const modified = `${shown.metadata_modified.slice(0, 23)}Z`;
    assert.equal((await search({ fq: `metadata_modified:[${modified} TO *]` })).count >= 1, true);
    assert.equal((await search({ fq: `metadata_modified:{NOW+1DAY TO *]` })).count, 0);
    assert.equal((await search({ fq: 'metadata_modified:[* TO 2001]' })).count, 0);
  });

  it('puts in order, up and down', async () => {
    for (const key of ['name', 'title', 'id', 'metadata_modified', 'metadata_created']) {
      const up = (await search({ sort: `${key} asc`, rows: '100' })).results;
      const down = (await search({ sort: `${key} desc, id desc`, rows: '100' })).results;
      assert.equal(up.length, 8);
      if (key === 'name' || key === 'id') {
        const values = up.map((one) => one[key]);
        assert.deepEqual(values, [...values].sort(), key);
        assert.deepEqual(
          down.map((one) => one[key]),
          values.toReversed(),
          key,
        );
      }
    }
    const [best] = (await search({ q: 'wheat' })).results;
    assert.equal(best?.name, 'wheat');
  });

  it('counts facets among what was found', async () => {
    const { facets, search_facets } = await search({
      fq: 'tags:wheat',
      rows: '0',
      'facet.field': '["tags", "organization", "groups", "res_format", "license_id"]',
      'facet.limit': '1',
    });
    assert.deepEqual(facets, {
      tags: { wheat: 2 },
      organization: { 'ministry-of-statistics': 2 },
      groups: { 'agricultural-marketing': 1 },
      res_format: {},
      license_id: { notspecified: 2 },
    });
    assert.deepEqual(search_facets['organization']?.items, [
      { name: 'ministry-of-statistics', display_name: 'Ministry of Statistics', count: 2 },
    ]);
    const all = await search({ fq: 'tags:wheat', rows: '0', 'facet.field': "['tags']", 'facet.limit': '-1' });
    assert.deepEqual(all.facets['tags'], { wheat: 2, prices: 1 });
  });

  it('lists and shows organisations, groups, tags and licences', async () => {
    assert.deepEqual(resultOf(await get('organization_list')), [
      'ministry-of-statistics',
      'ministry-of-statistics__price-division',
    ]);
    const [first] = resultOf<(Named & { package_count: number; is_organization: boolean })[]>(
      await get('organization_list?all_fields=true&sort=package_count%20desc'),
    );
    assert.equal(first?.title, 'Ministry of Statistics');
    assert.equal(first?.package_count, 7);
    assert.equal(first?.is_organization, true);
    const division = resultOf<Named & { packages: Package[]; groups: { name: string }[] }>(
      await get('organization_show?id=ministry-of-statistics__price-division&include_datasets=true'),
    );
    assert.deepEqual(
      division.packages.map(({ name }) => name),
      ['prices-2016'],
    );
    assert.deepEqual(
      division.groups.map(({ name }) => name),
      ['ministry-of-statistics'],
    );
    const groups = resultOf<string[]>(await get('group_list'));
    assert.ok(groups.includes('agriculture') && groups.includes('finance'));
    const group = resultOf<Named & { package_count: number }>(await get('group_show?id=agriculture'));
    assert.equal(group.title, 'Agriculture');
    assert.equal(group.package_count, 2);
    assert.deepEqual(resultOf(await get('tag_list?query=WHE')), ['wheat']);
    const tag = resultOf<Named & { packages: Package[] }>(
      await get('tag_show?id=wheat&include_datasets=true'),
    );
    assert.equal(tag.packages.length, 2);
    assert.deepEqual(resultOf<Named>(await get(`tag_show?id=${tag.id}`)).name, 'wheat');
    const licences = resultOf<{ id: string }[]>(await get('license_list')).map(({ id }) => id);
    assert.ok(licences.includes('CC-BY-4.0') && licences.includes('https://licences.example/own'));
    assert.deepEqual(resultOf(await get('format_autocomplete?q=cs')), ['csv']);
    assert.deepEqual(
      resultOf<Named[]>(await get('package_autocomplete?q=rice')).map(({ name }) => name),
      ['prices-2016', 'rice'],
    );
  });

  it('says what it is', async () => {
    assert.equal(resultOf(await get('site_read')), true);
    assert.equal(resultOf<{ site_url: string }>(await get('status_show')).site_url, base);
    assert.match(resultOf<string>(await get('help_show?name=package_search')), /fq/);
    // Every answer names the address of its own help.
    for (const call of ['status_show', 'site_read', 'package_list', 'help_show?name=tag_list']) {
      const { help } = JSON.parse((await get(call)).body);
      const answer = await ask(help.replace(base, `${portal.origin}/`));
      assert.ok(resultOf<string>(answer).length > 10, call);
    }
    assert.deepEqual(JSON.parse((await ask(`${portal.origin}/api/3`)).body), { version: 3 });
  });

  it('refuses as CKAN does', async () => {
    const refusal = async (answer: Answer, status: number, type: string) => {
      assert.equal(answer.status, status, answer.body);
      const { success, error } = JSON.parse(answer.body);
      assert.equal(success, false);
      assert.equal(error.__type, type);
      assert.ok(error.message.length > 5);
      assert.equal(answer.headers['cache-control'], 'no-store');
      return error;
    };
    await refusal(await get('package_show?id=nothing'), 404, 'Not Found Error');
    await refusal(await get('group_show?id=nothing'), 404, 'Not Found Error');
    const missing = await refusal(await get('package_show'), 409, 'Validation Error');
    assert.deepEqual(missing.id, ['Missing value']);
    for (const [query, said] of [
      ['q=notes:x', /"notes" is no field/],
      ['q=wheat~', /similarity/],
      ['bf=recip(x)', /Invalid search parameters: \["bf"\]/],
      ['rows=ten', /natural number/],
      ['sort=views_recent+desc', /no order/],
      ['facet.field=["author"]', /no facet/],
      ['q.op=OR', /q\.op/],
    ] as const) {
      const error = await refusal(await get(`package_search?${query}`), 409, 'Validation Error');
      assert.match(error.message, said);
    }
    const unknown = await get('package_dance');
    assert.equal(unknown.status, 400);
    assert.equal(JSON.parse(unknown.body), 'Bad request - Action name not known: package_dance');
    for (const name of ['constructor', '__proto__', 'toString'])
      assert.equal((await get(name)).status, 400, name);
    await refusal(await post('package_create', '{"name": "x"}'), 403, 'Authorization Error');
    assert.equal((await post('package_show', '{"id": ')).status, 400);
    assert.equal((await post('package_show', '["wheat"]')).status, 400);
    assert.equal((await get('package_list?callback=x')).status, 400);
    const deletion = await ask(`${portal.origin}/api/3/action/package_list`, { method: 'DELETE' });
    assert.equal(deletion.status, 405);
  });

  it('is cached, compressed and open to pages of other sites', async () => {
    const answer = await get('package_show?id=prices-2016');
    const { etag } = answer.headers;
    assert.ok(etag);
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    assert.equal((await get('package_show?id=prices-2016', { 'if-none-match': etag })).status, 304);
    const packed = await get('package_show?id=prices-2016', { 'accept-encoding': 'gzip' });
    assert.equal(packed.headers['content-encoding'], 'gzip');
    const head = await ask(`${portal.origin}/api/3/action/package_list`, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.equal(head.body, '');
    const preflight = await ask(`${portal.origin}/api/3/action/package_search`, { method: 'OPTIONS' });
    assert.match(String(preflight.headers['access-control-allow-methods']), /POST/);
  });

  it('shows at once what was published, and no longer what was withdrawn', async () => {
    await portal.publish(dataset('fresh', 'Fresh'));
    assert.equal(resultOf<Package>(await get('package_show?id=fresh')).title, 'Fresh');
    await portal.withdraw('doc/dataset/fresh');
    assert.equal((await get('package_show?id=fresh')).status, 404);
    assert.ok(!resultOf<string[]>(await get('package_list')).includes('fresh'));
  });

  it('tells a client that pages through everything all that was there throughout, once, whatever changes', async () => {
    const steady = Array.from({ length: 30 }, (_, at) => dataset(`steady-${at}`, `Steady ${at}`));
    await portal.publish(...steady);
    const sorts = ['id asc', 'name asc', 'name desc', 'metadata_created asc', 'title asc, id asc'];
    const edits = fc.array(fc.record({ key: fc.integer({ min: 0, max: 40 }), gone: fc.boolean() }), {
      maxLength: 8,
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sorts),
        fc.integer({ min: 1, max: 9 }),
        edits,
        async (sort, rows, todo) => {
          run += 1;
          const seen: string[] = [];
          const pending = [...todo];
          for (let start = 0; ; start += rows) {
            const page = await search({
              sort,
              rows: String(rows),
              start: String(start),
              fq: `-tags:run-${run}`,
            });
            seen.push(...page.results.map(({ name }) => name));
            if (page.results.length === 0) break;
            const edit = pending.shift();
            if (edit?.gone) await portal.withdraw(`doc/dataset/moving-${edit.key}`);
            else if (edit) await portal.publish(dataset(`moving-${edit.key}`, `Moving ${edit.key}`));
          }
          const wanted = steady.map(({ topic }) => topic.slice('id/dataset/'.length)).sort();
          assert.deepEqual(seen.filter((name) => wanted.includes(name)).sort(), wanted);
        },
      ),
      { numRuns: 25 },
    );
    await Promise.all(steady.map(({ topic }) => portal.withdraw(topic.replace('id/', 'doc/'))));
  });

  it('finds a dataset by what it says now', async () => {
    await portal.publish({
      ...prices,
      turtle: prices.turtle.replace('"prices"@en', '"costs"@en'),
    });
    assert.deepEqual(await namesOf({ fq: 'tags:costs' }), ['prices-2016']);
    assert.deepEqual(await namesOf({ fq: 'tags:prices' }), ['wheatgrass']);
  });
});

describe('the Action API of CKAN without a search index', () => {
  let portal: RunningPortal;
  before(async () => {
    portal = await startPortal();
    await portal.publish(...records);
  });
  after(() => portal.close());

  it('answers 503 where words are looked for, and all else', async () => {
    const answer = await ask(`${portal.origin}/api/3/action/package_search?q=prices`);
    assert.equal(answer.status, 503);
    assert.ok(answer.headers['retry-after']);
    assert.equal(JSON.parse(answer.body).success, false);
    const all = await ask(`${portal.origin}/api/3/action/package_search?fq=tags:prices`);
    assert.equal(JSON.parse(all.body).result.count, 1);
  });
});
