import assert from 'node:assert/strict';
import fc from 'fast-check';
import oxigraph, { type Store } from 'oxigraph';
import { EditError, type EditOperation, type EditResult } from '../../../src/engine/engine-edit.ts';
import { OxigraphEdit, tripleLine } from '../../../src/engine/oxigraph-edit.ts';
import { canonicalDataset } from '../../../src/rdf/canonical.ts';
import { parseNQuads } from '../../../src/rdf/n-quads.ts';
import { compileUpdate } from '../../../src/sparql/update/compile-update.ts';
import { type ArbitraryOperation, contents, graphNames, operations } from './arbitrary-updates.ts';

const base = 'http://x.example/';
const format = 'application/n-quads';
const [g0, g1, g2] = graphNames;

function storeOf(nquads: string): Store {
  const store = new oxigraph.Store();
  store.load(nquads, { format, lenient: true });
  return store;
}

function compile(update: string): EditOperation[] {
  return compileUpdate(update, base).filter((operation) => operation.type !== 'load');
}

/** Compiled one by one: the parser lets no blank node label stand in two operations of one request. */
function run(store: Store, ...updates: readonly string[]): EditResult {
  return new OxigraphEdit(oxigraph, store).run(updates.flatMap(compile));
}

const held = (store: Store) => store.match().map(String).sort();

/** What the store would hold with the change, as sorted lines in the engine's form. */
function changed(store: Store, { cleared, graphs }: EditResult): Store {
  const content = new Map<string, Set<string>>();
  for (const quad of store.match()) {
    const name = quad.graph.value;
    if (cleared === 'all' || (cleared === 'named' && name !== '')) continue;
    content.set(name, (content.get(name) ?? new Set()).add(tripleLine(quad)));
  }
  for (const { graph, removed, added, whole } of graphs) {
    const lines = content.get(graph ?? '') ?? new Set<string>();
    for (const line of removed) assert.ok(lines.delete(line), `${line} was not there to be removed`);
    for (const line of added) {
      assert.ok(!lines.has(line), `${line} was there already`);
      lines.add(line);
    }
    content.set(graph ?? '', whole ? new Set(whole) : lines);
  }
  const text = [...content].flatMap(([graph, lines]) =>
    [...lines].map((line) => (graph === '' ? line : `${line.slice(0, -1)}<${graph}> .`)),
  );
  return storeOf(text.map((line) => `${line}\n`).join(''));
}

const canonical = (store: Store) => canonicalDataset(parseNQuads(store.dump({ format })), { workFactor: 6 });

/** A request of those operations whose source is there when it comes to them, and the store after it by Oxigraph's own update. */
function byOxigraph(live: Store, wanted: readonly ArbitraryOperation[]): { store: Store; updates: string[] } {
  const store = new oxigraph.Store(live.match());
  const done: string[] = [];
  for (const { text, source } of wanted) {
    if (source && source !== 'DEFAULT') {
      const graph = oxigraph.namedNode(source.slice(1, -1));
      if (store.match(null, null, null, graph).length === 0) continue;
    }
    store.update(text, { base_iri: base });
    done.push(text);
  }
  return { store, updates: done };
}

