import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Role } from '../../../src/access/role.ts';
import { authorise } from '../../../src/http/authorise.ts';
import type { HttpContext } from '../../../src/http/http-context.ts';
import { toProblem } from '../../../src/http/to-problem.ts';

/** A door that lets through who has the role, and tells whom it let through. */
export async function startGuardedServer(
  context: Pick<HttpContext, 'tokens' | 'site' | 'log'>,
  needed: Role,
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    try {
      response.end(JSON.stringify(authorise(context, request, needed)));
    } catch (error) {
      const { status, headers, code } = toProblem(error, context.log);
      response.writeHead(status, headers).end(code);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
