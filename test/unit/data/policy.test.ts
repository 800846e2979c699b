import assert from 'node:assert/strict';
import { indexConcepts } from '../../../src/mapping/concept-index.ts';
import type { MappingContext } from '../../../src/mapping/context.ts';
import { Iris } from '../../../src/mapping/iris.ts';
import { mapNdsap } from '../../../src/mapping/ndsap.ts';
import { loadVocabulary } from '../../../src/mapping/vocabulary-files.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { loadPolicy, type Policy } from '../../../src/validation/policy.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { element, type Row, readDefects, readResources, readRows } from './read-sheets.ts';

const base = 'https://data.example.gov.in/';

/** What each deliberate defect is found to be, by the beginning of the dataset's identifier. */
const expected: Readonly<Record<string, readonly string[]>> = {
  '84f3123a': ['unresolved-value Sector'],
  '1f743cd3': ['impossible-date Date Released', 'min-count Date Released'],
  '3f8a1600': ['less-than-or-equals Date Released'],
  '13051d52': ['mended-iri Reference URLs'],
  '047a09a1': ['unresolved-value Granularity of Data', 'min-count Granularity of Data'],
  '50437e2e': ['min-count Granularity of Data'],
};

/** Elements that some sources do not tell; `data/SOURCES.md` says which. A licence is the portal's to add. */
const untold = new Set(['Date Released', 'NDSAP Policy Compliance', 'Datasets Used', 'Licence']);

describe('example catalogue: policy ndsap', () => {
  const found = new Map<string, readonly Finding[]>();

  before(async () => {
    const vocabulary = loadVocabulary(base);
    const context: MappingContext = {
      iris: new Iris(base),
      concepts: indexConcepts(vocabulary.quads, base),
      licence: 'https://data.gov.in/government-open-data-license-india' as Iri,
      language: 'en',
    };
    const policy = await loadPolicy(['ndsap'], { base, background: vocabulary.quads });
    for (const row of [...readRows('catalogs.csv'), ...readResources()])
      found.set(row['Identifier'] ?? element(row, 'Title'), await findingsOf(row, context, policy));
  });

  it('refuses nothing', () => {
    const refusals = [...found].filter(([, findings]) =>
      findings.some(({ severity }) => severity === 'violation'),
    );
    assert.deepEqual(refusals, []);
  });

  it('finds each deliberate defect, as SOURCES.md says', () => {
    const defects = [...readDefects().keys()];
    assert.equal(defects.length, Object.keys(expected).length);
    for (const identifier of defects) {
      const codes = (found.get(identifier) ?? []).map(({ code, field }) => `${code} ${field.en}`);
      for (const finding of expected[identifier.slice(0, 8)] ?? ['a finding'])
        assert.ok(codes.includes(finding), `${identifier}: ${codes}`);
    }
  });

  it('finds nothing else but elements that the sources do not tell', () => {
    const defects = readDefects();
    for (const [identifier, findings] of found) {
      if (defects.has(identifier)) continue;
      for (const { code, field } of findings)
        assert.ok(code === 'min-count' && untold.has(field.en), `${identifier}: ${code} ${field.en}`);
    }
  });
});

async function findingsOf(row: Row, context: MappingContext, policy: Policy): Promise<readonly Finding[]> {
  const place = { file: 'sheet' };
  const record = { profile: 'ndsap', kind: 'row', operation: 'upsert', place, data: row } as const;
  const mapping = mapNdsap(record, row, context);
  const [mapped] = mapping.records;
  if (mapped === undefined) return mapping.findings;
  return [...mapping.findings, ...mapped.findings, ...(await policy.check([mapped])).flat()];
}
