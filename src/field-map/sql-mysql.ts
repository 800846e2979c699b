import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { SqlServer } from './sql-address.ts';
import { exactNumber, isoTimestamp, loadDriver, sqlFailure } from './sql-driver.ts';
import type { CheckHost } from './sql-host.ts';
import type { SqlRow } from './sql-rows.ts';

/** Rows that wait between the driver and the reader. */
const waiting = 200;
const patience = 10 * 60_000;
/** Column types and flags of the protocol of MySQL. */
const protocol = { timestamp: 7, bigint: 8, json: 245, binaryCollation: 63 } as const;
const blobs: ReadonlySet<number> = new Set([249, 250, 251, 252]);

interface Field {
  readonly name: string;
  readonly columnType?: number;
  readonly characterSet?: number;
}

/** Rows of a query as they come over the wire, in a read-only transaction. */
export async function* mysqlRows(
  server: SqlServer,
  query: string,
  checkHost: CheckHost,
): AsyncGenerator<SqlRow> {
  const mysql = await loadDriver(() => import('mysql2'), 'mysql2');
  const address = await checkHost(server.host);
  const socket = connect({ host: address, port: server.port });
  socket.setTimeout(patience, () => socket.destroy(new Error('the server is silent')));
  const connection = mysql.createConnection({
    host: server.host,
    stream: socket,
    database: server.database,
    ...(server.user !== undefined && { user: server.user }),
    ...(server.password !== undefined && { password: server.password }),
    ...(await encryption(server)),
    connectTimeout: 30_000,
    multipleStatements: false,
    // Otherwise a server may ask for files of this machine.
    flags: ['-LOCAL_FILES'],
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
    rowsAsArray: true,
    charset: 'utf8mb4',
  });
  const broken = new Promise<never>((_, reject) => connection.on('error', reject));
  broken.catch(() => undefined);
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) =>
      connection.query(sql, (error: Error | null) => (error ? reject(error) : resolve())),
    );
  try {
    await Promise.race([run("SET time_zone = '+00:00'"), broken]);
    await run('START TRANSACTION READ ONLY');
    const result = connection.query(query);
    let fields: readonly Field[] = [];
    result.on('fields', (known: readonly Field[]) => {
      fields = known;
    });
    for await (const row of result.stream({ highWaterMark: waiting }) as AsyncIterable<unknown[]>) {
      yield {
        columns: fields.map(({ name }) => name),
        values: row.map((value, index) => readValue(value, fields[index])),
      };
    }
  } catch (error) {
    throw sqlFailure(error, server);
  } finally {
    connection.destroy();
  }
}

async function encryption({ encryption, authorities }: SqlServer) {
  if (encryption === 'disable') return {};
  const verify = encryption === 'verify-full';
  const ca = authorities === undefined ? {} : { ca: await readFile(authorities, 'utf8') };
  return { ssl: { rejectUnauthorized: verify, verifyIdentity: verify, ...ca } };
}

function readValue(value: unknown, field: Field | undefined): unknown {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return null;
  if (typeof value !== 'string') return value;
  const type = field?.columnType ?? 0;
  if (blobs.has(type) && field?.characterSet === protocol.binaryCollation) return null;
  if (type === protocol.bigint) return exactNumber(value);
  if (type === protocol.json) return JSON.parse(value) as unknown;
  // The protocol has zeros for dates that are not known.
  if (/^0000-00-00/.test(value)) return null;
  return isoTimestamp(value, type === protocol.timestamp);
}
