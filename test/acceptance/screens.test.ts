import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { records } from './example-records.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';
import { launchBrowser } from './support/browser.ts';
import { exampleHarvests } from './support/example-harvests.ts';

const paths = [
  '/',
  '/catalog',
  '/doc/dataset/prices-2016',
  '/doc/dataset/prices-2016?lang=hi',
  '/doc/def/sector/finance',
  '/doc/dataset/none',
  '/sparql',
  '/.well-known/void',
  '/harvest',
  '/harvest/city-ckan?lang=hi',
  '/harvest/city-ckan/45',
];
const widths = [360, 1280];

describe('pages in a browser', function () {
  this.timeout(120_000);
  let portal: RunningPortal;
  let browser: Browser;

  before(async function () {
    const launched = await launchBrowser();
    if (!launched) this.skip();
    browser = launched;
    portal = await startPortal({ vocabulary: true, harvests: exampleHarvests() });
    await portal.publish(...records);
  });

  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  for (const path of paths) {
    it(`${path} fits narrow and wide screens, and can be read by machines and people`, async () => {
      for (const width of widths) {
        const page = await browser.newPage({ viewport: { width, height: 800 } });
        const complaints: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(error.message));
        const outside: string[] = [];
        page.on('request', (request) => {
          if (!request.url().startsWith(portal.origin)) outside.push(request.url());
        });
        await page.goto(portal.origin + path, { waitUntil: 'load' });
        // Runs in the page: typed as text, because the sources know no DOM.
        const seen = (await page.evaluate(`({
          overflow: document.documentElement.scrollWidth > window.innerWidth,
          headings: document.querySelectorAll('h1').length,
          nameless: [...document.querySelectorAll('a, button')].filter((e) => !e.textContent.trim() && !e.getAttribute('aria-label')).length,
          language: document.documentElement.lang,
          main: document.querySelectorAll('main').length,
          unlabelled: [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter((e) => !e.labels.length).length,
        })`)) as Record<string, unknown>;
        assert.deepEqual(
          seen,
          {
            overflow: false,
            headings: 1,
            nameless: 0,
            language: path.includes('lang=hi') ? 'hi' : 'en',
            main: 1,
            unlabelled: 0,
          },
          `${path} at ${width}`,
        );
        assert.deepEqual(complaints, []);
        assert.deepEqual(outside, []);
        await page.close();
      }
    });
  }

  it('can be used with the keyboard: the first stop skips to the content', async () => {
    const page = await browser.newPage();
    await page.goto(`${portal.origin}/`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#[a-z]+$/, { timeout: 10_000 });
    await page.close();
  });
});
