import type { Quad } from '@rdfjs/types';
import type { RecordKind } from '../model/record.ts';
import { nQuadTerm, parseNQuads } from '../rdf/n-quads.ts';
import { dcat, dct, foaf, prov, rdf } from '../vocabulary/terms.ts';
import { isIndependent, kindOf } from './rdf-kinds.ts';
import type { Spool } from './rdf-spool.ts';

/** A record asks for the same nodes several times. */
const rememberedNodes = 64;

/** Questions about the nodes of a document that has been laid aside. Nodes are written as in N-Triples. */
export class GraphView {
  readonly spool: Spool;
  readonly #portalBase: string;
  readonly #parsed = new Map<string, readonly Quad[]>();

  constructor(spool: Spool, portalBase: string) {
    this.spool = spool;
    this.#portalBase = portalBase;
  }

  /** The triples of a node, each once, without those that the portal's own catalog records bring along. */
  triples(node: string): readonly Quad[] {
    const known = this.#parsed.get(node);
    if (known) return known;
    const parsed = parse(this.spool.get('triples', node));
    const quads = this.isOwnDocument(node) ? withoutCatalogRecord(parsed, node.slice(1, -1)) : parsed;
    if (this.#parsed.size >= rememberedNodes) this.#parsed.clear();
    this.#parsed.set(node, quads);
    return quads;
  }

  describes(node: string): boolean {
    return this.isOwnDocument(node) ? this.triples(node).length > 0 : this.spool.has('triples', node);
  }

  /** The triples that make `node` a member of catalogues. */
  memberships(node: string): Quad[] {
    return this.isOwnDocument(node) ? [] : parse(this.spool.get('membership', node));
  }

  /** The triples that make other nodes, which are not described here, members of `node`. */
  undescribedMembers(node: string): Quad[] {
    return parse(this.spool.get('members', node)).filter((quad) => {
      const member = nQuadTerm(quad.object);
      return !this.isOwnDocument(member) && !this.describes(member);
    });
  }

  kind(node: string): RecordKind {
    const kind = kindOf(new Set(this.spool.get('types', node)), `${this.#portalBase}def/ndsap#App`);
    return kind === 'resource' && this.spool.has('members', node) ? 'catalog' : kind;
  }

  /** The only node of which `node` can be a part. */
  owner(node: string): string | undefined {
    if (!this.spool.has('owners', node)) return undefined;
    const owners = new Set(this.spool.get('owners', node));
    owners.delete(node);
    const [owner] = owners;
    if (owners.size !== 1 || isIndependent(this.kind(node))) return undefined;
    return owner;
  }

  /** An IRI that stood for a blank node when the portal exported the record. */
  isSkolem(node: string): boolean {
    return node.startsWith(`<${this.#portalBase}doc/`) && /#c14n\d+>$/.test(node);
  }

  isOwnDocument(node: string): boolean {
    return node.startsWith(`<${this.#portalBase}doc/`) && !this.isSkolem(node);
  }
}

export function kindOfQuads(quads: readonly Quad[], node: string, portalBase: string): RecordKind {
  const types = new Set<string>();
  for (const quad of quads)
    if (quad.predicate.value === rdf.type && nQuadTerm(quad.subject) === node) types.add(quad.object.value);
  return kindOf(types, `${portalBase}def/ndsap#App`);
}

/** Without the triples that the portal states of its own document `document`; they come from the commit log. */
export function withoutCatalogRecord(quads: readonly Quad[], document: string): Quad[] {
  return quads.filter(
    (quad) =>
      !(
        quad.subject.value === document &&
        (catalogRecordProperties.has(quad.predicate.value) ||
          (quad.predicate.value === rdf.type && documentTypes.has(quad.object.value)))
      ),
  );
}

/** What the portal calls its own documents (`store/document.ts`). */
const documentTypes: ReadonlySet<string> = new Set([dcat.CatalogRecord, foaf.Document]);

const catalogRecordProperties: ReadonlySet<string> = new Set([
  foaf.primaryTopic,
  dct.issued,
  dct.modified,
  dct.conformsTo,
  dcat.version,
  dcat.hasVersion,
  dcat.previousVersion,
  dct.source,
  prov.alternateOf,
  prov.generatedAtTime,
  prov.hadPrimarySource,
  prov.wasDerivedFrom,
  prov.wasGeneratedBy,
]);

export function parse(lines: readonly string[]): Quad[] {
  return lines.length === 0 ? [] : parseNQuads([...new Set(lines)].join(''));
}
