import type { FetchAnswer, Fetcher } from '../../../../src/fetch/fetcher.ts';
import type {
  HarvestClient,
  HarvestContext,
  HarvestEnd,
  HarvestItem,
  Json,
  PageRequest,
} from '../../../../src/harvest/harvest-client.ts';
import type { SourceDefinition } from '../../../../src/harvest/source-definition.ts';
import { Iris } from '../../../../src/mapping/iris.ts';
import { Failure } from '../../../../src/model/failure.ts';
import type { Iri } from '../../../../src/vocabulary/iri.ts';

/** Fetches without guard, turns or retries: for tests of clients against servers of the test's own. */
export const plainFetcher: Fetcher = {
  async fetch({ url, accept, headers, post, signal }): Promise<FetchAnswer> {
    const response = await fetch(url, {
      headers: {
        ...(accept !== undefined && { accept }),
        ...(post && { 'content-type': post.contentType }),
        ...headers,
      },
      ...(post && { method: 'POST', body: post.body as string }),
      ...(signal && { signal }),
    });
    if (response.status === 404 || response.status === 410)
      return { type: 'absent', url: response.url, status: response.status };
    if (response.status !== 200) throw new Failure('source-failed', `${url} answered ${response.status}`);
    const [mediaType = '', ...parameters] = (response.headers.get('content-type') ?? '')
      .toLowerCase()
      .split(/\s*;\s*/);
    const charset = parameters.find((one) => one.startsWith('charset='))?.slice(8);
    const etag = response.headers.get('etag');
    return {
      type: 'body',
      url: response.url,
      status: 200,
      mediaType,
      ...(charset !== undefined && { charset }),
      validators: { ...(etag !== null && { etag }) },
      headers: Object.fromEntries(response.headers),
      body: response.body ?? emptyBody(),
      close: () => void response.body?.cancel(),
    };
  },
  counts: () => ({ requests: 0, bytes: 0 }),
  close: async () => undefined,
};

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

class PlainContext implements HarvestContext {
  readonly source: SourceDefinition;
  readonly signal = new AbortController().signal;
  readonly fetcher = plainFetcher;
  readonly reading;
  readonly cursor?: Json;
  readonly bookmark?: Json;
  readonly checkpoints: Json[] = [];
  readonly notes: string[] = [];
  readonly pages: string[] = [];

  constructor(source: SourceDefinition, { cursor, bookmark }: { cursor?: Json; bookmark?: Json }) {
    this.source = source;
    if (cursor !== undefined) this.cursor = cursor;
    if (bookmark !== undefined) this.bookmark = bookmark;
    const names = new Iris('http://portal.example/');
    this.reading = { names: Object.assign(names, { sourceBase: (url: string) => url as Iri }) };
  }

  async *page<Links extends Json>(
    request: PageRequest<Links> & { readonly optional?: boolean },
  ): AsyncGenerator<HarvestItem, never> {
    const address = request.post ? `${request.url} ${request.post.body}` : request.url;
    if (this.pages.includes(address)) throw new Error(`loop: ${address}`);
    this.pages.push(address);
    const answer = await plainFetcher.fetch({
      url: request.url,
      accept: request.accept,
      ...(request.post && { post: request.post }),
    });
    if (answer.type === 'absent' && request.optional) return null as never;
    if (answer.type !== 'body') throw new Error(`${request.url} is ${answer.type}`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.body) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const { url, mediaType, charset, headers } = answer;
    return (yield* request.parse({
      url,
      mediaType,
      ...(charset !== undefined && { charset }),
      headers,
      size: bytes.length,
      bytes: async function* () {
        yield bytes;
      },
      text: async () => new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    })) as never;
  }

  async checkpoint(cursor: Json): Promise<void> {
    this.checkpoints.push(cursor);
  }

  note(text: string): void {
    this.notes.push(text);
  }
}

/** Reads a source to its end with a client, without keeping anything. */
export async function readWith(
  client: HarvestClient,
  source: SourceDefinition,
  from: { cursor?: Json; bookmark?: Json } = {},
): Promise<{
  items: HarvestItem[];
  end: HarvestEnd;
  pages: readonly string[];
  checkpoints: readonly Json[];
  notes: readonly string[];
}> {
  const context = new PlainContext(source, from);
  const items: HarvestItem[] = [];
  const reading = client.read(context);
  for (;;) {
    const next = await reading.next();
    if (next.done) return { items, end: next.value, ...lists(context) };
    items.push(next.value);
  }
}

function lists({ pages, checkpoints, notes }: PlainContext) {
  return { pages, checkpoints, notes };
}
