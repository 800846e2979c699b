import assert from 'node:assert/strict';
import { assertProblem, quadsOf } from './client.ts';
import { untilCurrent } from './support/until-current.ts';
import { datasetTurtle, startWritingPortal, type WritingPortal } from './support/writing-portal.ts';

const prefixes = 'PREFIX dct: <http://purl.org/dc/terms/> PREFIX dcat: <http://www.w3.org/ns/dcat#>';
const ex = 'http://example.org/update/';

describe('SPARQL Update', () => {
  let portal: WritingPortal;
  before(async () => {
    portal = await startWritingPortal();
    for (const key of ['one', 'two']) {
      const put = await portal.send('PUT', `/doc/dataset/${key}`, datasetTurtle(portal.base, key));
      assert.equal(put.status, 201, put.body);
    }
  });
  after(() => portal.close());
  afterEach(() => assert.deepEqual(portal.logged, []));

  const graphOf = (key: string) => `${portal.base}doc/dataset/${key}`;
  async function changesNothing(
    text: string,
    query = '',
  ): Promise<Awaited<ReturnType<typeof portal.update>>> {
    const sequence = portal.store.sequence();
    const answer = await portal.update(text, query);
    assert.equal(portal.store.sequence(), sequence, text);
    return answer;
  }

  it('says what it wrote, and queries see it at once', async () => {
    for (let count = 0; count < 5; count += 1) {
      const answer = await portal.update(`INSERT DATA { GRAPH <${ex}g> { <${ex}s> <${ex}p> ${count} } }`);
      assert.equal(answer.status, 200, answer.body);
      assert.equal(JSON.parse(answer.body).sequence, portal.store.sequence());
      assert.ok(await portal.holds(`GRAPH <${ex}g> { <${ex}s> <${ex}p> ${count} }`));
      assert.ok(await portal.holds(`<${ex}s> <${ex}p> ${count}`));
    }
    assert.equal(JSON.parse((await portal.update('')).body).changed, 0);
  });

  it('is done whole or not at all', async () => {
    for (const text of [
      `INSERT DATA { GRAPH <${ex}atom> { <${ex}s> <${ex}p> 1 } } ; CREATE GRAPH <${ex}g>`,
      `INSERT DATA { GRAPH <${ex}atom> { <${ex}s> <${ex}p> 1 } } ; COPY <${ex}nowhere> TO <${ex}h>`,
      `INSERT DATA { GRAPH <${ex}atom> { <${ex}s> <${ex}p> 1 } } ; CLEAR GRAPH <${ex}g> ; MOVE <${ex}nowhere> TO DEFAULT`,
    ]) {
      const answer = await changesNothing(text);
      assert.ok(answer.status >= 400 && answer.status < 500, `${text}: ${answer.status} ${answer.body}`);
    }
    const syntax = await changesNothing(`INSERT DATA { GRAPH <${ex}atom> { <${ex}s> <${ex}p> 1 } } ; INSERT`);
    assertProblem(syntax, 400, 'query-malformed');
    assert.ok(!(await portal.holds(`GRAPH <${ex}atom> { ?s ?p ?o }`)));
    assert.ok(await portal.holds(`GRAPH <${ex}g> { ?s ?p ?o }`));
  });

  it('is refused whole where it would leave one of its records invalid, with the verdict', async () => {
    const answer = await changesNothing(`${prefixes}
      DELETE { GRAPH <${graphOf('one')}> { ?d dct:title ?t } } INSERT { GRAPH <${graphOf('one')}> { ?d dct:title "Better"@en } }
      WHERE { GRAPH <${graphOf('one')}> { ?d a dcat:Dataset ; dct:title ?t } } ;
      DELETE { GRAPH <${graphOf('two')}> { ?d dct:title ?t } } WHERE { GRAPH <${graphOf('two')}> { ?d a dcat:Dataset ; dct:title ?t } } ;
      INSERT DATA { GRAPH <${ex}beside> { <${ex}s> <${ex}p> 1 } }`);
    const problem = assertProblem(answer, 422, 'refused-by-policy');
    const verdicts = problem['verdicts'] as {
      graph: string;
      findings: { severity: string; message: { hi: string } }[];
    }[];
    assert.deepEqual(
      verdicts.map(({ graph }) => graph),
      [graphOf('two')],
    );
    assert.ok(verdicts[0]?.findings.some(({ severity, message }) => severity === 'violation' && message.hi));
    assert.ok(!(await portal.holds(`GRAPH <${ex}beside> { ?s ?p ?o }`)));
    assert.match((await portal.get('/doc/dataset/one')).body, /"New"@en-IN/i);
    const turtle = await portal.send(
      'POST',
      '/sparql',
      `DELETE WHERE { GRAPH <${graphOf('two')}> { ?s <http://purl.org/dc/terms/title> ?o } }`,
      {
        'content-type': 'application/sparql-update',
        accept: 'text/turtle',
      },
    );
    assert.equal(turtle.status, 422);
    assert.ok((await quadsOf(turtle)).some(({ object }) => object.value.endsWith('shacl#ValidationReport')));
  });

  it('lets no record slip past the gate by taking its class away', async () => {
    for (const text of [
      `${prefixes} DELETE WHERE { GRAPH <${graphOf('two')}> { ?d a dcat:Dataset } }`,
      `${prefixes} WITH <${graphOf('two')}> DELETE { ?d a dcat:Dataset } INSERT { ?d a <http://xmlns.com/foaf/0.1/Organization> } WHERE { ?d a dcat:Dataset }`,
      `INSERT DATA { GRAPH <${graphOf('three')}> { <${ex}s> <${ex}p> 1 } }`,
      `INSERT DATA { GRAPH <${graphOf('three')}> { <${portal.base}id/dataset/three> a <${ex}Anything> } }`,
      `INSERT DATA { GRAPH <${portal.base}doc/> { <${portal.base}id/> a <${ex}Anything> } }`,
    ]) {
      assertProblem(await changesNothing(text), 422, 'refused-by-policy');
    }
  });

  it('keeps what it does not touch to the letter', async () => {
    const before = (await portal.get('/doc/dataset/one', 'application/n-triples')).body;
    const answer = await portal.update(`${prefixes} WITH <${graphOf('one')}>
      DELETE { ?d dct:title ?t } INSERT { ?d dct:title "Another"@hi-IN } WHERE { ?d a dcat:Dataset ; dct:title ?t }`);
    assert.equal(answer.status, 200, answer.body);
    const after = (await portal.get('/doc/dataset/one', 'application/n-triples')).body;
    const others = (text: string) =>
      text
        .split('\n')
        .filter((line) => !/terms\/(?:title> "(?:New|Another)|modified)/.test(line))
        .filter((line) => !/dcat#(?:version|hasVersion|previousVersion)>/.test(line))
        .sort();
    assert.deepEqual(others(after), others(before));
    assert.match(after, /"5"\^\^<http:\/\/www\.w3\.org\/2001\/XMLSchema#nonNegativeInteger>/);
    assert.match(after, /"05\.50"\^\^<http:\/\/www\.w3\.org\/2001\/XMLSchema#decimal>/);
    assert.match(after, /"Another"@hi-IN/i);
    assert.doesNotMatch(after, /"New"@/);
    const changed = await portal.update(`${prefixes} WITH <${graphOf('one')}>
      DELETE { ?d dct:description ?t } INSERT { ?d dct:description "Plain"@en } WHERE { ?d a dcat:Dataset ; dct:description ?t }`);
    assert.equal(changed.status, 200);
    assert.match((await portal.get('/doc/dataset/one', 'application/n-triples')).body, /"Another"@hi-IN/i);
  });

  it('deletes what is stored in a form that the engine folds', async () => {
    const text = `PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
      INSERT DATA { GRAPH <${ex}folded> { <${ex}s> <${ex}p> "007"^^xsd:unsignedByte , "A"@EN-in , 1.0 , "x"^^<${ex}type> } }`;
    assert.equal((await portal.update(text)).status, 200);
    const gone = await portal.update(`DELETE WHERE { GRAPH <${ex}folded> { ?s ?p ?o } }`);
    assert.equal(gone.status, 200);
    assert.ok(!(await portal.holds(`GRAPH <${ex}folded> { ?s ?p ?o }`)));
    assert.equal((await portal.get(`/graph?graph=${ex}folded`)).status, 404);
  });

  it('works with blank nodes', async () => {
    const fill = `INSERT DATA { GRAPH <${ex}blank> { <${ex}s> <${ex}p> [ <${ex}q> 1 , 2 ; <${ex}r> [ <${ex}q> 3 ] ] } }`;
    assert.equal((await portal.update(fill)).status, 200);
    const change = `WITH <${ex}blank> DELETE { ?b <${ex}q> 1 } INSERT { ?b <${ex}q> 9 . _:new <${ex}of> ?b } WHERE { ?b <${ex}q> 1 }`;
    assert.equal((await portal.update(change)).status, 200);
    assert.ok(
      await portal.holds(
        `GRAPH <${ex}blank> { <${ex}s> <${ex}p> ?b . ?b <${ex}q> 2 , 9 ; <${ex}r> [ <${ex}q> 3 ] . ?n <${ex}of> ?b FILTER (isBlank(?n)) }`,
      ),
    );
    assert.ok(!(await portal.holds(`GRAPH <${ex}blank> { ?b <${ex}q> 1 }`)));
    const two = `INSERT DATA { GRAPH <${ex}x1> { _:a <${ex}p> 1 } GRAPH <${ex}x2> { _:a <${ex}p> 2 } }`;
    assert.equal((await portal.update(two)).status, 200);
    const copied = await portal.update(`COPY <${ex}blank> TO <${ex}copy> ; DROP GRAPH <${ex}blank>`);
    assert.equal(copied.status, 200, copied.body);
    assert.ok(await portal.holds(`GRAPH <${ex}copy> { <${ex}s> <${ex}p> ?b . ?b <${ex}q> 2 , 9 }`));
  });

  it('moves, adds, creates and drops graphs', async () => {
    const run = async (text: string) => assert.equal((await portal.update(text)).status, 200, text);
    await run(
      `INSERT DATA { GRAPH <${ex}m> { <${ex}s> <${ex}p> 1 } } ; ADD <${ex}m> TO <${ex}n> ; MOVE <${ex}m> TO <${ex}o>`,
    );
    assert.ok(
      await portal.holds(`GRAPH <${ex}n> { <${ex}s> <${ex}p> 1 } GRAPH <${ex}o> { <${ex}s> <${ex}p> 1 }`),
    );
    assert.equal((await portal.get(`/graph?graph=${ex}m`)).status, 404);
    await run(`CREATE GRAPH <${ex}empty>`);
    assert.equal((await portal.get(`/graph?graph=${ex}empty`)).status, 200);
    assert.ok((await changesNothing(`CREATE GRAPH <${ex}empty>`)).status < 500);
    await run(`CREATE SILENT GRAPH <${ex}empty>`);
    await run(`DROP GRAPH <${ex}n> ; DROP SILENT GRAPH <${ex}never>`);
    assert.equal((await portal.get(`/graph?graph=${ex}n`)).status, 404);
    await run('INSERT DATA { <http://example.org/in-default> <http://example.org/p> 1 }');
    assert.match((await portal.get('/graph?default')).body, /in-default/);
    await run('CLEAR DEFAULT');
    assert.doesNotMatch((await portal.get('/graph?default')).body, /in-default/);
  });

  it('leaves a tombstone of a record that was dropped', async () => {
    assert.equal(
      (await portal.send('PUT', '/doc/dataset/dropped', datasetTurtle(portal.base, 'dropped'))).status,
      201,
    );
    assert.equal((await portal.update(`DROP GRAPH <${graphOf('dropped')}>`)).status, 200);
    assert.equal((await portal.get('/doc/dataset/dropped')).status, 410);
    assert.ok(!(await portal.holds(`<${portal.base}id/dataset/dropped> ?p ?o`)));
    const again = await portal.update(
      `INSERT DATA { GRAPH <${graphOf('dropped')}> { <${portal.base}id/dataset/dropped> a <http://www.w3.org/ns/dcat#Dataset> } }`,
    );
    assert.equal(again.status, 422, again.body);
  });

  it('fetches nothing (LOAD)', async () => {
    assertProblem(await changesNothing('LOAD <http://127.0.0.1:9/x>'), 403, 'endpoint-refused');
    const service = await changesNothing(
      `INSERT { GRAPH <${ex}z> { ?s ?p ?o } } WHERE { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }`,
    );
    assert.ok(service.status >= 400 && service.status < 500, service.body);
    assert.match(service.body, /127\.0\.0\.1/);
    const silent = await changesNothing(
      'LOAD SILENT <http://127.0.0.1:9/x> INTO GRAPH <http://example.org/g>',
    );
    assert.ok(silent.status < 500, silent.body);
  });

  it('stops at its deadline, and nothing is written', async () => {
    const slow = `INSERT { GRAPH <${ex}slow> { ?a ?b ?f } } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER (?c = ?i && ?f = ?l && ?a > ?g) }`;
    assertProblem(await changesNothing(slow, '?timeout=300'), 504, 'query-timeout');
    await untilCurrent(portal);
    assert.ok(!(await portal.holds(`GRAPH <${ex}slow> { ?s ?p ?o }`)));
  });

  it('empties everything but what the portal states itself (CLEAR ALL)', async () => {
    const answer = await portal.update('CLEAR ALL');
    assert.equal(answer.status, 200, answer.body);
    assert.equal((await portal.get('/doc/dataset/one')).status, 410);
    assert.equal((await portal.get('/doc/def/sector')).status, 200);
    assert.ok(await portal.holds('?scheme a <http://www.w3.org/2004/02/skos/core#ConceptScheme>'));
    assert.ok(!(await portal.holds('?d a <http://www.w3.org/ns/dcat#Dataset>')));
    const own = await changesNothing(`DELETE WHERE { GRAPH <${portal.base}doc/def/sector> { ?s ?p ?o } }`);
    assertProblem(own, 403, 'own-record');
  });
});
