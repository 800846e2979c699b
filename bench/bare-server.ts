/**
 * The yardstick of the dereference section: `node:http` that sends ready bytes with ready headers. Argument: a JSON file
 * of {@link CannedAnswer}s by path. Says its port.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CannedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Base64. */
  readonly body: string;
}

const canned = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Record<string, CannedAnswer>;
const answers = new Map(
  Object.entries(canned).map(([path, answer]) => [
    path,
    { ...answer, bytes: Buffer.from(answer.body, 'base64') },
  ]),
);
const server = createServer((request, response) => {
  const answer = answers.get(request.url ?? '');
  if (answer) response.writeHead(answer.status, answer.headers).end(answer.bytes);
  else response.writeHead(404).end();
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`);
});
