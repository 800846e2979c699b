import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import type { TableInput } from '../../../src/field-map/row.ts';
import { parseSqlAddress } from '../../../src/field-map/sql-address.ts';
import { mysqlRows } from '../../../src/field-map/sql-mysql.ts';
import { failureOf, type OpenedTable, openTable } from './support/open-table.ts';
import { mariadbPrograms, type SqlTestServer, startMariadb } from './support/sql-servers.ts';

const schema = `
  USE records;
  CREATE TABLE datasets (id BIGINT PRIMARY KEY, title TEXT, released DATE, changed TIMESTAMP NULL, seen DATETIME,
    price DECIMAL(20,2), ratio DOUBLE, is_open BOOLEAN, huge BIGINT UNSIGNED, picture BLOB, often ENUM('daily','weekly'));
  SET sql_mode = '', time_zone = '+05:30';
  INSERT INTO datasets VALUES (1, 'वर्षा', '2024-01-31', '2024-01-31 10:00:00', '2024-01-31 23:59:59',
    123456789012345678.10, 0.25, true, 18446744073709551615, 'x', 'daily'),
    (2, NULL, '0000-00-00', NULL, NULL, NULL, NULL, false, NULL, NULL, NULL);
  CREATE TABLE written (a INT);
`;

describe('sql-mysql', function () {
  // Where its programs are not installed there is nothing to speak with.
  if (!mariadbPrograms()) {
    it('reads from a server (MariaDB is not here: apt-get install mariadb-server-core mariadb-client-core)');
    return;
  }
  this.timeout(120_000);
  let server: SqlTestServer;
  let address: string;

  before(async () => {
    server = await startMariadb();
    server.run(schema);
    address = `mysql://tester:${encodeURIComponent('s3cret:word')}@localhost:${server.port}/records`;
  });
  after(() => server?.stop());

  function query(text: string, database = address): Promise<OpenedTable> {
    const input: TableInput = { file: 'unused', database, async *bytes() {} };
    return openTable(input, { query: text }, { checkHost: async () => '127.0.0.1' });
  }

  it('reads rows with their types', async () => {
    const { head, rows } = await query('SELECT * FROM datasets ORDER BY id;');
    assert.equal(head.format, 'sql');
    assert.deepEqual(rows[0], {
      place: { file: `mysql://localhost:${server.port}/records`, row: 1 },
      values: {
        id: 1,
        title: 'वर्षा',
        released: '2024-01-31',
        changed: '2024-01-31T04:30:00Z',
        seen: '2024-01-31T23:59:59',
        price: '123456789012345678.10',
        ratio: 0.25,
        is_open: 1,
        huge: '18446744073709551615',
        picture: null,
        often: 'daily',
      },
    });
    assert.deepEqual([rows[1]?.values['released'], rows[1]?.values['changed']], [null, null]);
  });

  it('streams many rows, names equal columns, and reads none', async () => {
    const { head, rows } = await query("SELECT seq AS a, 'x' AS a FROM seq_1_to_3000");
    assert.deepEqual(head.columns, ['a', 'a (2)']);
    assert.deepEqual([rows.length, rows[2_999]?.values], [3_000, { a: 3_000, 'a (2)': 'x' }]);
    assert.deepEqual((await query('SELECT 1 AS a FROM datasets WHERE false')).rows, []);
  });

  it('holds few rows of an endless query, and lets the server go', async () => {
    const parsed = parseSqlAddress(address);
    assert.ok(parsed.kind === 'mysql');
    let count = 0;
    for await (const _ of mysqlRows(parsed, 'SELECT seq FROM seq_1_to_2000000000', async () => '127.0.0.1')) {
      count += 1;
      if (count === 1_000) break;
    }
    assert.equal(count, 1_000);
  });

  it('reads only, one statement only', async () => {
    for (const text of [
      'SELECT 1; DROP TABLE written',
      'DELETE FROM written',
      "SELECT 1 INTO OUTFILE '/tmp/x'",
    ])
      assert.equal((await failureOf(query(text))).code, 'invalid-configuration', text);
    server.run(
      'USE records; CREATE FUNCTION spoil() RETURNS INT BEGIN INSERT INTO written VALUES (1); RETURN 1; END'
        .replace(/^/, 'DELIMITER $$\n')
        .concat('$$\nDELIMITER ;\n')
        .replace('USE records; ', 'USE records$$\n'),
    );
    assert.match((await failureOf(query('SELECT spoil()'))).message, /READ ONLY transaction/i);
    assert.deepEqual((await query('SELECT count(*) AS n FROM written')).values, [{ n: 0 }]);
  });

  it('says what is wrong without the password', async () => {
    for (const [text, database, said] of [
      ['SELECT nothing FROM datasets', address, /Unknown column 'nothing'/],
      ['SELECT 1', address.replace('s3cret', 's3crex'), /Access denied/],
      ['SELECT 1', address.replace('/records', '/absent'), /Unknown database 'absent'/],
      ['SELECT 1', address.replace(`:${server.port}`, ':1'), /ECONNREFUSED/],
    ] as const) {
      const { code, message } = await failureOf(query(text, database));
      assert.equal(code, 'source-failed');
      assert.match(message, said);
      assert.match(message, /^mysql:\/\/localhost:\d+\//);
      assert.doesNotMatch(message, /s3cre/);
    }
  });

  it('fails where the server hangs up', async () => {
    const sockets: Socket[] = [];
    const deaf = createServer((socket) => {
      sockets.push(socket);
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => deaf.once('listening', resolve));
    const { port } = deaf.address() as { port: number };
    try {
      const { code } = await failureOf(query('SELECT 1', `mysql://localhost:${port}/records`));
      assert.equal(code, 'source-failed');
    } finally {
      deaf.close();
    }
  });
});
