import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ask, assertProblem } from './client.ts';
import { type RunningPortal, startPortal } from './running-portal.ts';
import { type Misbehaviour, type SparqlEndpoint, startEndpoint } from './support/sparql-endpoint.ts';

const graph = 'http://g.example/loaded';
const record = 'doc/dataset/loaded';

/** A dataset as the gate wants it, but for what `missing` leaves out. */
function datasetTurtle(base: string, missing?: RegExp): string {
  const turtle = `@prefix dct: <http://purl.org/dc/terms/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
<${base}id/dataset/loaded> a dcat:Dataset ;
  dct:title "Loaded"@en ;
  dct:description "Came by LOAD"@en ;
  dct:publisher <${base}id/organization/x> ;
  dcat:contactPoint [ a vcard:Organization ; vcard:fn "x" ; vcard:hasEmail <mailto:a@b.in> ] ;
  dcat:distribution <${base}id/distribution/loaded/1> .
<${base}id/distribution/loaded/1> a dcat:Distribution ;
  dct:title "Table" ;
  dcat:accessURL <https://example.org/x.csv> ;
  dct:license <https://data.gov.in/government-open-data-license-india> .`;
  return missing ? turtle.replace(missing, '') : turtle;
}

function turtle(body: string): Misbehaviour {
  return (_, response) => response.writeHead(200, { 'Content-Type': 'text/turtle' }).end(body);
}

