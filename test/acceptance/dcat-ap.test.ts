import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Quad } from '@rdfjs/types';
import { Parser, Store } from 'n3';
import rdf from 'rdf-ext';
import SHACLValidator from 'rdf-validate-shacl';
import { foaf, hydra } from '../../src/vocabulary/terms.ts';
import { ask, quadsOf } from './client.ts';
import { type ExamplePortal, serveExample } from './support/example-portal.ts';
import { sharedFolder, temporaryFolder } from './support/folders.ts';

const shapesFolder = sharedFolder('conformance/dcat-ap-3.0.1');
const authorityTables = sharedFolder('realdata/vocab/eu');

function turtleFile(...path: string[]): Quad[] {
  return new Parser().parse(readFileSync(join(...path), 'utf8')) as unknown as Quad[];
}

/** Without graph names, each triple once. */
function triplesOf(quads: readonly Quad[]): Quad[] {
  const store = new Store();
  for (const { subject, predicate, object } of quads)
    store.addQuad(rdf.quad(subject as never, predicate as never, object as never) as never);
  return store.getQuads(null, null, null, null) as unknown as Quad[];
}

/** One line for each kind of violation: `path component (shape) × count, e.g. focus value`. */
async function violations(
  data: readonly Quad[],
  shapes: readonly Quad[],
  matters: (value: string) => boolean = () => true,
): Promise<string[]> {
  const validator = new SHACLValidator(rdf.dataset(shapes as never));
  const report = await validator.validate(rdf.dataset(triplesOf(data) as never));
  const kinds = new Map<string, { count: number; example: string }>();
  for (const { severity, path, sourceConstraintComponent, focusNode, value } of report.results) {
    if (severity?.value !== 'http://www.w3.org/ns/shacl#Violation') continue;
    if (!matters((value as { value?: string } | null)?.value ?? '')) continue;
    const nodes = path as { value?: string } | null | undefined;
    const kind = `${nodes?.value ?? ''} ${sourceConstraintComponent?.value.replace(/.*#/, '')}`;
    const known = kinds.get(kind) ?? {
      count: 0,
      example: `${focusNode?.value} ${(value as { value?: string } | null)?.value ?? ''}`,
    };
    kinds.set(kind, { ...known, count: known.count + 1 });
  }
  return [...kinds].map(([kind, { count, example }]) => `${kind} × ${count}, e.g. ${example}`);
}

describe('the feed of the example catalogue against DCAT-AP 3.0.1', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let portal: ExamplePortal | undefined;
  let pages: Quad[];
  before(async function () {
    if (!shapesFolder || !authorityTables) {
      console.log(
        '      skipped: ../shared/conformance/dcat-ap-3.0.1 or ../shared/realdata/vocab/eu is absent',
      );
      this.skip();
    }
    portal = await serveExample(folder);
    pages = [];
    let next: string | undefined = `${portal.base}catalog?size=100`;
    let count = 0;
    for (; next !== undefined; count++) {
      const page = await quadsOf(await ask(next, { headers: { Accept: 'text/turtle' } }));
      for (const quad of page) pages.push(quad);
      next = page.find(({ predicate }) => predicate.value === hydra.next)?.object.value;
    }
    assert.ok(count >= 3, 'the example fills several pages');
  });
  after(() => portal?.process.kill('SIGKILL'));

  /** The concepts of the EU tables that the data refers to: the tables' own types, not ours. */
  const tables = () =>
    readdirSync(authorityTables ?? '')
      .filter((name) => name.endsWith('.ttl'))
      .flatMap((name) => turtleFile(authorityTables ?? '', name))
      .filter(({ predicate }) => /#type$|#inScheme$|#topConceptOf$/.test(predicate.value));

  it('passes shapes.ttl, all pages together', async () => {
    assert.deepEqual(await violations(pages, turtleFile(shapesFolder ?? '', 'shapes.ttl')), []);
  });

  it('passes shapes.ttl, the whole dump', async () => {
    const dump = await ask(`${portal?.origin}/catalog/all.nq`);
    assert.equal(dump.status, 200, dump.body);
    assert.deepEqual(await violations(await quadsOf(dump), turtleFile(shapesFolder ?? '', 'shapes.ttl')), []);
  });

  it('passes range.ttl as far as the things are the portal’s own: files, pages and licences of others have no class here', async () => {
    // http://xmlns.com/foaf/spec/#term_Organization
    const foafSchema = rdf.quad(
      rdf.namedNode(foaf.Organization),
      rdf.namedNode('http://www.w3.org/2000/01/rdf-schema#subClassOf'),
      rdf.namedNode(foaf.Agent),
    ) as unknown as Quad;
    const shapes = turtleFile(shapesFolder ?? '', 'range.ttl');
    // The portal's own frequency stands where the EU's table has none.
    const own = (value: string) =>
      value.startsWith(`${portal?.base}id/`) ||
      (value.startsWith(`${portal?.base}def/`) && !value.startsWith(`${portal?.base}def/frequency/`));
    assert.deepEqual(await violations([...pages, ...tables(), foafSchema], shapes, own), []);
  });

  it('passes mdr-vocabularies.shape.ttl, but for the frequency "As needed" that the EU table does not know', async () => {
    const shapes = turtleFile(shapesFolder ?? '', 'mdr-vocabularies.shape.ttl');
    const known = (value: string) => value !== `${portal?.base}def/frequency/as-needed`;
    assert.deepEqual(await violations([...pages, ...tables()], shapes, known), []);
  });
});
