import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A database server of the tests' own. */
export interface SqlTestServer {
  readonly port: number;
  /** Runs statements with the server's own client, as its administrator. */
  run(sql: string): void;
  stop(): Promise<void>;
}

/** Neither server runs as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** Where PostgreSQL's programs are (Debian: postgresql), if they are. */
export function postgresqlPrograms(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root) : [];
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** Whether MariaDB's programs are here (Debian: mariadb-server-core, mariadb-client-core). */
export function mariadbPrograms(): boolean {
  return ['/usr/sbin/mariadbd', '/usr/bin/mariadb-install-db', '/usr/bin/mariadb'].every(existsSync);
}

/** PostgreSQL with the user `tester`, whose password is `s3cret:word`. */
export async function startPostgresql(bin: string): Promise<SqlTestServer> {
  const folder = ownFolder();
  const data = join(folder, 'data');
  const quiet = { stdio: 'ignore', ...nobody } as const;
  execFileSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'admin', '-E', 'UTF8', '--locale=C', '-A', 'trust'],
    quiet,
  );
  const port = await freePort();
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'fsync=off',
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((one) => ['-c', one])], quiet);
  const psql = [
    '-X',
    '-q',
    '-v',
    'ON_ERROR_STOP=1',
    '-h',
    folder,
    '-p',
    String(port),
    '-U',
    'admin',
    'postgres',
  ];
  const run = (sql: string) => void execFileSync(join(bin, 'psql'), psql, { input: sql, stdio: 'pipe' });
  await ready(port, server, () => run('SELECT 1'));
  run("CREATE ROLE tester LOGIN PASSWORD 's3cret:word';");
  return { port, run, stop: () => stop(server, 'SIGINT', folder) };
}

/** MariaDB with the user `tester`, whose password is `s3cret:word`, and the database `records`. */
export async function startMariadb(): Promise<SqlTestServer> {
  const folder = ownFolder();
  const data = join(folder, 'data');
  const quiet = { stdio: 'ignore', cwd: folder, ...nobody } as const;
  const where = ['--no-defaults', `--datadir=${data}`];
  execFileSync(
    'mariadb-install-db',
    [...where, '--auth-root-authentication-method=normal', '--skip-test-db'],
    quiet,
  );
  const port = await freePort();
  const socket = join(folder, 'socket');
  const options = [
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${socket}`,
    `--pid-file=${join(folder, 'pid')}`,
  ];
  const server = spawn(
    '/usr/sbin/mariadbd',
    [...where, ...options, '--innodb-flush-log-at-trx-commit=0'],
    quiet,
  );
  const client = ['--no-defaults', `--socket=${socket}`, '-u', 'root', '--default-character-set=utf8mb4'];
  const run = (sql: string) => void execFileSync('/usr/bin/mariadb', client, { input: sql, stdio: 'pipe' });
  await ready(port, server, () => run('SELECT 1'));
  run(
    "CREATE DATABASE records CHARACTER SET utf8mb4; CREATE USER tester@'%' IDENTIFIED BY 's3cret:word'; GRANT ALL ON *.* TO tester@'%'; ",
  );
  return { port, run, stop: () => stop(server, 'SIGTERM', folder) };
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fivestar-sql-'));
  chmodSync(folder, 0o700);
  if (nobody.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid);
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}

async function ready(port: number, server: ChildProcess, probe: () => void): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) throw new Error(`The database server ended with code ${server.exitCode}.`);
    if (await answers(port)) {
      try {
        probe();
        return;
      } catch {
        // It listens, but does not speak yet.
      }
    }
    await delay(100);
  }
  throw new Error('The database server does not answer.');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function stop(server: ChildProcess, signal: NodeJS.Signals, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