describe('LOAD', () => {
  let portal: RunningPortal;
  let closed: RunningPortal;
  let files: SparqlEndpoint;
  let unlisted: SparqlEndpoint;
  let bearer: string;
  /** Lets the answer at `/slow.ttl` go. */
  let release: () => void = () => undefined;

  before(async () => {
    const portalBase = 'https://data.example.gov.in/';
    unlisted = await startEndpoint('', { '/secret.ttl': turtle('<x> <y> <z> .') });
    files = await startEndpoint('', {
      '/people.ttl': turtle('<#a> <http://ex.example/name> "A"@en . [] <http://ex.example/name> "nobody" .'),
      '/dataset.ttl': turtle(datasetTurtle(portalBase)),
      '/untitled.ttl': turtle(datasetTurtle(portalBase, /dct:title "Loaded"@en ;/)),
      '/malformed.ttl': turtle('<a> <b> "c" .\n<d> <e> .'),
      '/large.ttl': turtle(`<a> <b> "${'x'.repeat(30_000)}" .`),
      '/hangs.ttl': () => undefined,
      '/slow.ttl': (request, response) => {
        release = () => turtle('<a> <b> <c> .')(request, response);
      },
      '/moved-away.ttl': (_, response) =>
        response.writeHead(307, { Location: `${unlisted.origin}/secret.ttl` }).end(),
    });
    const loadLimits = { maxBytes: 20_000, timeout: 2000 };
    portal = await startPortal({ engine: true, base: portalBase, load: [`${files.origin}/*`], loadLimits });
    closed = await startPortal({ engine: true });
    for (const { origin } of [portal, closed])
      while ((await ask(`${origin}/health/ready`)).status !== 200) await sleep(20);
    bearer = `Bearer ${portal.tokens.create({ role: 'editor', name: 'test' }).token}`;
  });
  beforeEach(async () => {
    assertWritten(await update('CLEAR ALL'));
    files.asked.length = 0;
    unlisted.asked.length = 0;
  });
  after(async () => {
    await portal.close();
    await closed.close();
    await files.close();
    await unlisted.close();
  });

  const update = (body: string, authorization: string | undefined = bearer, origin = portal.origin) =>
    ask(`${origin}/sparql`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/sparql-update',
        ...(authorization !== '' && { Authorization: authorization }),
      },
      body,
    });
  const load = (path: string, into = `INTO GRAPH <${graph}>`, silent = '') =>
    update(`LOAD ${silent} <${files.origin}${path}> ${into}`);
  const csv = async (query: string): Promise<string> => {
    const answer = await ask(`${portal.origin}/sparql?${new URLSearchParams({ query, format: 'csv' })}`);
    assert.equal(answer.status, 200, answer.body);
    return answer.body.trim();
  };
  const countIn = (pattern: string) => csv(`SELECT (COUNT(*) AS ?n) { ${pattern} { ?s ?p ?o } }`);
  const rows = (n: number) => `n\r\n${n}`;

  it('puts what it fetched into a graph', async () => {
    assertWritten(await load('/people.ttl'));
    assert.equal(await countIn(`GRAPH <${graph}>`), rows(2));
    assert.equal(
      await csv(`SELECT ?s { GRAPH <${graph}> { ?s <http://ex.example/name> "A"@en } }`),
      `s\r\n${files.origin}/people.ttl#a`,
    );
  });

  it('adds to what is there; blank nodes are new ones each time', async () => {
    assertWritten(await update(`INSERT DATA { GRAPH <${graph}> { _:b1 <http://ex.example/p> 1 } }`));
    assertWritten(await load('/people.ttl'));
    assertWritten(await load('/people.ttl'));
    assert.equal(await countIn(`GRAPH <${graph}>`), rows(4));
    const nobodies = `SELECT (COUNT(DISTINCT ?s) AS ?n) { GRAPH <${graph}> { ?s ?p ?o FILTER(isBlank(?s)) } }`;
    assert.equal(await csv(nobodies), rows(3));
  });

  it('fills the default graph without INTO', async () => {
    assertWritten(await load('/people.ttl', ''));
    const stored = await ask(`${portal.origin}/graph?default`, { headers: { Accept: 'text/turtle' } });
    assert.match(stored.body, /name> "A"@en/);
    assert.equal(await countIn('GRAPH ?g'), rows(0));
  });

  it('is one operation of several: all are done or none', async () => {
    const before = `INSERT DATA { GRAPH <${graph}> { <http://s> <http://p> <http://o> } }`;
    const after = `DELETE { GRAPH ?g { ?s ?p "A"@en } } INSERT { GRAPH ?g { ?s ?p "B"@en } } WHERE { GRAPH ?g { ?s ?p "A"@en } }`;
    const source = `LOAD <${files.origin}/people.ttl> INTO GRAPH <${graph}>`;
    assertWritten(await update(`${before} ; ${source} ; ${after}`));
    assert.equal(await countIn(`GRAPH <${graph}>`), rows(3));
    assert.equal(await csv(`SELECT ?o { ?s ?p ?o FILTER(lang(?o) = "en") }`), 'o\r\nB');
    assertWritten(await update('CLEAR ALL'));
    assertProblem(await update(`${before} ; LOAD <${files.origin}/malformed.ttl>`), 502, 'endpoint-failed');
    assert.equal(await countIn('GRAPH ?g'), rows(0));
  });

  it('passes the gate on its way into a record', async () => {
    const into = `INTO GRAPH <${portal.base}${record}>`;
    const refused = assertProblem(await load('/untitled.ttl', into), 422, 'refused-by-policy');
    assert.match(JSON.stringify(refused['verdicts']), /title/);
    assert.equal((await ask(`${portal.origin}/${record}`)).status, 404);
    assertWritten(await load('/dataset.ttl', into));
    const published = await ask(`${portal.origin}/${record}`, { headers: { Accept: 'text/turtle' } });
    assert.equal(published.status, 200);
    assert.match(published.body, /Came by LOAD/);
  });

  it('is refused where it is not allowed, SILENT or not, by whatever way', async () => {
    for (const silent of ['', 'SILENT']) {
      const direct = await update(`LOAD ${silent} <${unlisted.origin}/secret.ttl>`);
      const { detail } = assertProblem(direct, 403, 'endpoint-refused');
      assert.match(String(detail), new RegExp(`--load ${unlisted.origin}/secret\\.ttl`));
      const moved = await load('/moved-away.ttl', '', silent);
      assert.match(String(assertProblem(moved, 403, 'endpoint-refused')['detail']), /redirects.*--load/);
      const file = await update(`LOAD ${silent} <file:///etc/passwd>`);
      assertProblem(file, 403, 'endpoint-refused');
    }
    assert.deepEqual(unlisted.asked, []);
    assert.equal(await countIn(''), rows(0));
  });

  it('is off without configuration, and says what would allow it', async () => {
    const own = `Bearer ${closed.tokens.create({ role: 'admin', name: 'test' }).token}`;
    const refused = await update(`LOAD SILENT <${files.origin}/people.ttl>`, own, closed.origin);
    const { detail } = assertProblem(refused, 403, 'endpoint-refused');
    assert.match(String(detail), /--load \(http.*INSERT DATA/);
    assert.deepEqual(files.asked, []);
  });

  it('fetches nothing for callers without a token', async () => {
    assert.equal((await update(`LOAD <${files.origin}/people.ttl>`, '')).status, 401);
    assert.deepEqual(files.asked, []);
  });

  const useless: readonly [string, RegExp][] = [
    ['/malformed.ttl', /Turtle cannot be read in line 2/],
    ['/large.ttl', /more than the 20000 bytes/],
    ['/hangs.ttl', /after 2000 ms/],
    ['/nowhere.ttl', /status 404/],
  ];
  for (const [path, message] of useless) {
    it(`says why ${path} is of no use; SILENT goes on without it`, async () => {
      const { detail, remedy } = assertProblem(await load(path), 502, 'endpoint-failed');
      assert.match(String(detail), message);
      assert.match(String(remedy), /LOAD SILENT/);
      const rest = `INSERT DATA { GRAPH <${graph}> { <http://s> <http://p> <http://o> } }`;
      assertWritten(await update(`LOAD SILENT <${files.origin}${path}> INTO GRAPH <${graph}> ; ${rest}`));
      assert.equal(await countIn(`GRAPH <${graph}>`), rows(1));
    });
  }

  it('keeps no other writer waiting', async () => {
    const slow = load('/slow.ttl');
    while (files.asked.length === 0) await sleep(5);
    assertWritten(await update(`INSERT DATA { GRAPH <${graph}> { <http://s> <http://p> <http://o> } }`));
    assert.equal(await countIn(`GRAPH <${graph}>`), rows(1));
    release();
    assertWritten(await slow);
    assert.equal(await countIn(`GRAPH <${graph}>`), rows(2));
  });
});

function assertWritten(answer: Answer): void {
  assert.equal(answer.status, 200, answer.body);
}
