import assert from 'node:assert/strict';
import type { Browser, BrowserContext } from 'playwright-core';
import type { Iri } from '../../src/vocabulary/iri.ts';
import { ask } from './client.ts';
import { dataset, records } from './example-records.ts';
import { base, type RunningPortal, startPortal } from './running-portal.ts';
import { launchBrowser } from './support/browser.ts';
import { layoutOf, openAs, type View, violationsOf } from './support/checked-page.ts';
import { until } from './support/cli.ts';
import { exampleHarvests } from './support/example-harvests.ts';

/**
 * One page of each kind, and words that it shows without scripts, in both languages. `{first}` and `{second}` stand for
 * the numbers of two versions.
 */
const pages: readonly (readonly [path: string, shown: Readonly<Record<View['language'], string>>])[] = [
  ['/', { en: 'Newest datasets', hi: 'नवीनतम डेटासेट' }],
  ['/catalog', { en: 'Rain of 2020', hi: 'Rain of 2020' }],
  ['/doc/dataset/prices-2016', { en: 'Price Statistics Desk', hi: 'मार्च 2016 का उपभोक्ता मूल्य सूचकांक' }],
  [
    `/doc/dataset/prices-2016?${new URLSearchParams({ subject: `${base}id/distribution/prices-2016/1` })}`,
    { en: 'Table as CSV', hi: 'Table as CSV' },
  ],
  ['/doc/catalog/consumer-price-index-2016', { en: 'Consumer Price Index for March', hi: 'मार्च 2016' }],
  ['/doc/organization/ministry-of-statistics', { en: 'Price Division', hi: 'सांख्यिकी मंत्रालय' }],
  ['/doc/def/sector/finance', { en: 'Neighbouring concepts', hi: 'पड़ोसी अवधारणाएँ' }],
  ['/doc/def/sector', { en: 'Agricultural Marketing', hi: 'कृषि विपणन' }],
  ['/doc/place/in', { en: 'Places within', hi: 'कर्नाटक' }],
  ['/doc/def/ndsap', { en: 'accessType', hi: 'accessType' }],
  ['/doc/dataset/prices-2061', { en: 'Not found', hi: 'नहीं मिला' }],
  ['/doc/dataset/withdrawn', { en: 'Withdrawn', hi: 'वापस लिया गया' }],
  ['/search?q=price', { en: 'Consumer Price Index', hi: 'मार्च 2016' }],
  ['/version/dataset/rainfall', { en: 'version', hi: 'संस्करण' }],
  ['/version/dataset/rainfall/{first}', { en: 'Rainfall by month', hi: 'Rainfall by month' }],
  ['/difference/dataset/rainfall/{first}/{second}', { en: 'Rainfall by day', hi: 'Rainfall by day' }],
  [
    `/resource?${new URLSearchParams({ iri: 'http://publications.europa.eu/resource/authority/frequency/MONTHLY' })}`,
    { en: 'Consumer Price Index', hi: 'मार्च 2016' },
  ],
  ['/dumps/', { en: 'The whole catalogue as files', hi: 'पूरी सूची, फ़ाइलों में' }],
  ['/.well-known/void', { en: 'What this portal holds', hi: 'इस पोर्टल में क्या है' }],
  ['/harvest', { en: 'waits for a person', hi: 'व्यक्ति के निर्णय की प्रतीक्षा' }],
  ['/harvest/city-ckan', { en: 'source approve', hi: 'source approve' }],
  ['/harvest/weather', { en: 'status 503', hi: 'status 503' }],
  ['/harvest/city-ckan/45', { en: 'Write one of the names', hi: 'सूची में से कोई नाम लिखें' }],
];
/** These fill themselves by a script, and are checked with it. */
const scripted = ['/sparql'];
const widths = [320, 1280] as const;
const schemes = ['light', 'dark'] as const;
const languages = ['en', 'hi'] as const;
const views: readonly View[] = widths.flatMap((width) =>
  schemes.flatMap((scheme) => languages.map((language) => ({ width, scheme, language }))),
);
/** Of a page with its stylesheet, without images: UTF-8, not compressed. */
const largestPage = 50_000;