describe('OxigraphEdit', () => {
  it("gives the change that Oxigraph's own update makes, and leaves the store as it was", async () => {
    await fc.assert(
      fc.asyncProperty(contents, fc.array(operations, { maxLength: 5 }), async (content, wanted) => {
        const live = storeOf(content);
        const before = held(live);
        const { store: expected, updates } = byOxigraph(live, wanted);
        const result = run(live, ...updates);
        assert.deepEqual(held(live), before);
        assert.equal(await canonical(changed(live, result)), await canonical(expected), updates.join(';\n'));
      }),
      { numRuns: 800 },
    );
  });

  it('leaves the store as it was where a later operation fails', () => {
    const failing = fc.constantFrom(
      `INSERT DATA { GRAPH <${g0}> { <s> <p> 1 } } ; CREATE GRAPH <${g0}>`,
      'COPY <http://x.example/none> TO DEFAULT',
      'MOVE <http://x.example/none> TO <http://x.example/g1>',
      'ADD <http://x.example/none> TO <http://x.example/g1>',
      'CREATE GRAPH <new> ; CREATE GRAPH <new>',
      'CREATE GRAPH <new> ; DROP GRAPH <new> ; COPY <new> TO DEFAULT',
    );
    fc.assert(
      fc.property(contents, fc.array(operations, { maxLength: 4 }), failing, (content, wanted, last) => {
        const live = storeOf(content);
        const before = held(live);
        const { updates } = byOxigraph(live, wanted);
        assert.throws(() => run(live, ...updates, last), EditError);
        assert.deepEqual(held(live), before);
      }),
      { numRuns: 200 },
    );
  });

  it("leaves the store as it was where the engine refuses a WHERE clause, and gives the engine's error", () => {
    const live = storeOf(`<urn:s> <urn:p> "x" <${g0}> .\n`);
    const wrong: EditOperation = {
      type: 'modify',
      select: 'SELECT * WHERE { ?s ?p',
      base,
      remove: [],
      insert: [],
    };
    const edit = new OxigraphEdit(oxigraph, live);
    assert.throws(() => edit.run([...compile(`CLEAR GRAPH <${g0}>`), wrong]), /error at/);
    assert.equal(live.size, 1);
  });

  it('matches a WHERE clause that names no graph against the union of all graphs', () => {
    const live = storeOf(
      `<urn:a> <urn:p> "x" <${g0}> .\n<urn:b> <urn:p> "y" .\n<urn:c> <urn:p> "z" <${g1}> .\n`,
    );
    const { graphs } = run(live, `INSERT { GRAPH <${g2}> { ?s <urn:q> ?o } } WHERE { ?s <urn:p> ?o }`);
    assert.deepEqual(
      graphs.map(({ graph, removed, added }) => [graph, removed, [...added].sort()]),
      [[g2, [], ['<urn:a> <urn:q> "x" .', '<urn:b> <urn:q> "y" .', '<urn:c> <urn:q> "z" .']]],
    );
  });

  it('deletes from the unnamed graph what a template without a graph names', () => {
    const live = storeOf(`<urn:a> <urn:p> "x" <${g0}> .\n<urn:a> <urn:p> "x" .\n`);
    const { graphs } = run(live, 'DELETE WHERE { ?s <urn:p> ?o }');
    assert.deepEqual(graphs, [{ graph: null, removed: ['<urn:a> <urn:p> "x" .'], added: [] }]);
  });

  it('takes the default graph itself as a dataset', () => {
    const live = storeOf(`<urn:a> <urn:p> "x" <${g0}> .\n<urn:b> <urn:p> "y" .\n`);
    const [operation] = compile('INSERT { ?s <urn:q> ?o } WHERE { ?s <urn:p> ?o }');
    assert.ok(operation?.type === 'modify');
    const { graphs } = new OxigraphEdit(oxigraph, live).run([
      { ...operation, dataset: { defaultGraphs: [null] } },
    ]);
    assert.deepEqual(graphs, [{ graph: null, removed: [], added: ['<urn:b> <urn:q> "y" .'] }]);
  });

  it('knows one number in two spellings as one triple, and keeps the spelling of what is added', () => {
    const integer = '<http://www.w3.org/2001/XMLSchema#integer>';
    const live = storeOf('');
    assert.deepEqual(
      run(live, 'INSERT DATA { <urn:a> <urn:p> 01 } ; DELETE WHERE { <urn:a> <urn:p> ?o }').graphs,
      [],
    );
    assert.equal(live.size, 0);
    assert.deepEqual(run(live, 'INSERT DATA { <urn:a> <urn:p> 01 }').graphs[0]?.added, [
      `<urn:a> <urn:p> "01"^^${integer} .`,
    ]);
  });

  it('makes new blank nodes for each solution, the same in all templates of one', () => {
    const live = storeOf('<urn:a> <urn:p> "1" .\n<urn:b> <urn:p> "2" .\n');
    const { graphs } = run(
      live,
      `INSERT { ?s <urn:q> _:n . GRAPH <${g0}> { _:n <urn:r> ?o } } WHERE { ?s <urn:p> ?o }`,
    );
    const label = /_:\S+/;
    const nodes = (graph: string | null) =>
      graphs.find((difference) => difference.graph === graph)?.added.map((line) => label.exec(line)?.[0]) ??
      [];
    assert.equal(new Set(nodes(null)).size, 2);
    assert.deepEqual(new Set(nodes(null)), new Set(nodes(g0)));
  });

  it('says which graphs were made, not those that went again', () => {
    const created = (update: string) => run(storeOf(`<urn:a> <urn:p> "1" <${g0}> .\n`), update).created;
    assert.deepEqual(created(`CREATE GRAPH <${g1}> ; CREATE SILENT GRAPH <${g2}>`), [g1, g2]);
    assert.deepEqual(created(`CREATE GRAPH <${g1}> ; DROP GRAPH <${g1}>`), []);
    assert.deepEqual(created(`CREATE GRAPH <${g1}> ; CLEAR NAMED`), []);
    const dropped = (update: string) => run(storeOf(''), update).dropped;
    assert.deepEqual(dropped(`DROP GRAPH <${g1}> ; CLEAR GRAPH <${g2}> ; CREATE GRAPH <${g2}>`), [g1]);
  });

  it('says that all is cleared instead of naming each quad, and what came after it', () => {
    const live = storeOf(`<urn:a> <urn:p> "1" <${g0}> .\n<urn:a> <urn:p> "2" .\n`);
    const all = run(
      live,
      `INSERT DATA { <urn:x> <urn:p> "3" } ; CLEAR ALL ; INSERT DATA { GRAPH <${g1}> { <urn:y> <urn:p> "4" } }`,
    );
    assert.equal(all.cleared, 'all');
    assert.deepEqual(all.graphs, [{ graph: g1, removed: [], added: ['<urn:y> <urn:p> "4" .'] }]);
    const named = run(
      live,
      'INSERT DATA { <urn:x> <urn:p> "3" } ; DROP NAMED ; DELETE DATA { <urn:a> <urn:p> "2" }',
    );
    assert.equal(named.cleared, 'named');
    assert.deepEqual(named.graphs, [
      { graph: null, removed: ['<urn:a> <urn:p> "2" .'], added: ['<urn:x> <urn:p> "3" .'] },
    ]);
    assert.equal(run(live, 'CLEAR ALL ; CLEAR NAMED').cleared, 'all');
    assert.equal(live.size, 2);
  });
});
