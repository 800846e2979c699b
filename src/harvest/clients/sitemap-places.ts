import robotsParser from 'robots-parser';
import { Failure } from '../../model/failure.ts';
import type { HarvestContext } from '../harvest-client.ts';

const mostRobots = 512 * 1024;

/** Where the sitemaps of a source begin: its address, or what robots.txt of the site names (RFC 9309 §2.2.4). */
export async function sitemapsOf(context: HarvestContext): Promise<readonly string[]> {
  const { url: address } = context.source;
  const url = new URL(address);
  const isSite = url.pathname === '/' && url.search === '';
  if (!isSite && url.pathname !== '/robots.txt') return [url.href];
  const robots = new URL('/robots.txt', url).href;
  const named = (await sitemapsIn(robots, context)).filter((one) => URL.canParse(one, url));
  if (named.length > 0) return [...new Set(named.map((one) => new URL(one, url).href))];
  const usual = new URL('/sitemap.xml', url).href;
  context.note(`<${robots}> names no sitemap; <${usual}> is tried.`);
  return [usual];
}

async function sitemapsIn(robots: string, { fetcher, signal }: HarvestContext): Promise<readonly string[]> {
  const answer = await fetcher.fetch({ url: robots, accept: 'text/plain', signal });
  if (answer.type !== 'body') return [];
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    chunks.push(chunk);
    size += chunk.length;
    // RFC 9309 §2.5: parsers may stop at 500 kibibytes.
    if (size > mostRobots) {
      answer.close();
      break;
    }
  }
  const text = Buffer.concat(chunks).toString('utf8');
  return robotsParser(robots, text).getSitemaps().slice(0, 1000);
}

/** Hosts whose pages belong to the source: its own, those of its sitemaps, and those that the option `hosts` lists. */
export function ownHosts(context: HarvestContext, sitemaps: readonly string[]): (url: string) => boolean {
  const { url, options } = context.source;
  const listed = (options?.['hosts'] ?? '').split(/[\s,]+/).filter((host) => host !== '');
  for (const host of listed)
    if (!URL.canParse(`http://${host}/`))
      throw new Failure(
        'invalid-configuration',
        `Source "${context.source.name}": hosts holds "${host}", which is no host name. Write names such as data.example.gov.in, parted by commas.`,
      );
  const hosts = new Set([
    ...[url, ...sitemaps].map(hostOf),
    ...listed.map((host) => hostOf(`http://${host}/`)),
  ]);
  return (page) => hosts.has(hostOf(page));
}

function hostOf(url: string): string {
  return new URL(url).host.replace(/^www\./, '');
}
