import { render } from 'preact';
import type { QueryPageData } from '../model/query-page.ts';
import { languages } from '../model/text.ts';
import { QueryApp } from './query-app.tsx';
import { ShortNames } from './short-names.ts';
import { Speech } from './words.ts';

/** Takes the place of the plain form, which remains where scripts do not run. */
function start(): void {
  const root = document.getElementById('query-page');
  const text = root?.dataset['page'];
  if (!root || text === undefined) return;
  // Written by the same release of the server that serves this script.
  const data = JSON.parse(text) as QueryPageData;
  const language = languages.find((one) => one === document.documentElement.lang) ?? 'en';
  const firstQuery = root.querySelector('textarea')?.value ?? '';
  const tools = {
    data,
    speech: new Speech(language),
    names: new ShortNames(data.prefixes, data.base),
  };
  root.replaceChildren();
  render(<QueryApp tools={tools} firstQuery={firstQuery} />, root);
}

start();
