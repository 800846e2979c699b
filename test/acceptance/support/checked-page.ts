import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** WCAG 2.2 at levels A and AA, and what axe-core counts as good practice beside it. */
const ruleTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface View {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly language: 'en' | 'hi';
}

/** A reader with such a screen and such wishes. The pages' policy forbids scripts; axe-core is let in past it. */
export function openAs(browser: Browser, view: View): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: view.width, height: 800 },
    colorScheme: view.scheme,
    locale: view.language === 'hi' ? 'hi-IN' : 'en-IN',
    reducedMotion: 'reduce',
    bypassCSP: true,
  });
}

/** What axe-core finds wrong: rule, its help, and the elements. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(axePath, 'utf8'));
  // Typed as text, because the sources know no DOM.
  const found = (await page.evaluate(`axe.run(document, {
    runOnly: { type: 'tag', values: ${JSON.stringify(ruleTags)} },
    rules: { 'target-size': { enabled: true } },
    resultTypes: ['violations'],
  }).then(({ violations }) => violations.map(({ id, help, nodes }) => ({
    id, help, targets: nodes.slice(0, 5).map(({ html, failureSummary }) => html + ' ' + failureSummary),
  })))`)) as { id: string; help: string; targets: string[] }[];
  return found.map(({ id, help, targets }) => `${id}: ${help}\n${targets.join('\n')}`);
}

/** Sum of the layout shift scores of a page since it was opened, and whether it must be scrolled sideways. */
export async function layoutOf(page: Page): Promise<{ shift: number; sideways: boolean }> {
  return (await page.evaluate(`new Promise((resolve) => {
    let shift = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shift += entry.value;
    });
    observer.observe({ type: 'layout-shift', buffered: true });
    // Buffered entries are handed over in a task of their own.
    requestAnimationFrame(() => setTimeout(() => {
      observer.disconnect();
      resolve({ shift, sideways: document.documentElement.scrollWidth > window.innerWidth });
    }, 50));
  })`)) as { shift: number; sideways: boolean };
}
