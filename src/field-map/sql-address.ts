import { Failure } from '../model/failure.ts';

/** How the connection is encrypted: not at all, without looking at the certificate, or with. */
export type SqlEncryption = 'disable' | 'require' | 'verify-full';

export interface SqlServer {
  readonly kind: 'postgresql' | 'mysql';
  /** Name or IP address, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user?: string;
  readonly password?: string;
  readonly encryption: SqlEncryption;
  /** Path of a PEM file with the certificates that are trusted. */
  readonly authorities?: string;
  /** The address without credentials. */
  readonly shown: string;
}

export interface SqlFile {
  readonly kind: 'sqlite';
  readonly path: string;
  readonly shown: string;
}

const servers: Readonly<Record<string, { readonly kind: SqlServer['kind']; readonly port: number }>> = {
  'postgres:': { kind: 'postgresql', port: 5432 },
  'postgresql:': { kind: 'postgresql', port: 5432 },
  'mysql:': { kind: 'mysql', port: 3306 },
  'mariadb:': { kind: 'mysql', port: 3306 },
};
const encryptions: readonly SqlEncryption[] = ['disable', 'require', 'verify-full'];

/** Whether an address is that of a database. */
export function isSqlAddress(address: string): boolean {
  const [, scheme = ''] = /^([a-z]+:)/i.exec(address) ?? [];
  return scheme.toLowerCase() === 'sqlite:' || scheme.toLowerCase() in servers;
}

/**
 * `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`, `mysql://…`, with `?sslmode=` and `&sslrootcert=`; `sqlite:PATH`.
 * @throws Failure `invalid-configuration`, without what the address says of credentials
 */
export function parseSqlAddress(address: string): SqlServer | SqlFile {
  if (/^sqlite:/i.test(address)) return sqliteFile(address.slice('sqlite:'.length));
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const server = url && servers[url.protocol];
  if (!server || url.hostname === '') {
    const text =
      'The address of a database is postgresql://HOST/DATABASE, mysql://HOST/DATABASE or sqlite:PATH.';
    throw new Failure('invalid-configuration', text);
  }
  const host = decoded(url.hostname).replace(/^\[|\]$/g, '');
  const database = decoded(url.pathname.slice(1));
  const shown = `${server.kind}://${url.host}/${url.pathname.slice(1)}`;
  if (database === '' || database.includes('/'))
    throw new Failure(
      'invalid-configuration',
      `${shown}: name one database behind the host, as in /DATABASE.`,
    );
  const { encryption, authorities } = parameters(url, shown);
  return {
    kind: server.kind,
    host,
    port: url.port === '' ? server.port : Number(url.port),
    database,
    ...(url.username !== '' && { user: decoded(url.username) }),
    ...(url.password !== '' && { password: decoded(url.password) }),
    encryption,
    ...(authorities !== undefined && { authorities }),
    shown,
  };
}

function sqliteFile(rest: string): SqlFile {
  const path = decoded(rest.replace(/^\/\/(?=\/)/, ''));
  if (path === '' || path === ':memory:')
    throw new Failure('invalid-configuration', 'The address of an SQLite database is sqlite:PATH.');
  return { kind: 'sqlite', path, shown: `sqlite:${path}` };
}

function parameters(url: URL, shown: string): Pick<SqlServer, 'encryption' | 'authorities'> {
  let encryption: SqlEncryption = 'disable';
  let authorities: string | undefined;
  for (const [name, value] of url.searchParams) {
    const known = encryptions.find((one) => one === value);
    if (name === 'sslmode' && known) encryption = known;
    else if (name === 'sslrootcert') authorities = value;
    else
      throw new Failure(
        'invalid-configuration',
        `${shown}: "${name}" in the address is not understood. There are sslmode (${encryptions.join(', ')}) and sslrootcert (a PEM file).`,
      );
  }
  return { encryption, ...(authorities !== undefined && { authorities }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