describe('pages for everyone', function () {
  this.timeout(240_000);
  let portal: RunningPortal;
  let browser: Browser;
  let first = 0;

  const sequenceOf = (document: string) => portal.store.head(`${base}${document}` as Iri)?.sequence ?? 0;
  const addressOf = (path: string) =>
    portal.origin +
    path.replace('{first}', String(first)).replace('{second}', String(sequenceOf('doc/dataset/rainfall')));

  before(async function () {
    const launched = await launchBrowser();
    if (!launched) this.skip();
    browser = launched;
    portal = await startPortal({ vocabulary: true, search: true, harvests: exampleHarvests() });
    await portal.publish(
      ...records,
      dataset('withdrawn', 'A mistake'),
      dataset(
        'long',
        'चिकित्साशास्त्रविश्वविद्यालयसंबद्धताप्रमाणपत्रवितरणकार्यक्रमप्रगतिप्रतिवेदन',
        `; dcat:landingPage <https://example.org/${'a-very-long-path-'.repeat(20)}> ;
         dcat:keyword "${'उपभोक्तामूल्यसूचकांक'.repeat(6)}"@hi ;
         dct:temporal <id/dataset/long#period> ; ndsap:starLevel <def/star-level/3> .
         <id/dataset/long#period> a dct:PeriodOfTime ; dcat:startDate "2016-04-01"^^xsd:date ; dcat:endDate "2017-03-31"^^xsd:date`,
      ),
    );
    await portal.withdraw('doc/dataset/withdrawn');
    first = sequenceOf('doc/dataset/rainfall');
    await portal.publish(dataset('rainfall', 'Rainfall by day'));
    await until('the search follows', async () => {
      const { ready, sequence } = portal.search.state();
      return ready && sequence === portal.store.sequence();
    });
  });

  after(async () => {
    await browser?.close();
    await portal?.close();
  });

  for (const view of views) {
    const name = `${view.width} px, ${view.scheme}, ${view.language}`;
    describe(name, () => {
      let context: BrowserContext;
      before(async () => {
        context = await openAs(browser, view);
      });
      after(() => context?.close());
      for (const path of [...pages.map(([one]) => one), '/doc/dataset/long', ...scripted]) {
        it(`${path} passes axe-core, stays where it is and needs no sideways scrolling`, async () => {
          const page = await context.newPage();
          await page.goto(addressOf(path), { waitUntil: 'load' });
          assert.deepEqual(await violationsOf(page), []);
          const { shift, sideways } = await layoutOf(page);
          assert.equal(sideways, false, 'no sideways scrolling');
          if (!scripted.includes(path)) assert.equal(shift, 0, 'nothing moves while it loads');
          await page.close();
        });
      }
    });
  }

  it('are checked by an axe-core that finds what is wrong', async () => {
    const context = await openAs(browser, { width: 1280, scheme: 'light', language: 'en' });
    const page = await context.newPage();
    await page.goto(`${portal.origin}/catalog`);
    await page.evaluate(`document.querySelector('main').innerHTML +=
      '<h5>Too deep</h5><input><a href="/" style="color:#ddd;background:#fff">pale</a>'`);
    const found = (await violationsOf(page)).map((violation) => violation.split(':', 1)[0]);
    assert.deepEqual(found.toSorted(), ['color-contrast', 'heading-order', 'label']);
    await context.close();
  });

  for (const language of languages) {
    it(`show everything without scripts (${language})`, async () => {
      const context = await browser.newContext({
        javaScriptEnabled: false,
        locale: language === 'hi' ? 'hi-IN' : 'en-IN',
      });
      const page = await context.newPage();
      for (const [path, shown] of pages) {
        await page.goto(addressOf(path));
        assert.ok((await page.locator('main').innerText()).includes(shown[language]), path);
      }
      await context.close();
    });
  }

  it('search from the header and from the home page without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const path of ['/', '/doc/dataset/prices-2016', '/doc/dataset/none?lang=hi']) {
      await page.goto(portal.origin + path);
      await page.locator('input[name=q]').fill('rain & snow');
      await page.locator('input[name=q]').press('Enter');
      const address = new URL(page.url());
      assert.equal(address.pathname, '/search');
      assert.equal(address.searchParams.get('q'), 'rain & snow');
      assert.equal(address.searchParams.get('lang'), path.includes('lang=hi') ? 'hi' : null);
    }
    await context.close();
  });

  it('show where the keyboard is, on every stop', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${portal.origin}/doc/dataset/prices-2016`);
    const stops = (await page.evaluate(
      `document.querySelectorAll('a[href], button, input:not([type=hidden]), summary').length`,
    )) as number;
    assert.ok(stops > 20);
    for (let stop = 0; stop < stops; stop++) {
      await page.keyboard.press('Tab');
      const seen = (await page.evaluate(`(() => {
        const style = getComputedStyle(document.activeElement);
        return { name: document.activeElement.tagName, outline: style.outlineStyle, width: style.outlineWidth };
      })()`)) as { name: string; outline: string; width: string };
      assert.notEqual(seen.name, 'BODY', `stop ${stop} of ${stops}`);
      assert.equal(`${seen.outline} ${seen.width}`, 'solid 3px', `stop ${stop}: ${seen.name}`);
    }
    await page.close();
  });

  it('mark the distribution that the address points at', async () => {
    const page = await browser.newPage();
    await page.goto(`${portal.origin}/doc/dataset/prices-2016#distribution/prices-2016/1`);
    assert.equal(await page.locator('.card:target').count(), 1);
    assert.equal(await page.evaluate(styleOf('.card:target', 'outline-style')), 'solid');
    await page.close();
  });

  it('print without navigation, and with the addresses of other sites', async () => {
    const page = await browser.newPage();
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${portal.origin}/doc/dataset/prices-2016`);
    for (const hidden of ['header nav', 'search', 'footer', '.breadcrumbs']) {
      assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
    }
    assert.ok(await page.locator('h1').isVisible());
    const printed = await page.evaluate(styleOf('a.button', 'content', '::after'));
    assert.match(String(printed), /https:\/\/mospi\.example\.gov\.in/);
    await page.close();
  });

  it('weigh less than 50 kB each, the stylesheet included', async () => {
    const { body: home } = await ask(`${portal.origin}/`, { headers: { Accept: 'text/html' } });
    const href = /<link rel="stylesheet" href="([^"]+)"/.exec(home)?.[1] ?? '';
    const stylesheet = await ask(portal.origin + href);
    assert.equal(stylesheet.status, 200);
    for (const [path] of pages) {
      for (const language of languages) {
        const { bytes } = await ask(addressOf(path), {
          headers: { Accept: 'text/html', 'Accept-Language': language },
        });
        const weight = bytes.length + stylesheet.bytes.length;
        assert.ok(weight < largestPage, `${path} (${language}): ${weight} bytes`);
      }
    }
  });
});

/** Typed as text, because the sources know no DOM. */
function styleOf(selector: string, property: string, pseudo?: string): string {
  const [one, style, part] = [selector, property, pseudo ?? null].map((value) => JSON.stringify(value));
  return `getComputedStyle(document.querySelector(${one}), ${part}).getPropertyValue(${style})`;
}
