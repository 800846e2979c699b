import { createHash } from 'node:crypto';
import type { Quad, Term } from '@rdfjs/types';
import { DataFactory } from 'n3';
import type { GraphRecord, RecordKind } from '../model/record.ts';
import { canonicalDataset } from '../rdf/canonical.ts';
import { nQuadLine, nQuadTerm } from '../rdf/n-quads.ts';
import { RdfError } from '../rdf/rdf-error.ts';
import { iri } from '../rdf/terms.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, foaf } from '../vocabulary/terms.ts';
import { GraphView, kindOfQuads, parse, withoutCatalogRecord } from './rdf-graph-view.ts';
import { isIndependent } from './rdf-kinds.ts';
import type { Spool } from './rdf-spool.ts';

/** Names of records and their nodes; `mapping/iris.ts` holds them. */
export interface RecordNames {
  readonly base: string;
  thing(kind: RecordKind, key: string): Iri;
  document(kind: RecordKind, topic: Iri): Iri;
  node(document: Iri, label: string): Iri;
  sourceBase(file: string): Iri;
}

/** One record of the document: what it is about, and its triples, in which blank nodes may be left. */
export interface FoundRecord {
  readonly topic: Iri;
  readonly kind: RecordKind;
  readonly quads: readonly Quad[];
}

/** Splits a document that has been laid aside into records, so that every triple is in one of them. */
export class RecordFinder {
  readonly #spool: Spool;
  readonly #view: GraphView;
  readonly #names: RecordNames;

  constructor(spool: Spool, names: RecordNames) {
    this.#spool = spool;
    this.#names = names;
    this.#view = new GraphView(spool, names.base);
  }

  /** The records whose named graph is a document of this portal: an export comes back as it went. */
  *exported(): Generator<FoundRecord, void> {
    for (const document of this.#spool.keys('documents')) {
      const quads = parse(this.#spool.get('documents', document));
      const topic = topicOf(quads, document);
      if (topic === undefined) continue;
      const kind = kindOfQuads(quads, `<${topic}>`, this.#names.base);
      yield { topic, kind, quads: withoutCatalogRecord(quads, document) };
    }
  }

  /** The quads of those graphs that do not say what they are about. */
  *unexplained(): Generator<Quad> {
    for (const document of this.#spool.keys('documents')) {
      const quads = parse(this.#spool.get('documents', document));
      if (topicOf(quads, document) === undefined) yield* quads;
    }
  }

  /** All other records. */
  async *all(): AsyncGenerator<FoundRecord> {
    await this.#nameBlankRecords();
    for (const node of this.#subjects()) {
      if (!this.#isRoot(node)) continue;
      yield* this.#record(node);
    }
    // Circles of parts, and what belongs to nothing that was given.
    for (const node of this.#spool.keys('triples')) {
      if (this.#isRoot(node) || this.#spool.has('seen', node)) continue;
      if (isBlank(node)) await this.#name(node);
      yield* this.#record(node);
    }
  }

  *#subjects(): Generator<string> {
    yield* this.#spool.keys('triples');
    for (const node of this.#spool.keys('members')) if (!this.#spool.has('triples', node)) yield node;
  }

  #isRoot(node: string): boolean {
    if (isBlank(node)) return this.#spool.has('named', node);
    return !this.#view.isSkolem(node) && this.#view.owner(node) === undefined;
  }

  *#record(node: string): Generator<FoundRecord> {
    const { quads, nodes } = this.#closure(node);
    for (const part of nodes) if (part !== node) this.#spool.add('seen', part, '');
    if (quads.length === 0) return;
    this.#spool.add('seen', node, '');
    const topic = (this.#nameOf(node) ?? node.slice(1, -1)) as Iri;
    yield { topic, kind: this.#view.kind(node), quads: quads.map((quad) => this.#renamed(quad)) };
  }

  /** The triples of `root` and of all that belongs to it. */
  #closure(root: string): { quads: Quad[]; nodes: ReadonlySet<string> } {
    const quads = this.#view.undescribedMembers(root);
    const nodes = new Set<string>();
    const open = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (nodes.has(node)) continue;
      nodes.add(node);
      const own = this.#view.triples(node);
      quads.push(...own, ...this.#view.memberships(node));
      for (const { object } of own) {
        if (object.termType === 'Literal') continue;
        const next = nQuadTerm(object);
        if (this.#belongs(next, node)) open.push(next);
      }
    }
    return { quads, nodes };
  }

  #belongs(node: string, to: string): boolean {
    if (isBlank(node)) return !this.#spool.has('named', node);
    if (this.#view.isSkolem(node)) return true;
    return this.#view.describes(node) && this.#view.owner(node) === to;
  }

  /** Blank nodes that are records of their own: catalogues, datasets and the like, and what nothing points to. */
  async #nameBlankRecords(): Promise<void> {
    for (const node of this.#subjects()) {
      if (!isBlank(node)) continue;
      if (!this.#spool.has('referenced', node) || isIndependent(this.#view.kind(node)))
        await this.#name(node);
    }
  }

  /** By its `dct:identifier` where it has one that no other has, else by its description. */
  async #name(node: string): Promise<void> {
    const kind = this.#view.kind(node);
    const identifier = this.#view.triples(node).find((quad) => quad.predicate.value === dct.identifier)
      ?.object.value;
    if (identifier !== undefined) {
      const name = this.#names.thing(kind, keyOf(identifier));
      if (!this.#spool.has('taken', name)) return this.#take(node, name);
    }
    this.#take(node, this.#names.thing(kind, hash(await description(this.#closure(node).quads))));
  }

  #take(node: string, name: Iri): void {
    this.#spool.add('named', node, name);
    this.#spool.add('taken', name, node);
  }

  #nameOf(node: string): string | undefined {
    return isBlank(node) ? this.#spool.get('named', node)[0] : undefined;
  }

  #renamed(quad: Quad): Quad {
    const { subject, object } = quad;
    if (subject.termType !== 'BlankNode' && object.termType !== 'BlankNode') return quad;
    const named = <T extends Term>(term: T): T => {
      const name = term.termType === 'BlankNode' ? this.#nameOf(`_:${term.value}`) : undefined;
      return name === undefined ? term : (iri(name as Iri) as Term as T);
    };
    return DataFactory.quad(named(subject), quad.predicate, named(object)) as unknown as Quad;
  }
}

/** The record as plain data; its blank nodes are named, and its parts found, by `settleGraphRecord`. */
export function toGraphRecord(record: FoundRecord): GraphRecord {
  const lines = new Set(record.quads.map((quad) => nQuadLine(quad, '')));
  return { topic: record.topic, recordKind: record.kind, parts: [], triples: [...lines].join('') };
}

/** Where RDFC-1.0 gives up, the record is refused later on, with its reason; a name for the message is enough. */
async function description(quads: readonly Quad[]): Promise<string> {
  try {
    return await canonicalDataset(quads);
  } catch (error) {
    if (!(error instanceof RdfError)) throw error;
    return quads
      .map((quad) => nQuadLine(quad, '').replace(/_:\w+/g, '_:'))
      .sort()
      .join('');
  }
}

function topicOf(quads: readonly Quad[], document: string): Iri | undefined {
  const found = quads.find(
    (quad) => quad.subject.value === document && quad.predicate.value === foaf.primaryTopic,
  )?.object;
  return found?.termType === 'NamedNode' ? (found.value as Iri) : undefined;
}

function isBlank(node: string): boolean {
  return node.startsWith('_:');
}

function keyOf(identifier: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9._~-]{0,95}$/.test(identifier) ? identifier : hash(identifier);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
