import { setImmediate as turn } from 'node:timers/promises';
import type { Quad } from '@rdfjs/types';
import { indexConcepts } from '../../mapping/concept-index.ts';
import { Iris } from '../../mapping/iris.ts';
import type { RecordKind } from '../../model/record.ts';
import { parseNQuads } from '../../rdf/n-quads.ts';
import { isAside } from '../../store/is-aside.ts';
import type { RecordReader, StoredRecord } from '../../store/record-store.ts';
import { withAlternates } from '../../store/with-alternates.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { ndsapTerms } from '../../vocabulary/ndsap.ts';
import { org, skos } from '../../vocabulary/terms.ts';
import { oneText } from '../dcat-us/members.ts';
import { Description } from '../description.ts';
import { KnownThings } from '../known-things.ts';
import { statedNames } from '../names.ts';
import type { ProfileContext } from '../profile-context.ts';
import { ckanNames } from './ckan-names.ts';
import { KeptTexts, readEntry } from './package-entry.ts';
import { PackageTable } from './package-table.ts';

/** Records taken up before others get a turn, and log entries read at a time. */
const recordsAtOnce = 100;
const entriesAtOnce = 1_000;
/** Organisations and sectors first, though the table needs no order: what is asked first is known first. */
const taken: readonly RecordKind[] = ['organization', 'agent', 'concept', 'dataset', 'series'];

export interface CkanFollowerOptions {
  readonly store: RecordReader;
  /** IRI of the portal. */
  readonly base: string;
  /** Triples of the portal's concept schemes. */
  readonly vocabulary: Iterable<Quad>;
  /** BCP 47 tag: CKAN has one text for each member. */
  readonly language: string;
}

/** Keeps the table of packages in step with the record store, whichever process writes it. */
export class CkanFollower {
  readonly store: RecordReader;
  readonly context: ProfileContext;
  readonly language: string;
  #table = new PackageTable();
  #sequence = 0;
  #kept = new KeptTexts();

  constructor({ store, base, vocabulary, language }: CkanFollowerOptions) {
    this.store = store;
    this.language = language;
    this.context = {
      iris: new Iris(base),
      ndsap: ndsapTerms(base),
      concepts: indexConcepts(vocabulary, base),
      things: new KnownThings(store),
    };
  }

  get table(): PackageTable {
    return this.#table;
  }

  /** Commit up to which the table has followed. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Makes the table from a snapshot. What is committed meanwhile is applied again by {@link follow}, which is harmless. */
  async build(): Promise<void> {
    const sequence = this.store.sequence();
    this.#table = new PackageTable();
    this.#kept = new KeptTexts();
    let count = 0;
    for (const record of this.store.records({ kinds: taken })) {
      if (!isAside(this.store, record)) this.#put(record);
      count += 1;
      if (count % recordsAtOnce === 0) await turn();
    }
    this.#sequence = sequence;
  }

  /** Applies what was committed since. */
  follow(): void {
    for (;;) {
      const entries = this.store.changes(this.#sequence, entriesAtOnce);
      const last = entries.at(-1);
      if (!last) return;
      const documents = new Set(
        entries.filter(({ subject }) => subject === 'record').map(({ document }) => document),
      );
      for (const document of withAlternates(this.store, documents)) this.#takeUp(document);
      this.#sequence = last.sequence;
    }
  }

  #takeUp(document: Iri): void {
    const record = this.store.get(document);
    const isTaken = record?.state === 'live' && taken.includes(record.kind) && !isAside(this.store, record);
    if (isTaken) this.#put(record);
    else {
      this.#table.delete(document);
      this.#table.organizations.delete(document);
      this.#table.groups.delete(document);
    }
  }

  #put(record: StoredRecord): void {
    const { kind } = record;
    if (kind === 'dataset' || kind === 'series') this.#table.put(readEntry(this, record, this.#kept));
    else if (kind === 'concept') this.#putGroup(record);
    else this.#putOrganization(record);
  }

  #putOrganization(record: StoredRecord): void {
    const namespace = this.context.iris.thing('organization', '');
    this.#table.organizations.put(record.document, this.#groupOf(record, namespace, org.subOrganizationOf));
  }

  /** A concept of another scheme is no group, and may have been one before. */
  #putGroup(record: StoredRecord): void {
    const scheme = this.context.iris.scheme('sector');
    const isSector = new Description(parseNQuads(record.nquads))
      .iris(record.topic, skos.inScheme)
      .includes(scheme);
    if (isSector) this.#table.groups.put(record.document, this.#groupOf(record, `${scheme}/`, skos.broader));
    else this.#table.groups.delete(record.document);
  }

  #groupOf(record: StoredRecord, namespace: string, above: Iri) {
    const { topic, issued: created } = record;
    const from = new Description(parseNQuads(record.nquads));
    const teller = { context: this.context, language: this.language, from };
    const names = ckanNames(topic, namespace);
    const title = oneText(statedNames(from, topic), teller) ?? names.name;
    return { ...names, iri: topic, title, above: from.iris(topic, above), created };
  }
}
