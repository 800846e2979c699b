import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { LmdbTokenStore } from '../../../src/access/lmdb-token-store.ts';
import type { Role } from '../../../src/access/role.ts';
import { authorise } from '../../../src/http/authorise.ts';
import { commonHeaders, preflightHeaders } from '../../../src/http/headers.ts';
import { type Problem, ProblemError } from '../../../src/http/problem.ts';
import { Site } from '../../../src/http/site.ts';

const basicChallenge = 'Basic realm="fivestar", charset="UTF-8"';

describe('authorise', () => {
  let folder: string;
  let tokens: LmdbTokenStore;
  let time: Date;
  const site = new Site('https://data.example.gov.in/');

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'fivestar-authorise-'));
    time = new Date('2026-01-01T10:00:00Z');
    tokens = LmdbTokenStore.open(folder, { now: () => time });
  });

  after(async () => {
    await tokens.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function access(authorization: string | readonly string[], needed: Role = 'editor', more = {}) {
    const fields = typeof authorization === 'string' ? [authorization] : [...authorization];
    const request = {
      headers: { host: 'localhost:8080', ...more },
      headersDistinct: fields.length > 0 ? { authorization: fields } : {},
    };
    return authorise({ tokens, site }, request, needed);
  }

  function refusal(...args: Parameters<typeof access>): Problem {
    try {
      access(...args);
    } catch (error) {
      assert.ok(error instanceof ProblemError, String(error));
      return error.problem;
    }
    assert.fail('it was granted');
  }

  function challenge(problem: Problem): string {
    const value = problem.headers?.['WWW-Authenticate'] ?? '';
    assert.match(value, /^[\x20-\x7e]+$/, 'a header field is ASCII');
    return value;
  }

  function made(role: Role, expires?: Date) {
    return tokens.create({ role, name: 'test', ...(expires && { expires }) });
  }

  function basic(user: string, password: string): string {
    return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  it('grants a token whose role is enough, whatever the case of the scheme', () => {
    const { token, entry } = made('admin');
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
      assert.deepEqual(access(`${scheme} ${token}`), { id: entry.id, name: 'test', role: 'admin' });
    }
  });

  it('grants the token as the password of Basic, whatever the user name', () => {
    const { token, entry } = made('editor');
    for (const user of ['', 'anyone', entry.id, 'राम']) assert.equal(access(basic(user, token)).id, entry.id);
    assert.equal(refusal(basic(token, '')).code, 'token-unknown');
    assert.equal(refusal(basic('user', `x:${token}`)).code, 'token-unknown');
  });

  it('asks for a token where there is none, without an error attribute', () => {
    for (const fields of [[], ['Digest username="x"'], ['Negotiate abc'], ['']]) {
      const problem = refusal(fields);
      assert.equal(problem.status, 401);
      assert.equal(problem.code, 'no-token');
      assert.equal(challenge(problem), `Bearer realm="fivestar", ${basicChallenge}`);
    }
  });

  it('says that a token is unknown, and no more, where its secret is not right', () => {
    const { token, entry } = made('editor');
    tokens.revoke(entry.id);
    const wrong = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
    for (const sent of [wrong, 'abc', `${token}=`]) {
      const problem = refusal(`Bearer ${sent}`);
      assert.equal(problem.status, 401);
      assert.equal(problem.code, 'token-unknown');
      assert.match(
        challenge(problem),
        /^Bearer realm="fivestar", error="invalid_token", error_description="/,
      );
      assert.ok(challenge(problem).endsWith(`, ${basicChallenge}`));
      assert.doesNotMatch(JSON.stringify(problem), new RegExp(`${entry.id}|revoked|expired`));
    }
  });

  it('says since when a token has expired or is revoked', () => {
    const revoked = made('editor');
    tokens.revoke(revoked.entry.id);
    assert.equal(refusal(`Bearer ${revoked.token}`).code, 'token-revoked');
    const { token } = made('editor', new Date('2026-02-01T00:00:00Z'));
    assert.equal(access(`Bearer ${token}`).role, 'editor');
    time = new Date('2026-02-01T00:00:00Z');
    const problem = refusal(`Bearer ${token}`);
    assert.equal(problem.code, 'token-expired');
    assert.match(problem.detail.en, /2026-02-01T00:00:00Z/);
    assert.match(problem.detail.hi, /2026-02-01T00:00:00Z/);
    assert.match(challenge(problem), /error="invalid_token", error_description="The token has expired"/);
  });

  it('refuses a role that is too small with 403 and names the one that is needed', () => {
    const problem = refusal(`Bearer ${made('reader').token}`, 'editor');
    assert.equal(problem.status, 403);
    assert.match(challenge(problem), /error="insufficient_scope".* scope="editor"/);
    assert.equal(refusal(`Bearer ${made('editor').token}`, 'admin').status, 403);
    assert.equal(access(`Bearer ${made('reader').token}`, 'reader').role, 'reader');
  });

  it('refuses several values, and what has not the form of its scheme', () => {
    const { token } = made('admin');
    const bearer = `Bearer ${token}`;
    const several = [[bearer, bearer], [bearer, basic('', token)], [`${bearer}, ${bearer}`]];
    const malformed = [
      ['Bearer'],
      ['Bearer '],
      [`Bearer ${token} x`],
      ['Bearer "x"'],
      ['Basic'],
      ['Basic !!'],
    ];
    const others = [[`Basic ${Buffer.from(token).toString('base64')}`], [`${basic('', token)}, ${bearer}`]];
    for (const fields of [...several, ...malformed, ...others]) {
      const problem = refusal(fields);
      assert.equal(problem.status, 400, fields.join(' | '));
      assert.equal(problem.code, 'malformed-authorization');
      assert.match(challenge(problem), /error="invalid_request"/);
    }
  });

  it('takes no password that a browser adds to what a page of another site sends', () => {
    const { token } = made('admin');
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:8081' },
    ];
    for (const more of foreign) {
      assert.equal(refusal(basic('', token), 'editor', more).code, 'foreign-page');
      assert.equal(access(`Bearer ${token}`, 'editor', more).role, 'admin');
    }
    const own = [
      { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8080' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://localhost:8080' },
      { origin: 'https://data.example.gov.in' },
    ];
    for (const more of own) assert.equal(access(basic('', token), 'editor', more).role, 'admin');
  });

  it('refuses every other value with a problem of its own, and never repeats it', () => {
    const value = fc.oneof(
      fc.string({ minLength: 12 }).map((text) => `Bearer ${text}`),
      fc.string({ minLength: 12 }).map((text) => `Basic ${text}`),
      fc.string({ minLength: 12, unit: 'binary' }).map((password) => basic('u', password)),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(value, { maxLength: 2 }), (fields) => {
        const problem = refusal(fields);
        assert.ok([400, 401].includes(problem.status));
        const secrets = fields.map((field) => field.replace(/^\w+ /, '')).filter((text) => text.length >= 12);
        for (const secret of secrets) assert.ok(!JSON.stringify(problem).includes(secret));
      }),
    );
  });
});

describe('header fields for pages of other origins', () => {
  it('let them send tokens and read challenges', () => {
    const sent = String(preflightHeaders('GET, PUT')['Access-Control-Allow-Headers']).split(', ');
    for (const name of ['Authorization', 'If-Match', 'Slug', 'Content-Type'])
      assert.ok(sent.includes(name), name);
    assert.match(String(commonHeaders['Access-Control-Expose-Headers']), /\bWWW-Authenticate\b/);
    assert.equal(commonHeaders['Access-Control-Allow-Origin'], '*');
    assert.equal(commonHeaders['Access-Control-Allow-Credentials'], undefined);
  });
});
