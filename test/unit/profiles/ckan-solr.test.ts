import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PackageFilter } from '../../../src/profiles/ckan/package-filter.ts';
import { readTime } from '../../../src/profiles/ckan/solr-dates.ts';
import { parseSolr } from '../../../src/profiles/ckan/solr-query.ts';
import { UnsupportedQuery } from '../../../src/profiles/ckan/solr-tokens.ts';

const now = Date.parse('2026-03-31T12:34:56.789Z');
const parse = (query: string) => parseSolr(query, now);
const text = (words: string[], prefixes: string[] = []): PackageFilter => ({
  type: 'text',
  terms: { words, prefixes },
});
const word = (field: 'organization' | 'groups' | 'tags' | 'license_id', value: string, prefix = false) =>
  ({ type: 'word', field, value, prefix }) as const;

describe('Solr queries', () => {
  it('reads everything', () => {
    for (const query of ['*:*', '*', '', '  ', '(*:*)', '+*:*', 'tags:* *:*']) {
      const filter = parse(query);
      const isAll = (one: PackageFilter): boolean =>
        one.type === 'all' ||
        (one.type === 'and' && one.parts.every(isAll)) ||
        // Packages that have a tag at all.
        (one.type === 'word' && one.prefix && one.value === '');
      assert.ok(isAll(filter), query);
    }
  });

  it('reads words beside each other as one text search', () => {
    assert.deepEqual(parse('wheat "market prices" farm*'), text(['wheat', 'market prices'], ['farm']));
    assert.deepEqual(parse('wheat AND rice'), text(['wheat', 'rice']));
    assert.deepEqual(parse('text:wheat'), text(['wheat']));
  });

  it('reads what harvesters of CKAN send', () => {
    assert.deepEqual(parse('organization:(mospi OR "imd-pune") -groups:census'), {
      type: 'and',
      parts: [
        { type: 'or', parts: [word('organization', 'mospi'), word('organization', 'imd-pune')] },
        { type: 'not', part: word('groups', 'census') },
      ],
    });
    assert.deepEqual(parse('metadata_modified:[2026-01-01T00:00:00Z TO *]'), {
      type: 'time',
      field: 'metadata_modified',
      range: { from: Date.parse('2026-01-01T00:00:00Z') },
    });
    assert.deepEqual(parse('+tags:"market prices" +license_id:CC-BY*'), {
      type: 'and',
      parts: [word('tags', 'market prices'), word('license_id', 'CC-BY', true)],
    });
  });

  it('binds AND closer than OR', () => {
    assert.deepEqual(parse('wheat OR rice && !tags:old'), {
      type: 'or',
      parts: [
        text(['wheat']),
        { type: 'and', parts: [text(['rice']), { type: 'not', part: word('tags', 'old') }] },
      ],
    });
  });

  it('takes escaped signs as they are', () => {
    assert.deepEqual(parse('tags:a\\:b\\*'), word('tags', 'a:b*'));
    assert.deepEqual(
      parse('license_id:"https://x.example/a \\"b\\""'),
      word('license_id', 'https://x.example/a "b"'),
    );
  });

  it('refuses in words what it does not understand, and ignores nothing', () => {
    for (const [query, reason] of [
      ['notes:wheat', /"notes" is no field/],
      ['wheat~2', /similarity/],
      ['wheat^4', /weights/],
      ['{!dismax}wheat', /Local parameters/],
      ['w*t', /end of a word only/],
      ['whe?t', /end of a word only/],
      ['"wheat', /no other half/],
      ['(wheat', /no \) behind/],
      ['wheat)', /no \( before/],
      ['wheat AND', /ends where/],
      ['OR wheat', /stands where a term/],
      ['tags:', /no value after/],
      ['tags:(groups:x)', /stands within/],
      ['tags:[a TO b]', /ranges of metadata_modified/],
      ['metadata_modified:[yesterday TO *]', /is no time/],
      [`${'('.repeat(30)}a${')'.repeat(30)}`, /deeper than/],
      ['a '.repeat(600), /more than 500/],
    ] as const) {
      assert.throws(
        () => parse(query),
        (error: unknown) => error instanceof UnsupportedQuery && reason.test(error.message),
        query,
      );
    }
  });

  it('reads any text, or refuses it', () => {
    const piece = fc.constantFrom(
      'a',
      'tags:',
      '(',
      ')',
      '"',
      '*',
      ' ',
      'AND',
      'OR',
      '-',
      '[',
      'TO',
      ']',
      '\\',
      ':',
      '~',
    );
    const query = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(query, (one) => {
        try {
          assert.ok(parse(one).type);
        } catch (error) {
          assert.ok(error instanceof UnsupportedQuery, `${one}: ${error}`);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('times of Solr', () => {
  const between = (time: string) => {
    const { first, last } = readTime(time, now);
    return [new Date(first).toISOString(), new Date(last).toISOString()];
  };

  it('takes a shortened time for all that it comprises', () => {
    assert.deepEqual(between('2024'), ['2024-01-01T00:00:00.000Z', '2024-12-31T23:59:59.999Z']);
    assert.deepEqual(between('2024-02'), ['2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z']);
    assert.deepEqual(between('2024-02-29'), ['2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z']);
    assert.deepEqual(between('2024-02-29T10:20:30Z'), [
      '2024-02-29T10:20:30.000Z',
      '2024-02-29T10:20:30.999Z',
    ]);
    assert.deepEqual(between('2024-02-29T10:20:30.123456Z'), [
      '2024-02-29T10:20:30.123Z',
      '2024-02-29T10:20:30.123Z',
    ]);
  });

  it('counts with dates', () => {
    assert.equal(between('NOW')[0], '2026-03-31T12:34:56.789Z');
    assert.equal(between('NOW-1DAY')[0], '2026-03-30T12:34:56.789Z');
    assert.equal(between('NOW/DAY-7DAYS')[0], '2026-03-24T00:00:00.000Z');
    assert.equal(between('NOW/YEAR')[0], '2026-01-01T00:00:00.000Z');
    assert.equal(between('2024-01-01T00:00:00Z+2HOURS')[0], '2024-01-01T02:00:00.000Z');
  });

  it('refuses what is no time', () => {
    for (const time of ['', 'today', '2024-13', 'NOW-1FORTNIGHT', '2024-01-01T25:00:00Z']) {
      assert.throws(() => readTime(time, now), UnsupportedQuery, time);
    }
  });
});
