import { startPortal } from './running-portal.ts';
describe('smoke', () => {
  it('works', async function () {
    this.timeout(60000);
    const p = await startPortal({ engine: true, vocabulary: true });
    const { token } = p.tokens.create({ role: 'editor', name: '' });
    const auth = { authorization: `Bearer ${token}` };
    const call = async (path: string, init: RequestInit = {}) => {
      const r = await fetch(p.origin + path, init);
      const t = await r.text();
      console.log(init.method ?? 'GET', path.slice(0, 80), r.status, r.headers.get('content-type'), t.slice(0, 400));
      return r;
    };
    for (let i = 0; i < 100; i++) { const r = await fetch(p.origin + '/health/ready'); if (r.status === 200) break; await new Promise((x) => setTimeout(x, 100)); }
    await call('/sparql?query=ASK%7B%7D');
    await call('/sparql', { headers: { accept: 'text/turtle' } });
    await call('/sparql', { method: 'POST', headers: { 'content-type': 'application/sparql-update' }, body: 'CLEAR ALL' });
    await call('/sparql', { method: 'POST', headers: { 'content-type': 'application/sparql-update', ...auth }, body: 'CLEAR ALL; INSERT DATA { GRAPH <http://example.org/g> {<http://a> <http://b> "x"@en, 5 } <http://d> a <http://e> }; INSERT { GRAPH <http://example.org/h> {?s ?p ?o, [ <http://q> ?o ]}} WHERE { GRAPH <http://example.org/g> {?s ?p ?o}}' });
    await call('/sparql?query=SELECT*%7BGRAPH ?g %7B?s ?p ?o FILTER(STRSTARTS(STR(?g),"http://example"))%7D%7D&format=csv');
    await call('/graph?graph=http://example.org/h');
    await call('/graph?default');
    await call('/graph?graph=http://example.org/k', { method: 'PUT', headers: { 'content-type': 'text/turtle', ...auth }, body: '<> a <x> ; <y> [ <z> 1 ] .' });
    await call('/graph?graph=http://example.org/k');
    await call('/graph?graph=http://example.org/k', { method: 'PATCH', headers: { 'content-type': 'application/sparql-update', ...auth }, body: 'INSERT DATA { <http://m> <http://n> <http://o> }' });
    await call('/graph?graph=http://example.org/k', { method: 'DELETE', headers: auth });
    await call('/graph?graph=http://example.org/k');
    const doc = encodeURIComponent(`${p.base}doc/dataset/new`);
    await call(`/graph?graph=${doc}`, { method: 'PUT', headers: { 'content-type': 'text/turtle', ...auth }, body: `<${p.base}id/dataset/new> a <http://www.w3.org/ns/dcat#Dataset> .` });
    const turtle = `@prefix dct: <http://purl.org/dc/terms/> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> . <${p.base}id/dataset/new> a dcat:Dataset ; dct:title "New"@en-IN ; dct:description "A new one"@en ; dct:publisher <${p.base}id/organization/x> ; dcat:contactPoint [ a vcard:Organization ; vcard:fn "x" ; vcard:hasEmail <mailto:a@b.in> ] ; dcat:distribution <${p.base}id/distribution/new/1> . <${p.base}id/distribution/new/1> a dcat:Distribution ; dct:title "d" ; dcat:accessURL <https://example.org/x.csv> ; dct:license <https://data.gov.in/government-open-data-license-india> ; dcat:byteSize "5"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> .`;
    await call(`/graph?graph=${doc}`, { method: 'PUT', headers: { 'content-type': 'text/turtle', ...auth }, body: turtle });
    await call(`/doc/dataset/new.ttl`);
    await call('/sparql', { method: 'POST', headers: { 'content-type': 'application/sparql-update', ...auth }, body: `PREFIX dct: <http://purl.org/dc/terms/> WITH <${p.base}doc/dataset/new> DELETE {?d dct:title ?t} INSERT {?d dct:title "Changed"@en} WHERE {?d a <http://www.w3.org/ns/dcat#Dataset> ; dct:title ?t}` });
    await call(`/doc/dataset/new.ttl`);
    await call('/sparql', { method: 'POST', headers: { 'content-type': 'application/sparql-update', ...auth }, body: `PREFIX dct: <http://purl.org/dc/terms/> DELETE WHERE { GRAPH <${p.base}doc/dataset/new> {?d dct:title ?t}}` });
    await call('/sparql', { method: 'POST', headers: { 'content-type': 'application/sparql-update', ...auth }, body: `DROP GRAPH <${p.base}doc/dataset/new>` });
    await call(`/doc/dataset/new.ttl`);
    console.log(JSON.stringify(p.logged).slice(0, 2000));
    await p.close();
  });
});
