import type { Quad } from '@rdfjs/types';
import { membershipProperties } from '../../sources/rdf-kinds.ts';
import { prefixes } from '../../vocabulary/prefixes.ts';
import { dcat, foaf, hydra, ldp, rdf, tree } from '../../vocabulary/terms.ts';

const pagingProperties: ReadonlySet<string> = new Set([
  tree.member,
  tree.relation,
  tree.node,
  tree.path,
  tree.value,
  tree.remainingItems,
  ldp.contains,
  ldp.nextPage,
  ldp.pageOf,
  ldp.member,
  ldp.membershipResource,
  ldp.hasMemberRelation,
  ldp.isMemberOfRelation,
  ldp.insertedContentRelation,
]);
const pagingTypes: ReadonlySet<string> = new Set([
  ldp.Container,
  ldp.BasicContainer,
  ldp.DirectContainer,
  ldp.IndirectContainer,
  ldp.Page,
]);
const memberProperties: ReadonlySet<string> = new Set([
  ...membershipProperties,
  ldp.contains,
  hydra.member,
  tree.member,
]);
const nextProperties: ReadonlySet<string> = new Set([hydra.next, hydra.nextPage, ldp.nextPage]);

/**
 * What a page says of itself and of other pages: Hydra (also the terms of its older drafts), LDP (containers, and the
 * pages of its older drafts), TREE. It sees every quad of the page.
 */
export class PageControls {
  /** Things that pages are described by; they are no data. */
  readonly nodes = new Set<string>();
  /** Pages of a search tree. */
  readonly treeNodes = new Set<string>();
  /** What catalogues and containers list. */
  readonly listed = new Set<string>();
  /** Document of a thing: a catalog record. */
  readonly records = new Map<string, string>();
  readonly #own: ReadonlySet<string>;
  readonly #next = new Map<string, Set<string>>();
  readonly #totals: number[] = [];
  readonly #catalogRecords = new Set<string>();
  readonly #views = new Set<string>();

  /** @param addresses of the page: as it was asked for, and where it was found */
  constructor(addresses: readonly string[]) {
    this.#own = new Set(addresses.map(plainAddress));
  }

  /** @returns whether the quad is about pages and no data */
  take(quad: Quad): boolean {
    const { subject, predicate, object } = quad;
    const property = predicate.value;
    this.#noteMember(quad);
    if (nextProperties.has(property) && object.value !== rdf.nil) this.#add(subject.value, object.value);
    if (property === hydra.totalItems) this.#noteTotal(object.value);
    if (property === tree.node) this.treeNodes.add(object.value);
    if (property === tree.view) this.#views.add(object.value);
    if (property === foaf.primaryTopic && subject.termType === 'NamedNode' && object.termType === 'NamedNode')
      this.records.set(object.value, subject.value);
    if (!isPaging(quad)) return false;
    this.nodes.add(subject.value);
    if (property === hydra.view || property === tree.relation) this.nodes.add(object.value);
    return true;
  }

  /**
   * Pages that follow this one. What is said of this page counts; where nothing is, whatever the document says of any,
   * for some portals name their pages otherwise than they are reached.
   */
  next(): string[] {
    const own = [...this.#next].filter(([page]) => this.#own.has(plainAddress(page)));
    const chosen = own.length > 0 ? own : [...this.#next];
    return [...new Set(chosen.flatMap(([, targets]) => [...targets]))];
  }

  /** The view of a collection that this page only introduces. A dataset that is a collection too has one of its own. */
  views(): string[] {
    return this.treeNodes.size > 0 || this.listed.size > 0 ? [] : [...this.#views];
  }

  /** How many members there are in all, as the page has it. */
  total(): number | undefined {
    return this.#totals.length === 0 ? undefined : Math.min(...this.#totals);
  }

  /** Catalog records count as listed where the catalogue names its members by nothing else. */
  listedThings(): Set<string> {
    return this.listed.size > 0 ? this.listed : this.#catalogRecords;
  }

  #noteMember({ predicate, object }: Quad): void {
    if (object.termType !== 'NamedNode') return;
    const property = predicate.value;
    if (property === dcat.record) this.#catalogRecords.add(object.value);
    else if (memberProperties.has(property)) this.listed.add(object.value);
  }

  #noteTotal(text: string): void {
    const total = Number(text.trim());
    if (Number.isSafeInteger(total) && total >= 0) this.#totals.push(total);
  }

  #add(page: string, target: string): void {
    const known = this.#next.get(page);
    if (known) known.add(target);
    else this.#next.set(page, new Set([target]));
  }
}

function isPaging({ predicate, object }: Quad): boolean {
  if (predicate.value.startsWith(prefixes.hydra) || pagingProperties.has(predicate.value)) return true;
  if (predicate.value !== rdf.type) return false;
  return (
    object.value.startsWith(prefixes.hydra) ||
    object.value.startsWith(prefixes.tree) ||
    pagingTypes.has(object.value)
  );
}

/** Without fragment, and whether it is http or https does not matter. */
function plainAddress(address: string): string {
  return address.replace(/#.*$/s, '').replace(/^https:/, 'http:');
}
