import type { Quad, Term } from '@rdfjs/types';
import { Failure } from '../../model/failure.ts';
import { nQuadTerm } from '../../rdf/n-quads.ts';
import { activityStreams, ldes, rdf, tree } from '../../vocabulary/terms.ts';
import type { PageStatements } from './ldes-statements.ts';
import { parsePath, type TreePath } from './tree-path.ts';

/** How the members of a stream are to be understood: plain data, kept between runs. */
export type StreamModel = {
  readonly iri: string;
  /** When a member was published. */
  readonly timestamp: TreePath | null;
  /** Its place in the stream. */
  readonly sequence: TreePath | null;
  /** What a member is a version of; `null`: members are the things themselves. */
  readonly versionOf: TreePath | null;
  /** What orders versions of one thing, where that is not their order in the stream. */
  readonly versionOrder: TreePath | null;
  /** What tells creation, change and deletion apart, and the value that stands for deletion. */
  readonly operation: TreePath;
  readonly deletes: readonly string[];
};

/** ActivityStreams' own, as DCAT-AP Feeds uses them, whether or not the stream says so. */
const alwaysDeletes: readonly string[] = [activityStreams.Delete, activityStreams.Tombstone];

/**
 * The stream that a page is part of, by https://w3id.org/ldes/specification §3: the one that the source's URL names, that
 * has its view at the page, or the only one. A plain `tree:Collection` is a stream of which nothing is known.
 * @param addresses of the page, and of the source
 * @returns `undefined` where the page describes none
 * @throws Failure `invalid-configuration` where there are several, `source-failed` where a path is beyond us
 */
export function findStream(page: PageStatements, addresses: readonly string[]): StreamModel | undefined {
  const streams = page.subjectsOfType(ldes.EventStream);
  const collections = streams.length > 0 ? streams : page.subjectsWith(tree.view);
  const named = collections.find((node) => addresses.some((one) => node === `<${one}>`));
  const viewed = collections.filter((node) =>
    page.values(node, tree.view).some(({ value }) => addresses.includes(value)),
  );
  const candidates = named !== undefined ? [named] : viewed.length > 0 ? viewed : collections;
  const [stream, another] = candidates;
  if (stream === undefined) return undefined;
  if (another !== undefined)
    throw new Failure(
      'invalid-configuration',
      `${addresses[0]} describes several streams: ${candidates.slice(0, 10).join(' ')}. Give one of these IRIs as the source's URL.`,
    );
  return modelOf(stream, page);
}

function modelOf(stream: string, page: PageStatements): StreamModel {
  const path = (property: string): TreePath | null => {
    const [value] = page.values(stream, property);
    return value === undefined ? null : understood(value, property, page);
  };
  const deletes = page.values(stream, ldes.versionDeleteObject).map(({ value }) => value);
  return {
    iri: stream.slice(1, -1),
    timestamp: path(ldes.timestampPath),
    sequence: path(ldes.sequencePath),
    versionOf: path(ldes.versionOfPath),
    versionOrder: path(ldes.versionSequencePath) ?? path(ldes.versionTimestampPath),
    operation: path(ldes.versionDeletePath) ?? [rdf.type],
    deletes: [...new Set([...deletes, ...alwaysDeletes])],
  };
}

function understood(value: Term, property: string, page: PageStatements): TreePath {
  const path = parsePath(value, (node): readonly Quad[] => page.about(node));
  if (path) return path;
  throw new Failure(
    'source-failed',
    `The ${property.replace(/^.*#/, '')} of the stream is ${nQuadTerm(value)}; read are properties and sequences of them.`,
  );
}

/** Whether a view keeps less than the newest version of everything (§4, and the policies of its earlier drafts). */
export function isLimited(page: PageStatements): boolean {
  return page.objectsOf(ldes.retentionPolicy).some((policy) => {
    const has = (property: string) => page.values(policy, property).length > 0;
    const types = page.values(policy, rdf.type).map(({ value }) => value);
    return (
      has(ldes.startingFrom) ||
      has(ldes.versionDuration) ||
      (has(ldes.fullLogDuration) && !has(ldes.versionAmount)) ||
      types.some((type) => type === ldes.DurationAgoPolicy || type === ldes.PointInTimePolicy)
    );
  });
}
