import assert from 'node:assert/strict';
import { type ConfigInput, readConfig } from '../../../src/config/read-config.ts';
import { flagOf, variableOf } from '../../../src/config/settings.ts';

function read(input: Partial<ConfigInput>) {
  return readConfig({ flags: {}, environment: {}, ...input });
}

function configOf(input: Partial<ConfigInput>) {
  const result = read(input);
  assert.ok('config' in result, JSON.stringify(result));
  return result.config;
}

function problemsOf(input: Partial<ConfigInput>): readonly string[] {
  const result = read(input);
  assert.ok('problems' in result);
  return result.problems;
}

describe('readConfig', () => {
  it('has a default for everything but the base', () => {
    const config = configOf({});
    assert.equal(config.base, undefined);
    assert.equal(config.port, 8080);
    assert.deepEqual(config.policy, ['dcat']);
  });

  it('takes flags before variables before the file', () => {
    const file = {
      name: 'f.json',
      content: { port: 1, host: 'file', batch: '7', policy: ['ndsap', 'x.ttl'] },
    };
    const config = configOf({
      flags: { port: '3' },
      environment: { FIVESTAR_PORT: '2', FIVESTAR_HOST: 'env' },
      file,
    });
    assert.equal(config.port, 3);
    assert.equal(config.host, 'env');
    assert.equal(config.batch, 7);
    assert.deepEqual(config.policy, ['ndsap', 'x.ttl']);
  });

  it('says every problem at once, with its place', () => {
    const problems = problemsOf({
      flags: { port: '99999', base: 'https://x.example/data' },
      environment: {
        FIVESTAR_PROT: '1',
        FIVESTAR_LANGUAGE: 'english please',
        PATH: '/bin',
        FIVESTAR_CONFIG: 'f.json',
      },
      file: { name: 'f.json', content: { replicas: -1, nonsense: 1, title: { en: 'x' } } },
    });
    const expected = [
      /"title" in f\.json/,
      /"nonsense" in f\.json/,
      /FIVESTAR_PROT/,
      /--port/,
      /end in "\/"/,
      /FIVESTAR_LANGUAGE/,
      /"replicas" in f\.json/,
    ];
    assert.equal(problems.length, expected.length, problems.join('\n'));
    for (const pattern of expected)
      assert.ok(
        problems.some((problem) => pattern.test(problem)),
        String(pattern),
      );
  });

  it('refuses bases that would break IRIs', () => {
    for (const base of ['ftp://x/', 'https://x/?q', 'https://x/#f', 'https://u:p@x/', 'x', '']) {
      assert.equal(problemsOf({ flags: { base } }).length, 1, base);
    }
    assert.equal(configOf({ flags: { base: 'https://x.example/data/' } }).base, 'https://x.example/data/');
  });

  it('takes directives for caches, and nothing that would break a header field', () => {
    const { cacheControl } = configOf({
      flags: { cacheControl: 'Public, max-age=300,stale-while-revalidate=60' },
    });
    assert.equal(cacheControl, 'public, max-age=300, stale-while-revalidate=60');
    assert.equal(configOf({}).cacheControl, 'public, no-cache');
    for (const wrong of ['public; max-age=3', 'max-age=', 'public\r\nX: y', ', public']) {
      assert.equal(problemsOf({ flags: { cacheControl: wrong } }).length, 1, wrong);
    }
  });

  it('refuses a file that holds no object', () => {
    for (const content of [null, [], 'x', 3])
      assert.equal(problemsOf({ file: { name: 'f', content } }).length, 1);
  });

  it('names flags and variables after the key', () => {
    assert.equal(flagOf('queryTimeout'), 'query-timeout');
    assert.equal(variableOf('queryTimeout'), 'FIVESTAR_QUERY_TIMEOUT');
  });
});
