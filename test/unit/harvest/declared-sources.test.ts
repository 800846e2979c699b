import assert from 'node:assert/strict';
import { parseDeclaredSources } from '../../../src/harvest/declared-sources.ts';
import { formatDuration, parseDuration } from '../../../src/harvest/duration.ts';
import { Failure } from '../../../src/model/failure.ts';

describe('parseDeclaredSources', () => {
  const problems = (text: string): string => {
    try {
      parseDeclaredSources(text, 'sources.yaml');
    } catch (error) {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'invalid-configuration');
      return error.message;
    }
    return '';
  };

  it('reads every member', () => {
    const [one, two] = parseDeclaredSources(
      `
sources:
  - name: city
    type: ckan
    url: https://data.city.example/
    title: City of Example
    cron: 30 2 * * *
    timezone: Asia/Kolkata
    jitter: 10m
    namespace: ''
    vanishing: 5%
    headers: { Authorization: "Bearer \${CITY_TOKEN}" }
    allow: [10.0.0.0/8, data.city.example]
    robots: true
    limits: { pageBytes: 1000000, retries: 0 }
    run-time: 2h
    options: { fq: 'organization:health' }
    paused: false
  - { name: sheet, type: table, url: inventory.xlsx, map: inventory.yaml, every: 1d }
`,
      'sources.yaml',
    );
    assert.deepEqual(one, {
      name: 'city',
      type: 'ckan',
      url: 'https://data.city.example/',
      title: 'City of Example',
      schedule: { cron: '30 2 * * *', timezone: 'Asia/Kolkata' },
      jitter: 600_000,
      namespace: '',
      vanishing: 0.05,
      headers: { Authorization: `Bearer \${CITY_TOKEN}` },
      allow: ['10.0.0.0/8', 'data.city.example'],
      robots: true,
      limits: { pageBytes: 1_000_000, retries: 0 },
      runTime: 7_200_000,
      options: { fq: 'organization:health' },
      paused: false,
    });
    assert.deepEqual(two, {
      name: 'sheet',
      type: 'table',
      url: 'inventory.xlsx',
      map: 'inventory.yaml',
      schedule: { every: 86_400_000 },
    });
  });

  it('tells every problem at once, with its line and what to do', () => {
    const text = problems(`sources:
  - name: City!
    type: ckann
    url: ftp://x.example/
  - name: b
    type: ckan
    url: https://u:secret@x.example/
    every: 1s
    vanishing: half
    tittle: x
  - name: b
    type: oai-pmh
    url: file:///etc/passwd
    cron: 61 * * * *
`);
    for (const [line, words] of [
      [3, 'ckann'],
      [7, 'password'],
      [8, '10s'],
      [9, 'half'],
      [10, 'tittle'],
      [13, 'no http or https address'],
      [14, '61'],
      [11, 'another source'],
    ] as const)
      assert.match(text, new RegExp(`line ${line} .*${words}`), text);
    assert.doesNotMatch(text, /secret/);
  });

  it('refuses what is no YAML, and what holds no list', () => {
    assert.match(problems('sources: [a'), /line \d/);
    assert.match(problems('{}'), /"sources" is missing/);
    assert.match(problems(''), /sources/);
  });
});

describe('parseDuration', () => {
  it('reads and writes times', () => {
    for (const [text, time] of [
      ['90s', 90_000],
      ['15m', 900_000],
      ['2h', 7_200_000],
      ['1d', 86_400_000],
      ['250ms', 250],
    ] as const)
      assert.equal(parseDuration(text), time);
    for (const text of ['', '15', 'm', '1w', '-1h', '1h30m']) assert.equal(parseDuration(text), undefined);
    assert.equal(formatDuration(900_000), '15m');
    assert.equal(formatDuration(90_000), '90s');
    assert.equal(formatDuration(1_250), '1250ms');
  });
});
