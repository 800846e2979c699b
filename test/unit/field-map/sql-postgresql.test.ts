import assert from 'node:assert/strict';
import { PublicAddresses } from '../../../src/fetch/public-addresses.ts';
import type { TableInput } from '../../../src/field-map/row.ts';
import { parseSqlAddress } from '../../../src/field-map/sql-address.ts';
import { type CheckHost, checkHostBy } from '../../../src/field-map/sql-host.ts';
import { postgresqlRows } from '../../../src/field-map/sql-postgresql.ts';
import { failureOf, type OpenedTable, openTable } from './support/open-table.ts';
import { postgresqlPrograms, type SqlTestServer, startPostgresql } from './support/sql-servers.ts';

const bin = postgresqlPrograms();

const schema = `
  CREATE TABLE datasets (id bigint PRIMARY KEY, title text, released date, changed timestamptz, seen timestamp,
    price numeric(20,2), ratio double precision, is_open boolean, tags text[], meta jsonb, huge bigint, picture bytea,
    key uuid, often interval, codes int[]);
  INSERT INTO datasets VALUES (1, 'वर्षा', '2024-01-31', '2024-01-31 10:00:00+05:30', '2024-01-31 23:59:59.5',
    12345678901234567.10, 0.25, true, '{rain,"a, b"}', '{"a": [1, "दो"]}', 9007199254740993, '\\xff',
    '7a7f5c4e-0000-4000-8000-000000000001', '3 days', '{1,2}'), (2, NULL, NULL, NULL, NULL, NULL, 'NaN', false, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
  GRANT SELECT ON datasets TO tester;
  CREATE TABLE written (a int); GRANT ALL ON written TO tester;
  CREATE FUNCTION spoil() RETURNS int LANGUAGE sql AS 'INSERT INTO written VALUES (1) RETURNING a';
`;

describe('sql-postgresql', function () {
  // Where its programs are not installed there is nothing to speak with: apt-get install postgresql.
  if (bin === undefined) {
    it('reads from a server (PostgreSQL is not installed here: apt-get install postgresql)');
    return;
  }
  this.timeout(120_000);
  let server: SqlTestServer;
  let address: string;

  before(async () => {
    server = await startPostgresql(bin);
    server.run(schema);
    address = `postgresql://tester:${encodeURIComponent('s3cret:word')}@localhost:${server.port}/postgres`;
  });
  after(() => server?.stop());

  function query(
    text: string,
    checkHost: CheckHost = async () => '127.0.0.1',
    database = address,
  ): Promise<OpenedTable> {
    const input: TableInput = { file: 'unused', database, async *bytes() {} };
    return openTable(input, { query: text }, { checkHost });
  }

  it('reads rows with their types', async () => {
    const { head, rows } = await query('SELECT * FROM datasets ORDER BY id;');
    assert.equal(head.format, 'sql');
    assert.deepEqual(head.columns.slice(0, 3), ['id', 'title', 'released']);
    assert.deepEqual(rows[0], {
      place: { file: `postgresql://localhost:${server.port}/postgres`, row: 1 },
      values: {
        id: 1,
        title: 'वर्षा',
        released: '2024-01-31',
        changed: '2024-01-31T04:30:00Z',
        seen: '2024-01-31T23:59:59.5',
        price: '12345678901234567.10',
        ratio: 0.25,
        is_open: true,
        tags: ['rain', 'a, b'],
        meta: { a: [1, 'दो'] },
        huge: '9007199254740993',
        picture: null,
        key: '7a7f5c4e-0000-4000-8000-000000000001',
        often: '3 days',
        codes: ['1', '2'],
      },
    });
    assert.deepEqual([rows[1]?.values['title'], rows[1]?.values['ratio']], [null, 'NaN']);
  });

  it('reads many rows through a cursor, and none', async () => {
    const { rows } = await query("SELECT n AS id, 'x' AS title FROM generate_series(1, 1000) n");
    assert.equal(rows.length, 1_000);
    assert.deepEqual(rows[999]?.place.row, 1_000);
    assert.deepEqual((await query('SELECT 1 AS a WHERE false')).rows, []);
  });

  it('holds few rows of an endless query, and lets the server go', async () => {
    const parsed = parseSqlAddress(address);
    assert.equal(parsed.kind, 'postgresql');
    if (parsed.kind !== 'postgresql') return;
    let count = 0;
    for await (const _ of postgresqlRows(
      parsed,
      'SELECT n FROM (SELECT generate_series(1, 2000000000) AS n) endless',
      async () => '127.0.0.1',
    )) {
      count += 1;
      if (count === 1_000) break;
    }
    assert.equal(count, 1_000);
    const { values } = await query(
      "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE 'FETCH%' AND pid <> pg_backend_pid()",
    );
    assert.deepEqual(values, [{ n: 0 }]);
  });

  it('names equal columns', async () => {
    const { head, values } = await query('SELECT 1 AS a, 2 AS a');
    assert.deepEqual(head.columns, ['a', 'a (2)']);
    assert.deepEqual(values, [{ a: 1, 'a (2)': 2 }]);
  });

  it('reads only, one statement only', async () => {
    assert.match((await failureOf(query('SELECT spoil()'))).message, /read-only transaction/);
    const { message } = await failureOf(
      query('WITH x AS (INSERT INTO written VALUES (1) RETURNING a) SELECT * FROM x'),
    );
    assert.match(message, /must not contain data-modifying|read-only/);
    for (const text of ['SELECT 1; DROP TABLE written', 'DELETE FROM written', 'COMMIT', ''])
      assert.equal((await failureOf(query(text))).code, 'invalid-configuration', text);
    assert.deepEqual((await query('SELECT count(*) AS n FROM written')).values, [{ n: 0 }]);
  });

  it('is stopped by the guard before it connects', async () => {
    const wording = {
      code: 'source-refused' as const,
      done: 'harvested',
      remedy: (entry: string) => `list ${entry}`,
    };
    const none = checkHostBy(new PublicAddresses([], wording));
    const error = await query('SELECT 1', none).catch((thrown: unknown) => thrown);
    assert.equal((error as { code: string }).code, 'source-refused');
    const listed = checkHostBy(new PublicAddresses(['localhost'], wording));
    // The server listens at 127.0.0.1 only; the name may have ::1 first.
    assert.match(await listed('localhost'), /^(?:127\.0\.0\.1|::1)$/);
  });

  it('says what is wrong without the password', async () => {
    const wrong = address.replace('s3cret', 's3cretx');
    server.run("ALTER SYSTEM SET password_encryption = 'scram-sha-256';");
    for (const [text, database, said] of [
      ['SELECT nothing FROM datasets', address, /column "nothing" does not exist/],
      ['SELECT 1', wrong.replace('/postgres', '/absent'), /database "absent" does not exist/],
      ['SELECT 1', address.replace(`:${server.port}`, ':1'), /ECONNREFUSED/],
    ] as const) {
      const { code, message } = await failureOf(query(text, async () => '127.0.0.1', database));
      assert.equal(code, 'source-failed');
      assert.match(message, said);
      assert.match(message, /^postgresql:\/\/localhost:\d+\//);
      assert.doesNotMatch(message, /s3cret/);
    }
  });
});
