import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFieldMap } from '../../../src/field-map/map-file.ts';
import { namedForms } from '../../../src/field-map/rule-date.ts';
import { valueTypes } from '../../../src/mapping/typed-rules.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/field-maps.md'), 'utf8');

describe('docs/field-maps.md', () => {
  it('shows maps that load', () => {
    const maps = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);
    assert.ok(maps.length >= 4);
    for (const text of maps) parseFieldMap(text, 'docs/field-maps.md');
  });

  it('names every type and form', () => {
    for (const name of [...valueTypes, ...namedForms]) assert.ok(page.includes(`\`${name}\``), name);
  });
});
