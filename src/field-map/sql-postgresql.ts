import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import type { SqlServer } from './sql-address.ts';
import { exactNumber, isoTimestamp, loadDriver, sqlFailure } from './sql-driver.ts';
import type { CheckHost } from './sql-host.ts';
import type { SqlRow } from './sql-rows.ts';

/** Rows that are fetched at a time. */
const fetched = 200;
const patience = 10 * 60_000;

/** Type OIDs of PostgreSQL (pg_type.dat). */
const oid = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  json: 114,
  float4: 700,
  float8: 701,
} as const;
const moreOid = { timestamp: 1114, timestamptz: 1184, jsonb: 3802, textArray: 1009 } as const;

/** Rows of a query, through a cursor in a read-only transaction. */
export async function* postgresqlRows(
  server: SqlServer,
  query: string,
  checkHost: CheckHost,
): AsyncGenerator<SqlRow> {
  const { default: pg } = await loadDriver(() => import('pg'), 'pg');
  const client = new pg.Client({
    host: await checkHost(server.host),
    port: server.port,
    database: server.database,
    ...(server.user !== undefined && { user: server.user }),
    // Never that of the environment: the address says all.
    password: server.password ?? '',
    ssl: await encryption(server),
    connectionTimeoutMillis: 30_000,
    query_timeout: patience,
    application_name: 'fivestar',
  });
  // A connection that breaks between two queries would end the process; the next query tells of it.
  client.on('error', () => undefined);
  const parserFor = pg.types.getTypeParser as (type: number) => (text: string) => unknown;
  const parseArray = parserFor(moreOid.textArray);
  const types = { getTypeParser: (type: number) => parserOf(type, parseArray) };
  try {
    await client.connect();
    await client.query(
      `BEGIN READ ONLY; SET LOCAL datestyle = 'ISO'; SET LOCAL timezone = 'UTC'; SET LOCAL statement_timeout = ${patience}`,
    );
    // The extended protocol takes one statement only.
    const text = `DECLARE fivestar NO SCROLL CURSOR FOR ${query}`;
    await client.query({ text, queryMode: 'extended' } as { text: string });
    for (;;) {
      const { rows, fields } = await client.query<unknown[]>({
        text: `FETCH FORWARD ${fetched} FROM fivestar`,
        rowMode: 'array',
        types: types as never,
      });
      const columns = fields.map(({ name }) => name);
      for (const values of rows) yield { columns, values };
      if (rows.length < fetched) return;
    }
  } catch (error) {
    throw sqlFailure(error, server);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function encryption({ encryption, authorities, host }: SqlServer): Promise<false | ConnectionOptions> {
  if (encryption === 'disable') return false;
  return {
    rejectUnauthorized: encryption === 'verify-full',
    // The connection goes to an address; the certificate is for the name.
    servername: host,
    ...(authorities !== undefined && { ca: await readFile(authorities, 'utf8') }),
  };
}

function parserOf(type: number, parseArray: (text: string) => unknown): (text: string) => unknown {
  switch (type) {
    case oid.bool:
      return (text) => text === 't';
    case oid.int2:
    case oid.int4:
    case oid.int8:
      return exactNumber;
    case oid.float4:
    case oid.float8:
      return (text) => (Number.isFinite(Number(text)) ? Number(text) : text);
    case oid.json:
    case moreOid.jsonb:
      return (text) => JSON.parse(text) as unknown;
    case oid.bytea:
      return () => null;
    case moreOid.timestamp:
      return (text) => isoTimestamp(text, false);
    case moreOid.timestamptz:
      return (text) => isoTimestamp(text, true);
    default:
      return arrayTypes.has(type) ? parseArray : (text) => text;
  }
}

/** bool, int2, int4, int8, text, varchar, bpchar, float4, float8, numeric, date, timestamp, timestamptz and uuid arrays. */
const arrayTypes: ReadonlySet<number> = new Set([
  1000, 1005, 1007, 1016, 1009, 1015, 1014, 1021, 1022, 1231, 1182, 1115, 1185, 2951,
]);
