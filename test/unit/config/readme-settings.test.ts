import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { flagOf, settingKeys, settings, variableOf } from '../../../src/config/settings.ts';

const readme = new URL('../../../README.md', import.meta.url);

function settingsTable(): string {
  const rows = settingKeys.map((key) => {
    const { fallback, fallbackText, meaning, placeholder } = settings[key];
    const shown = fallbackText ?? (Array.isArray(fallback) ? fallback.join(',') : fallback) ?? '';
    return `| \`--${flagOf(key)} ${placeholder}\` | \`${variableOf(key)}\` | \`${key}\` | ${shown === '' ? '' : shown} | ${meaning} |`;
  });
  return ['| flag | variable | key | default | meaning |', '|---|---|---|---|---|', ...rows].join('\n');
}

describe('the README', () => {
  it('documents every setting as it is (UPDATE_README=1 writes the table)', () => {
    const text = readFileSync(readme, 'utf8');
    const pattern = /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/;
    const wanted = text.replace(
      pattern,
      (_whole, open: string, close: string) => `${open}${settingsTable()}\n${close}`,
    );
    if (process.env['UPDATE_README']) writeFileSync(readme, wanted);
    assert.equal(readFileSync(readme, 'utf8'), wanted);
  });
});
