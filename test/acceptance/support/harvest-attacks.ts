import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { FetchLimits } from '../../../src/fetch/fetcher.ts';
import type { Answer, Page } from './harvest-server.ts';
import type { Site } from './harvest-site.ts';

/** What a server does instead of answering with the page that is asked for. */
export interface Attack {
  readonly name: string;
  /** @returns `undefined` where it makes no sense for the site */
  on(site: Site): ((url: URL, page: Page) => Answer) | undefined;
  /** What the reason has to say. */
  readonly reason: RegExp;
  readonly limits?: Partial<FetchLimits>;
  /** The content is what it should be: it is read. */
  readonly isHarmless?: boolean;
}

const always = (answer: (page: Page, url: URL) => Answer): Attack['on'] => {
  return () => (url, page) => answer(page, url);
};

/** As fast as the client takes it, until `bytes` are there or it hangs up. */
function flood(response: ServerResponse, bytes: number): void {
  const chunk = Buffer.alloc(64 * 1024, ' ');
  let sent = 0;
  const write = () => {
    while (sent < bytes && !response.destroyed) {
      sent += chunk.length;
      if (!response.write(chunk)) {
        response.once('drain', write);
        return;
      }
    }
  };
  write();
}

const tenGigabytes = 10 * 1024 ** 3;
/** 40 MB in 200 kB: it begins as it should, and goes on with white space. */
const packedBomb = (page: Page) =>
  gzipSync(Buffer.concat([Buffer.from(page.body.slice(0, -30)), Buffer.alloc(40_000_000, ' ')]), {
    level: 1,
  });

const redirect = (to: string) =>
  always((_page, url) => (response) => {
    response.writeHead(302, { Location: to.replace('{port}', url.port) }).end();
  });

const bytesOf = ({ body }: Page, origin: string): Buffer =>
  typeof body === 'string' ? Buffer.from(body.replaceAll('{origin}', origin)) : body;

export const attacks: readonly Attack[] = [
  {
    name: 'endless paging',
    on: (site) => site.endless && ((url) => site.endless?.(url)),
    reason: /has made its 12 requests; a higher limit "requests"|levels deep/,
    limits: { requests: 12 },
  },
  {
    name: 'a page that leads to itself',
    on: (site) => site.circular && ((url) => site.circular?.(url)),
    reason: /round in a loop|of 6 packages/,
  },
  {
    name: 'a slow drip',
    on: always((page) => (response) => {
      response.writeHead(200, { 'Content-Type': page.type });
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
    }),
    reason: /had not sent the whole page after 3000 ms/,
    limits: { pageTime: 3_000 },
  },
  {
    name: 'silence',
    on: always(() => () => undefined),
    reason: /nothing came for 2000 ms/,
    limits: { idleTime: 2_000 },
  },
  {
    name: 'a redirect to loopback',
    on: redirect('http://127.0.0.2:{port}/secret'),
    reason: /127\.0\.0\.2.*allow/,
  },
  {
    name: 'a redirect to the cloud’s metadata',
    on: redirect('http://169.254.169.254/latest/meta-data/'),
    reason: /169\.254\.169\.254.*allow/,
  },
  {
    name: 'a body of 10 GB that says so',
    on: always((page) => (response) => {
      response.writeHead(200, { 'Content-Type': page.type, 'Content-Length': tenGigabytes });
      return flood(response, tenGigabytes);
    }),
    reason: /more than 8000000 bytes.*pageBytes/,
  },
  {
    name: 'a body of 10 GB that does not',
    on: always((page) => (response) => {
      response.writeHead(200, { 'Content-Type': page.type });
      return flood(response, tenGigabytes);
    }),
    reason: /more than 8000000 bytes.*pageBytes/,
  },
  {
    name: 'a packed bomb on the way',
    on: always((page) => (response) => {
      response
        .writeHead(200, { 'Content-Type': page.type, 'Content-Encoding': 'gzip' })
        .end(packedBomb(page));
    }),
    reason: /unpacks to more than 50 times.*ratio/,
  },
  {
    name: 'a packed bomb as a file',
    on: always((page) => ({ type: 'application/gzip', body: packedBomb(page) })),
    reason: /./,
  },
  {
    name: 'a bomb of entities',
    on: (site) => site.xml && (() => site.xml?.('&j;')),
    reason: /DOCTYPE|document type|entity declaration/i,
  },
  {
    name: 'invalid UTF-8',
    on: always((page, url) => {
      const bytes = bytesOf(page, url.origin);
      const at = bytes.indexOf('आँ') + 2;
      return {
        ...page,
        body: Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at)]),
      };
    }),
    reason: /UTF-8|0xFF/i,
  },
  {
    name: 'status 500 half-way',
    on: always(() => ({ status: 500, type: 'text/plain', body: 'Traceback (most recent call last)' })),
    reason: /status 500/,
  },
  {
    name: 'a connection that is cut off',
    on: always((page, url) => (response) => {
      const bytes = bytesOf(page, url.origin);
      response.writeHead(200, { 'Content-Type': page.type, 'Content-Length': bytes.length });
      response.write(bytes.subarray(0, bytes.length - 20), () => response.destroy());
    }),
    reason: /broke|ended|cut|early|before/i,
  },
  {
    name: 'a page that ends in the middle',
    on: always((page, url) => ({ ...page, body: bytesOf(page, url.origin).subarray(0, -60) })),
    reason: /./,
  },
  {
    name: 'an empty answer with status 200',
    on: always((page) => ({ ...page, body: '' })),
    reason: /empty|before it is complete|must contain a root element|does not go on/,
  },
  {
    name: 'a page for people with status 200',
    on: always(() => ({
      type: 'text/html',
      body: '<!DOCTYPE html><html><head><title>Log in</title></head><body>Please log in</body></html>',
    })),
    reason: /HTML|DOCTYPE|text\/html|xls/i,
  },
  {
    name: 'the wrong content type',
    on: always((page) => ({ ...page, type: 'application/octet-stream' })),
    reason: /./,
    isHarmless: true,
  },
];
