/**
 * A CKAN portal over `node:http`, as far as a harvester asks of one. Argument: a file of packages, JSON Lines. It answers
 * from memory and has no tags: what has not changed is seen by its bytes. Says its port.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Package {
  readonly id: string;
  readonly name: string;
  readonly metadata_created: string;
  readonly metadata_modified: string;
}

const packages = readFileSync(process.argv[2] ?? '', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => ({ line, record: JSON.parse(line) as Package }))
  .sort((a, b) => orderOf(a.record).localeCompare(orderOf(b.record), 'en'));
const newest = [...packages].sort((a, b) =>
  a.record.metadata_modified < b.record.metadata_modified ? 1 : -1,
);

function orderOf({ metadata_created, id }: Package): string {
  return `${metadata_created} ${id}`;
}

function answer(path: string, parameters: URLSearchParams): string | undefined {
  const start = Number(parameters.get('start') ?? parameters.get('offset') ?? 0);
  const rows = Math.min(1_000, Number(parameters.get('rows') ?? 10));
  const result = (text: string) => `{"help":"","success":true,"result":${text}}`;
  switch (path) {
    case '/api/3/action/package_search': {
      const since = /metadata_modified:\[(\S+) TO \*\]/.exec(parameters.get('fq') ?? '')?.[1];
      const sorted = parameters.get('sort')?.startsWith('metadata_modified desc') ? newest : packages;
      const found =
        since === undefined
          ? sorted
          : sorted.filter(({ record }) => `${record.metadata_modified}Z` >= since.replaceAll('\\', ''));
      const page = found.slice(start, start + rows).map(({ line }) => line);
      return result(`{"count":${found.length},"results":[${page.join(',')}],"sort":"","facets":{}}`);
    }
    case '/api/3/action/package_list':
      return result(JSON.stringify(packages.map(({ record }) => record.name)));
    case '/api/3/action/status_show':
      return result('{"ckan_version":"2.10.4"}');
    default:
      return undefined;
  }
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x/');
  const body = answer(pathname, searchParams);
  response.setHeader('content-type', 'application/json');
  response.statusCode = body === undefined ? 404 : 200;
  response.end(body ?? '{"success":false,"error":{"message":"Not found"}}');
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`port ${(server.address() as AddressInfo).port}\n`);
});
