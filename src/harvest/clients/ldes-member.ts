import type { Quad, Term } from '@rdfjs/types';
import { DataFactory } from 'n3';
import type { GraphRecord, RecordKind } from '../../model/record.ts';
import { nQuadLine, nQuadTerm } from '../../rdf/n-quads.ts';
import { takeIn } from '../../sources/rdf-intake.ts';
import { membershipProperties } from '../../sources/rdf-kinds.ts';
import { type FoundRecord, RecordFinder, type RecordNames } from '../../sources/rdf-records.ts';
import { Spool } from '../../sources/rdf-spool.ts';
import { activityStreams, dct, foaf, rdf, rdfs, skos } from '../../vocabulary/terms.ts';
import type { HarvestItem } from '../harvest-client.ts';
import type { LaidPage } from './ldes-laid-page.ts';
import type { StreamModel } from './ldes-stream.ts';
import { orderOf, type TreePath, valuesAt } from './tree-path.ts';

/** What is known of a member before its content is looked at. Nodes are as N-Triples writes them. */
export interface Member {
  readonly node: string;
  /** What it is a version of, or tells a change of; itself where it is neither. */
  readonly object: string;
  readonly isActivity: boolean;
  readonly isDelete: boolean;
  readonly time: number | undefined;
  readonly sequence: number | undefined;
  /** Orders the versions of one object. */
  readonly order: number | undefined;
}

const activities: ReadonlySet<string> = new Set([
  activityStreams.Create,
  activityStreams.Update,
  activityStreams.Delete,
]);
/** Described for the sake of the object, and going with it. */
const companions: ReadonlySet<RecordKind> = new Set([
  'record',
  'resource',
  'contact',
  'place',
  'distribution',
]);
const reasons: readonly string[] = [skos.changeNote, activityStreams.summary, rdfs.comment];

export function describeMember(node: string, page: LaidPage, stream: StreamModel): Member {
  const graph = page.graphOf(node);
  const quadsOf = (one: string) => [
    ...page.about(one),
    ...graph.filter(({ subject }) => nQuadTerm(subject) === one),
  ];
  const values = (path: TreePath | null): Term[] => (path ? valuesAt(node, path, quadsOf) : []);
  const first = (path: TreePath | null): number | undefined => {
    const [value] = values(path);
    return value && orderOf(value);
  };
  const types = new Set(values([rdf.type]).map(({ value }) => value));
  const isActivity = [...activities].some((type) => types.has(type));
  const object = isActivity ? values([activityStreams.object]).find(isIri) : undefined;
  const about = object ?? values(stream.versionOf).find(isIri);
  const [time, sequence] = [first(stream.timestamp), first(stream.sequence)];
  const isDelete = [...values(stream.operation), ...values([rdf.type])].some(({ value }) =>
    stream.deletes.includes(value),
  );
  return {
    node,
    object: about ? nQuadTerm(about) : node,
    isActivity: isActivity && object !== undefined,
    isDelete,
    time,
    sequence,
    order: first(stream.versionOrder) ?? sequence ?? time,
  };
}

/** Why a member says that its object is gone. */
export function reasonOf({ node }: Member, page: LaidPage): string | undefined {
  const quads = page.about(node);
  for (const property of reasons) {
    const found = quads.find(
      ({ predicate, object }) => predicate.value === property && object.termType === 'Literal',
    );
    if (found) return found.object.value;
  }
  return undefined;
}

/**
 * The records that a member brings: its object under its own name, with what is described for its sake; other things
 * (organisations, concepts, other datasets) are records of their own, which other members may bring too.
 */
export async function* recordsOf(
  member: Member,
  page: LaidPage,
  stream: StreamModel,
  names: RecordNames,
): AsyncGenerator<HarvestItem> {
  const quads = contentOf(member, page, stream);
  const found = await findRecords(quads, names);
  const main =
    found.find(({ topic }) => `<${topic}>` === member.object) ??
    found.find(({ kind }) => !companions.has(kind)) ??
    found[0];
  if (!main) return;
  const own = found.filter((one) => one === main || companions.has(one.kind));
  const key = member.object.startsWith('<') ? member.object.slice(1, -1) : main.topic;
  yield itemOf(key, { ...main, quads: own.flatMap((one) => one.quads) }, page);
  for (const one of found) if (!own.includes(one)) yield itemOf(one.topic, one, page);
}

function contentOf({ node, object, isActivity }: Member, page: LaidPage, { versionOf }: StreamModel): Quad[] {
  const graph = page.graphOf(node);
  const content = isActivity
    ? graph.length > 0
      ? graph
      : page.closure(object)
    : [...page.closure(node), ...graph];
  if (isActivity || node === object) return content;
  const [property] = versionOf ?? [];
  const isVersionOf = ({ subject, predicate }: Quad) =>
    nQuadTerm(subject) === node && (predicate.value === property || predicate.value === dct.isVersionOf);
  const renamed = <T extends Term>(term: T): T =>
    nQuadTerm(term) === node ? (DataFactory.namedNode(object.slice(1, -1)) as Term as T) : term;
  return content
    .filter((quad) => !isVersionOf(quad))
    .map(
      (quad) =>
        DataFactory.quad(renamed(quad.subject), quad.predicate, renamed(quad.object)) as unknown as Quad,
    );
}

async function findRecords(quads: readonly Quad[], names: RecordNames): Promise<FoundRecord[]> {
  const spool = new Spool(Number.POSITIVE_INFINITY);
  const intake = { paging: 0 };
  for (const { subject, predicate, object } of quads)
    takeIn(
      DataFactory.quad(subject, predicate, object) as unknown as Quad,
      spool,
      intake,
      `${names.base}doc/`,
    );
  spool.complete();
  const found: FoundRecord[] = [];
  for await (const record of new RecordFinder(spool, names).all()) found.push(record);
  return found;
}

function itemOf(key: string, { topic, kind, quads }: FoundRecord, { url }: LaidPage): HarvestItem {
  const lines = new Set(quads.map((quad) => nQuadLine(quad, '')));
  const data: GraphRecord = { topic, recordKind: kind, parts: [], triples: [...lines].join('') };
  const record = quads.find(
    ({ subject, predicate, object }) =>
      predicate.value === foaf.primaryTopic && object.value === topic && /^https?:/.test(subject.value),
  );
  const catalogue = quads.find(
    ({ subject, predicate, object }) =>
      membershipProperties.has(predicate.value) && object.value === topic && subject.termType === 'NamedNode',
  );
  return {
    type: 'record',
    key,
    record: { profile: 'dcat', kind: 'graph', operation: 'upsert', place: { file: url, path: topic }, data },
    origin: {
      url: record?.subject.value ?? url,
      ...(catalogue && { catalogue: catalogue.subject.value }),
    },
  };
}

function isIri({ termType }: Term): boolean {
  return termType === 'NamedNode';
}
