import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { fragmentOf } from '../../src/browser/share-link.ts';
import { exampleQueries } from '../../src/http/pages/example-queries.ts';
import { languages } from '../../src/model/text.ts';
import { ask } from './client.ts';
import { launchBrowser } from './support/browser.ts';
import { until } from './support/cli.ts';
import { type ExamplePortal, serveExample } from './support/example-portal.ts';
import { temporaryFolder } from './support/folders.ts';

const table = '.table-frame tbody tr';

describe('the query page', function () {
  this.timeout(180_000);
  const folder = temporaryFolder();
  let portal: ExamplePortal;

  before(async () => {
    portal = await serveExample(folder);
  });
  after(() => portal?.stop());

  for (const language of languages) {
    it(`offers questions that the example catalogue answers (${language})`, async () => {
      const queries = exampleQueries(portal.base, language).flatMap((group) => group.queries);
      for (const { id, query } of queries) {
        const parameters = new URLSearchParams({ query });
        const headers = { Accept: 'application/sparql-results+json, application/n-triples;q=0.9' };
        const answer = await ask(`${portal.origin}/sparql?${parameters}`, { headers });
        assert.equal(answer.status, 200, `${id}: ${answer.body}`);
        const rows = answer.headers['content-type']?.includes('json')
          ? (JSON.parse(answer.body) as { results: { bindings: unknown[] } }).results.bindings.length
          : answer.body.trim().split('\n').filter(Boolean).length;
        assert.ok(rows > 0, `${id} has no rows`);
      }
    });
  }

  it('is a plain form without scripts, in the language of the reader', async () => {
    const page = await ask(`${portal.origin}/sparql`, {
      headers: { Accept: 'text/html', 'Accept-Language': 'hi' },
    });
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    assert.match(page.body, /<textarea id="query" name="query"/);
    assert.match(page.body, /सबसे नया क्या जारी हुआ\?/);
    assert.match(page.headers['content-security-policy'] as string, /script-src 'self'/);
    assert.doesNotMatch(page.headers['content-security-policy'] as string, /unsafe/);
    const other = await ask(`${portal.origin}/catalog`, { headers: { Accept: 'text/html' } });
    assert.doesNotMatch(other.headers['content-security-policy'] as string, /script-src/);
  });

  describe('in a browser', () => {
    let browser: Browser | undefined;
    let page: Page;
    let complaints: string[];

    before(async function () {
      browser = await launchBrowser();
      if (!browser) this.skip();
    });
    after(() => browser?.close());

    /** Nothing may break the policy, fail in the script, or ask another server. */
    async function open(path: string, width = 1280): Promise<void> {
      assert.ok(browser);
      page = await browser.newPage({ viewport: { width, height: 860 } });
      complaints = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        // What the server refuses is reported as well; the page itself tells about it.
        const isRefusal = /status of (?:400|404)/.test(message.text());
        if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
      });
      page.on('request', (request) => {
        const inside = [`${portal.origin}/`, 'data:', `blob:${portal.origin}/`];
        if (!inside.some((start) => request.url().startsWith(start))) complaints.push(request.url());
      });
      await page.goto(portal.origin + path, { waitUntil: 'load' });
      await page.waitForSelector('.CodeMirror');
    }
    afterEach(async () => {
      await page?.close();
      assert.deepEqual(complaints, []);
    });

    it('shows a table that can be sorted and searched, and a chart', async () => {
      await open('/sparql');
      await page.click('[data-example=by-sector]');
      await page.waitForSelector('.chart-frame canvas[aria-label]');
      // Drawn: some pixel is not transparent. Typed as text, because the sources know no DOM.
      await until('the chart is drawn', () =>
        page.evaluate<boolean>(`(() => {
          const canvas = document.querySelector('.chart-frame canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return data.some((value) => value !== 0);
        })()`),
      );
      await page.getByRole('tab', { name: 'Table' }).click();
      assert.equal(await page.locator(table).count(), 25);
      const names = async () => {
        const texts = await page.locator(`${table} td:nth-child(2)`).allTextContents();
        return texts.map((text) => text.replace(/ en$/, ''));
      };
      const first = await names();
      await page.getByRole('button', { name: 'name' }).click();
      const sorted = await names();
      assert.notDeepEqual(sorted, first);
      assert.deepEqual(
        sorted.toSorted((a, b) => a.localeCompare(b, 'en')),
        sorted,
      );
      await page.getByLabel('Find in the rows').fill('health');
      assert.ok((await page.locator(table).count()) < 25);
      await page.getByRole('tab', { name: 'Response' }).click();
      assert.match((await page.textContent('pre.response')) ?? '', /^\{"head"/);
    });

    it('gives the whole answer as a file', async () => {
      await open('/sparql');
      await page.click('[data-example=places]');
      await page.waitForSelector(table);
      const rows = await page.locator(table).count();
      for (const [name, count] of [
        ['CSV', (text: string) => text.trim().split(/\r?\n/).length - 1],
        ['JSON', (text: string) => JSON.parse(text).results.bindings.length as number],
      ] as const) {
        const downloading = page.waitForEvent('download');
        await page.getByRole('button', { name, exact: true }).click();
        const download = await downloading;
        assert.equal(download.suggestedFilename(), `answer.${name.toLowerCase()}`);
        assert.equal(count(await readFile(await download.path(), 'utf8')), rows, name);
      }
    });

    it('has an address for every answer and its view', async () => {
      await open('/sparql');
      await page.click('[data-example=by-sector]');
      await page.waitForSelector('.chart-frame canvas');
      await page.click('[data-example=places]');
      await page.waitForSelector(table);
      const address = page.url();
      assert.match(address, /#query=PREFIX.*&view=table$/);
      await page.goBack();
      await page.waitForSelector('.chart-frame canvas');
      await page.close();
      await open(address.slice(portal.origin.length));
      await page.waitForSelector(table);
      assert.match((await page.textContent('.CodeMirror')) ?? '', /ndsap:iso3166Code/);
    });

    it('tells in words, in the language of the reader, why there is no answer', async () => {
      const broken = 'SELECT ?title WHERE { ?dataset ?title }';
      await open(`/sparql?lang=hi${fragmentOf({ query: broken })}`);
      const alert = page.getByRole('alert');
      await alert.waitFor();
      assert.match((await alert.textContent()) ?? '', /[\u0900-\u097f]/);
      assert.match((await page.textContent('.syntax')) ?? '', /पंक्ति 1/);
    });

    it('says so where nothing matches, and answers yes or no', async () => {
      await open(`/sparql${fragmentOf({ query: 'SELECT * { ?s <http://example.org/none> ?o }' })}`);
      await page.getByText('nothing matches it').waitFor();
      await page.close();
      await open(`/sparql${fragmentOf({ query: 'ASK { ?s ?p ?o }' })}`);
      await page.getByText('Yes', { exact: true }).waitFor();
    });

    it('works with the keyboard alone, and completes from the catalogue', async () => {
      await open('/sparql');
      await page.locator('.CodeMirror-code').focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type('SELECT * WHERE { ?s a dcat:Datas');
      await page.keyboard.press('Control+Space');
      await page.getByRole('option', { name: /^dcat:Dataset/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.type(' } LIMIT 7');
      // The prefix was added by itself.
      await page.keyboard.press('Control+Enter');
      await page.locator(table).nth(6).waitFor();
      assert.equal(await page.locator(table).count(), 7);
      assert.match((await page.textContent('.status')) ?? '', /^7 rows · /);
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'DIV');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'BUTTON');
      const tab = page.getByRole('tab', { name: 'Table' });
      for (let stops = 0; stops < 10 && !(await tab.evaluate(hasFocus)); stops++) {
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('ArrowRight');
      assert.equal(await page.getByRole('tab', { name: 'Response' }).getAttribute('aria-selected'), 'true');
    });

    const focused = () => page.evaluate<string>('document.activeElement.tagName');
    const hasFocus = (element: unknown) =>
      element === (globalThis as unknown as { document: { activeElement: unknown } }).document.activeElement;

    for (const width of [390, 1280]) {
      it(`fits a screen of ${width} pixels, every control named`, async () => {
        await open('/sparql', width);
        if (width < 960) await page.locator('.examples summary').click();
        await page.click('[data-example=newest]');
        await page.waitForSelector(table);
        assert.deepEqual(
          await page.evaluate(`({
            overflow: document.documentElement.scrollWidth > window.innerWidth,
            nameless: [...document.querySelectorAll('a, button')]
              .filter((e) => !e.textContent.trim() && !e.getAttribute('aria-label')).map((e) => e.outerHTML),
            unlabelled: [...document.querySelectorAll('input, select, textarea')]
              .filter((e) => !e.labels.length && !e.getAttribute('aria-label')).map((e) => e.outerHTML),
            repeated: [...document.querySelectorAll('[id]')].map((e) => e.id).filter((id, i, all) => all.indexOf(id) !== i),
          })`),
          { overflow: false, nameless: [], unlabelled: [], repeated: [] },
        );
      });
    }

    // The last, because the server is busy with it until its deadline.
    it('stops a query that runs too long', async () => {
      const endless = 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?i) }';
      await open(`/sparql${fragmentOf({ query: endless })}`);
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('The query was cancelled.').first().waitFor();
    });
  });
});
