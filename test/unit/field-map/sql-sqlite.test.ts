import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isSqlAddress, parseSqlAddress } from '../../../src/field-map/sql-address.ts';
import { checkedQuery } from '../../../src/field-map/sql-query.ts';
import { openSqlite } from '../../../src/field-map/sql-sqlite.ts';
import { failureOf, openFile, openTable } from './support/open-table.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { Database } = createRequire(import.meta.url)(
  'node-sqlite3-wasm',
) as typeof import('node-sqlite3-wasm');

describe('sql-sqlite', () => {
  const folder = temporaryFolder();
  const path = join(folder, 'सूची 1.db');

  before(() => {
    const database = new Database(path);
    database.exec(
      'CREATE TABLE datasets (id INTEGER PRIMARY KEY, title TEXT, ratio REAL, picture BLOB, huge INTEGER)',
    );
    database.exec(
      "INSERT INTO datasets VALUES (1, 'वर्षा', 0.5, x'ff', 9007199254740993), (2, NULL, NULL, NULL, 7)",
    );
    database.close();
  });

  function query(text: string | undefined, database = `sqlite:${path}`) {
    return openTable(
      { file: 'unused', database, async *bytes() {} },
      text === undefined ? {} : { query: text },
    );
  }

  it('reads rows', async () => {
    const { head, rows } = await query('SELECT * FROM datasets ORDER BY id -- all of them\n;');
    assert.deepEqual(head, {
      columns: ['id', 'title', 'ratio', 'picture', 'huge'],
      format: 'sql',
      notes: [],
    });
    assert.deepEqual(rows, [
      {
        place: { file: `sqlite:${path}`, row: 1 },
        values: { id: 1, title: 'वर्षा', ratio: 0.5, picture: null, huge: '9007199254740993' },
      },
      {
        place: { file: `sqlite:${path}`, row: 2 },
        values: { id: 2, title: null, ratio: null, picture: null, huge: 7 },
      },
    ]);
    assert.deepEqual((await query('SELECT 1 AS a WHERE 0')).rows, []);
    assert.equal((await query('SELECT 2 AS a', `sqlite:${encodeURI(path)}`)).rows.length, 1);
  });

  it('reads many rows', async () => {
    const endless =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000) SELECT i FROM n';
    const { rows } = await query(endless);
    assert.deepEqual([rows.length, rows[4_999]?.values], [5_000, { i: 5_000 }]);
  });

  it('reads only, one statement only, and makes no files', async () => {
    for (const text of [
      'DELETE FROM datasets',
      'SELECT 1; DELETE FROM datasets',
      "ATTACH 'x' AS y",
      undefined,
    ])
      assert.equal((await failureOf(query(text))).code, 'invalid-configuration');
    const writing = await failureOf(query('WITH x AS (SELECT 1) DELETE FROM datasets'));
    assert.match(writing.message, /readonly|read-only|query_only/i);
    const absent = join(folder, 'absent.db');
    assert.equal((await failureOf(query('SELECT 1', `sqlite:${absent}`))).code, 'not-found');
    assert.equal(existsSync(absent), false);
  });

  it('leaves nothing behind, and nothing in its way, where rows are left', async () => {
    const before = readdirSync(folder);
    const endless =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n, datasets';
    const table = await openSqlite({ kind: 'sqlite', path, shown: 'x' }, endless);
    for await (const item of table.rows) {
      assert.equal(item.type, 'row');
      break;
    }
    assert.deepEqual(readdirSync(folder), before);
    assert.equal((await query('SELECT id FROM datasets')).rows.length, 2);
  });

  it('reads what stands in a write-ahead log, and in folders that may not be written to', async () => {
    const locked = mkdtempSync(join(folder, 'locked-'));
    const logged = join(locked, 'logged.db');
    const writer = new Database(logged);
    writer.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; CREATE TABLE t (a)');
    writer.exec("INSERT INTO t VALUES ('in the log')");
    try {
      assert.ok(existsSync(`${logged}-wal`));
      chmodSync(locked, 0o555);
      assert.deepEqual((await query('SELECT a FROM t', `sqlite:${logged}`)).values, [{ a: 'in the log' }]);
    } finally {
      chmodSync(locked, 0o755);
      writer.close();
    }
  });

  it('says what is wrong', async () => {
    assert.match(
      (await failureOf(query('SELECT absent FROM datasets'))).message,
      /^sqlite:.*no such column: absent/,
    );
    const text = join(folder, 'text.db');
    writeFileSync(
      text,
      'not a database at all, but a text that is long enough to be taken for one'.repeat(10),
    );
    assert.match(
      (await failureOf(query('SELECT * FROM sqlite_schema', `sqlite:${text}`))).message,
      /not a database/,
    );
    const { code, message } = await failureOf(openFile(path));
    assert.equal(code, 'unknown-format');
    assert.match(message, /sqlite:.*query/);
  });
});

describe('sql-address', () => {
  it('reads addresses', () => {
    assert.deepEqual(
      parseSqlAddress('postgres://u%40x:p%2Fw@[::1]/a?sslmode=verify-full&sslrootcert=/ca.pem'),
      {
        kind: 'postgresql',
        host: '::1',
        port: 5432,
        database: 'a',
        user: 'u@x',
        password: 'p/w',
        encryption: 'verify-full',
        authorities: '/ca.pem',
        shown: 'postgresql://[::1]/a',
      },
    );
    assert.deepEqual(parseSqlAddress('mariadb://db.example:33/x'), {
      kind: 'mysql',
      host: 'db.example',
      port: 33,
      database: 'x',
      encryption: 'disable',
      shown: 'mysql://db.example:33/x',
    });
    assert.equal((parseSqlAddress('sqlite:///data/x.db') as { path: string }).path, '/data/x.db');
    assert.deepEqual(['mysql://h/d', 'SQLITE:x', 'https://x', 'C:\\x', 'table.csv'].map(isSqlAddress), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('refuses others without saying the password', () => {
    for (const address of [
      'postgresql://u:s3cret@h/',
      'postgresql://u:s3cret@h/a/b',
      'postgresql://u:s3cret@h/a?host=10.0.0.1',
      'mysql://u:s3cret@h/a?sslmode=maybe',
      'postgresql:///a?password=s3cret',
      'sqlite:',
    ]) {
      assert.throws(
        () => parseSqlAddress(address),
        (error: Error & { code?: string }) =>
          error.code === 'invalid-configuration' && !/s3cret/.test(error.message),
        address,
      );
    }
  });
});

describe('sql-query', () => {
  it('takes one query', () => {
    for (const text of [
      'SELECT 1',
      ' (select a from b) union (select c from d) ; ',
      "WITH x AS (SELECT ';' AS a) SELECT * FROM x",
      'VALUES (1)',
      '-- why\nSELECT 1 /* ; */',
      'SELECT "a;b", `c;d`, $$;$$ FROM t',
      "SELECT 'it''s; fine'",
    ])
      assert.equal(checkedQuery(text, 'db'), text.trim().replace(/\s*;\s*$/, ''));
  });

  it('refuses what is none', () => {
    for (const text of [
      '',
      undefined,
      'UPDATE t SET a = 1',
      "SELECT 1; SELECT ';'",
      '/* x */ DROP TABLE t',
      "SELECT '' ; DELETE FROM t --'",
    ])
      assert.throws(() => checkedQuery(text, 'db'), { code: 'invalid-configuration' });
  });
});
