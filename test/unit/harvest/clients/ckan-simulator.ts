import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SimulatedPackage {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly metadata_created: string;
  readonly metadata_modified: string;
  readonly type?: string;
  readonly notes?: string;
}

export interface SimulatedGroup {
  readonly id: string;
  readonly name: string;
  readonly is_organization: boolean;
}

export interface SimulatorOptions {
  /** CKAN's `ckan.search.rows_max`. */
  readonly rowsMax?: number;
  /** Orders that are understood; another one is refused as CKAN does. Absent: all. */
  readonly sorts?: RegExp;
  /** An order that is understood is not heeded. */
  readonly disorder?: boolean;
  readonly without?: readonly string[];
  /** Names that one page of a list holds at most. */
  readonly listMax?: number;
  /** Called when an answer has been sent. */
  readonly onAnswer?: (action: string) => void;
}

type Answer = { readonly status: number; readonly body: unknown };

const epoch = Date.UTC(2020, 0, 1);

/** A portal that answers as CKAN does, of records that can be changed while it is read. */
export class CkanSimulator {
  readonly #options: SimulatorOptions;
  readonly #server = createServer((request, response) => this.#answer(request, response));
  readonly packages: SimulatedPackage[] = [];
  readonly groups: SimulatedGroup[] = [];
  /** What `package_list` has and the search has not. */
  readonly hidden: SimulatedPackage[] = [];
  readonly requests: string[] = [];
  #clock = 0;

  constructor(options: SimulatorOptions = {}) {
    this.#options = options;
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The portal's clock, in microseconds as Python writes them, without a zone. */
  now(forward = 1): string {
    this.#clock += forward * 1_000;
    return new Date(epoch + this.#clock).toISOString().replace('Z', '000');
  }

  create(id: string, more: Partial<SimulatedPackage> = {}): SimulatedPackage {
    const time = this.now();
    const made = {
      id: `id-${id}`,
      name: `name-${id}`,
      title: `Title ${id}`,
      notes: 'About it.',
      metadata_created: time,
      metadata_modified: time,
      ...more,
    };
    this.packages.push(made);
    return made;
  }

  edit(id: string, more: Partial<SimulatedPackage>): void {
    const at = this.packages.findIndex((one) => one.id === id);
    const one = this.packages[at];
    if (one) this.packages[at] = { ...one, metadata_modified: this.now(), ...more };
  }

  remove(id: string): void {
    const at = this.packages.findIndex((one) => one.id === id);
    if (at >= 0) this.packages.splice(at, 1);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://portal.example');
    this.requests.push(`${pathname}${searchParams.size > 0 ? `?${searchParams}` : ''}`);
    const action = /^\/api\/3\/action\/(\w+)$/.exec(pathname)?.[1] ?? '';
    const { status, body } = this.#options.without?.includes(action)
      ? { status: 400, body: `Bad request - Action name not known: ${action}` }
      : this.#call(action, searchParams);
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8' });
    response.end(JSON.stringify(body));
    this.#options.onAnswer?.(action);
  }

  #call(action: string, parameters: URLSearchParams): Answer {
    switch (action) {
      case 'package_search':
        return this.#search(parameters);
      case 'package_list':
        return this.#list(
          [...this.packages, ...this.hidden].map(({ name }) => name),
          parameters,
        );
      case 'package_show':
        return this.#show([...this.packages, ...this.hidden], parameters);
      case 'organization_list':
        return this.#groupList(true, parameters);
      case 'group_list':
        return this.#groupList(false, parameters);
      case 'organization_show':
      case 'group_show':
        return this.#show(this.groups, parameters);
      default:
        return { status: 404, body: 'Not found' };
    }
  }

  #search(parameters: URLSearchParams): Answer {
    const sort = parameters.get('sort');
    const { sorts, disorder, rowsMax = 1_000 } = this.#options;
    if (sort !== null && sorts && !sorts.test(sort)) return refusal(409, 'Search Query is invalid');
    const filtered = filter(this.packages, parameters.get('fq'));
    if (!filtered) return refusal(409, 'Search Query is invalid');
    const ordered = disorder ? byTime(filtered, 'metadata_modified').reverse() : sorted(filtered, sort);
    const start = Number(parameters.get('start') ?? 0);
    const rows = Math.min(Number(parameters.get('rows') ?? 10), rowsMax);
    const results = ordered.slice(start, start + rows);
    return success({ count: ordered.length, facets: {}, results, sort, search_facets: {} });
  }

  #list(names: readonly string[], parameters: URLSearchParams): Answer {
    const offset = Number(parameters.get('offset') ?? 0);
    const limit = Math.min(Number(parameters.get('limit') ?? Infinity), this.#options.listMax ?? Infinity);
    return success([...names].sort().slice(offset, offset + limit));
  }

  #groupList(organizations: boolean, parameters: URLSearchParams): Answer {
    const groups = this.groups.filter((one) => one.is_organization === organizations);
    if (parameters.get('all_fields') !== 'true')
      return this.#list(
        groups.map(({ name }) => name),
        parameters,
      );
    // As ckan.group_and_organization_list_all_fields_max.
    const offset = Number(parameters.get('offset') ?? 0);
    const ordered = [...groups].sort((a, b) => (a.name < b.name ? -1 : 1));
    return success(ordered.slice(offset, offset + 25));
  }

  #show(among: readonly { id: string; name: string }[], parameters: URLSearchParams): Answer {
    const id = parameters.get('id');
    const found = among.find((one) => one.id === id || one.name === id);
    return found ? success(found) : refusal(404, 'Not found');
  }
}

function success(result: unknown): Answer {
  return { status: 200, body: { help: 'http://portal.example/help', success: true, result } };
}

function refusal(status: number, message: string): Answer {
  return { status, body: { help: '', success: false, error: { __type: 'Error', message } } };
}

function filter(
  packages: readonly SimulatedPackage[],
  fq: string | null,
): readonly SimulatedPackage[] | undefined {
  if (fq === null) return packages;
  const [, since] = /^metadata_modified:\[(\S+)Z TO \*\]$/.exec(fq) ?? [];
  if (since !== undefined) return packages.filter((one) => one.metadata_modified >= since);
  const [, ids] = /^id:\((.*)\)$/.exec(fq) ?? [];
  if (ids === undefined) return undefined;
  return packages.filter(({ id }) => ids.split(' OR ').includes(`"${id}"`));
}

function sorted(packages: readonly SimulatedPackage[], sort: string | null): SimulatedPackage[] {
  switch (sort) {
    case 'metadata_created asc, id asc':
    case 'metadata_created asc':
      return byTime(packages, 'metadata_created');
    case 'metadata_modified desc':
      return byTime(packages, 'metadata_modified').reverse();
    case 'name asc':
      return [...packages].sort((a, b) => (a.name < b.name ? -1 : 1));
    default:
      return byTime(packages, 'metadata_modified').reverse();
  }
}

function byTime(
  packages: readonly SimulatedPackage[],
  field: 'metadata_created' | 'metadata_modified',
): SimulatedPackage[] {
  const key = (one: SimulatedPackage) => `${one[field]} ${one.id}`;
  return [...packages].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
