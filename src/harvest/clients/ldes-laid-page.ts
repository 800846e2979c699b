import type { Quad } from '@rdfjs/types';
import { Failure } from '../../model/failure.ts';
import { nQuadLine, nQuadTerm } from '../../rdf/n-quads.ts';
import { parseRdf } from '../../rdf/parse.ts';
import { RdfError } from '../../rdf/rdf-error.ts';
import { parse } from '../../sources/rdf-graph-view.ts';
import { Spool } from '../../sources/rdf-spool.ts';
import type { ArrivedPage, HarvestContext } from '../harvest-client.ts';
import { openRdfPage } from './dcat-open-page.ts';
import { PageStatements } from './ldes-statements.ts';

/** Triples that are held in memory before the temporary folder is used. */
const heldTriples = 1_000_000;
/** Triples of one member. */
const longestMember = 100_000;

/** A page that was read to its end, laid aside by subject and by graph: on disk where it is long. */
export class LaidPage {
  readonly url: string;
  readonly statements: PageStatements;
  readonly #spool = new Spool(heldTriples);

  private constructor(url: string) {
    this.url = url;
    this.statements = new PageStatements(url);
  }

  /** @throws Failure where it is no RDF, or cut off */
  static async read(page: ArrivedPage, { source, reading }: HarvestContext): Promise<LaidPage> {
    const laid = new LaidPage(page.url);
    try {
      const { format, text } = await openRdfPage(page, source);
      const { contexts } = reading;
      for await (const quad of parseRdf(text, format, { base: page.url, ...(contexts && { contexts }) }))
        laid.#add(quad);
      laid.#settleGraphs();
      return laid;
    } catch (error) {
      await laid.close();
      if (!(error instanceof RdfError)) throw error;
      const place = error.line === undefined ? page.url : `${page.url}, line ${error.line}`;
      throw new Failure('source-failed', `${place}: ${error.message}`, { cause: error });
    }
  }

  close(): Promise<void> {
    return this.#spool.close();
  }

  /** What stands in the graph that a member names. */
  graphOf(node: string): Quad[] {
    return parse(this.#spool.get('graphs', node));
  }

  /** What is said of a node, in whichever graph that no member names. */
  about(node: string): Quad[] {
    return parse(this.#spool.get('triples', node));
  }

  /**
   * What is said of a node and of all that it leads to on this page, but for other members and for what pages are
   * described by (TREE §4, members without a shape). Things that several members share are with each of them.
   */
  closure(root: string): Quad[] {
    const quads: Quad[] = [];
    const met = new Set([root]);
    const open = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const own = this.about(node);
      quads.push(...own);
      if (quads.length > longestMember)
        throw new Failure(
          'source-failed',
          `${this.url}: the member ${root} has more than ${longestMember} triples.`,
        );
      for (const { object } of own) {
        if (object.termType === 'Literal') continue;
        const next = nQuadTerm(object);
        if (met.has(next) || this.statements.members.has(next) || this.statements.isControl(next)) continue;
        met.add(next);
        open.push(next);
      }
    }
    return quads;
  }

  #add(quad: Quad): void {
    if (this.statements.take(quad)) return;
    const { subject, graph } = quad;
    const line = nQuadLine(quad, '');
    if (graph.termType === 'DefaultGraph') this.#spool.add('triples', nQuadTerm(subject), line);
    else this.#spool.add('graphs', nQuadTerm(graph), line);
  }

  /** Which graphs are members' is known at the end of the page; the others are where the page itself stands. */
  #settleGraphs(): void {
    for (const graph of [...this.#spool.keys('graphs')]) {
      if (this.statements.members.has(graph)) continue;
      for (const quad of this.graphOf(graph))
        this.#spool.add('triples', nQuadTerm(quad.subject), nQuadLine(quad, ''));
    }
    this.#spool.complete();
  }
}
