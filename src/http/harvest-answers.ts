import type { IncomingMessage } from 'node:http';
import { runAddress, sourceAddress } from '../harvest/run-iri.ts';
import type { RdfFormat } from '../rdf/formats.ts';
import { plainTriples } from '../rdf/plain-triples.ts';
import { portalPrefixes, serialise } from '../rdf/serialise.ts';
import { harvestNamespace } from '../vocabulary/harvest.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { type DocumentFormat, documentFormats, isHtml } from './formats.ts';
import { harvestDocument, harvestQuads, harvestTopic } from './harvest-data.ts';
import { groupRefusals } from './harvest-refusal-groups.ts';
import { findHarvest, type HarvestTarget, harvestList, isUnderWay } from './harvest-target.ts';
import type { HttpContext } from './http-context.ts';
import { pageContextOf } from './page-context-of.ts';
import { renderHarvestList } from './pages/harvest-list-page.tsx';
import { renderHarvestRun } from './pages/harvest-run-page.tsx';
import { renderHarvestSource } from './pages/harvest-source-page.tsx';
import { ProblemError } from './problem.ts';
import { notFound } from './problems.ts';
import type { Representation } from './representation-cache.ts';
import { requestTarget } from './request-target.ts';
import { representation } from './send.ts';
import { type Chosen, chooseFormat, formatHeaders } from './version-format.ts';
import { link } from './version-links.ts';
import { malformedPosition } from './version-problems.ts';

/** What an address names: of a source, of one of its runs, of a format. */
export interface HarvestAddress {
  readonly name?: string;
  readonly run?: number;
  readonly extension?: string;
}

interface Pages {
  readonly self: Iri;
  readonly first: Iri;
  readonly next?: Iri;
}

/** @throws ProblemError 400, 404, 406 */
export function answerHarvest(
  context: HttpContext,
  request: IncomingMessage,
  { name, run, extension }: HarvestAddress,
): Representation {
  const { harvests, site } = context;
  const { path, query } = requestTarget(request);
  if (!harvests) throw new ProblemError(notFound(path, `${site.base}catalog`));
  const parameters = new URLSearchParams(query);
  const after = positionOf(parameters);
  const target = findHarvest(harvests, site.base, {
    ...(name !== undefined && { name }),
    ...(run !== undefined && { run }),
    ...(after !== undefined && { before: after }),
  });
  const document = harvestDocument(target, site.base);
  const chosen = chooseFormat(request, documentFormats, site.reference(document), extension);
  const pages = pagesOf(
    target,
    extension === undefined ? document : (`${document}.${extension}` as Iri),
    after,
  );
  if (isHtml(chosen.format)) return page(context, request, target, { chosen, pages, parameters });
  return data(context, target, { chosen, pages });
}

/** A report is long and does not change once its run has ended: it is kept ready. */
function data(
  context: HttpContext,
  target: HarvestTarget,
  { chosen, pages }: { chosen: Chosen<DocumentFormat>; pages: Pages },
): Representation {
  const { cache, site } = context;
  const key = `${pages.self} ${chosen.mediaType} ${chosen.byAddress}`;
  const validator = validatorOf(target);
  const kept = target.type === 'run' ? cache.get(key, validator) : undefined;
  if (kept) return kept;
  const format = chosen.format as RdfFormat;
  const body = serialise(plainTriples(harvestQuads(context, target, pages), format), format, {
    topic: harvestTopic(target, site.base),
    prefixes: { ...portalPrefixes(site.base), harvest: harvestNamespace(site.base) },
  });
  const made = represent(context, target, { body, chosen, pages });
  if (target.type === 'run' && !isUnderWay(target)) cache.set(key, validator, made);
  return made;
}

function page(
  context: HttpContext,
  request: IncomingMessage,
  target: HarvestTarget,
  {
    chosen,
    pages,
    parameters,
  }: { chosen: Chosen<DocumentFormat>; pages: Pages; parameters: URLSearchParams },
): Representation {
  const shown = {
    context: pageContextOf(context, request),
    formats: chosen.links.filter(({ mediaType }) => mediaType !== 'text/html'),
  };
  const body = (() => {
    switch (target.type) {
      case 'sources':
        return renderHarvestList({ ...shown, sources: target.sources });
      case 'source':
        return renderHarvestSource({
          ...shown,
          name: target.name,
          ...(target.state && { state: target.state }),
          runs: target.runs,
          ...pages,
        });
      case 'run':
        return renderHarvestRun({
          ...shown,
          report: target.report,
          ...(target.state && { state: target.state }),
          groups: groupRefusals(target.report.refusals),
          after: positionOf(parameters) ?? 0,
          ...reasonOf(parameters),
        });
    }
  })();
  return represent(context, target, { body, chosen, pages, language: shown.context.language });
}

function represent(
  context: HttpContext,
  target: HarvestTarget,
  parts: { body: string; chosen: Chosen<DocumentFormat>; pages: Pages; language?: string },
): Representation {
  const { body, chosen, pages, language } = parts;
  return representation(body, {
    validator: validatorOf(target),
    headers: {
      ...formatHeaders(chosen, relatedLinks(context, target, pages)),
      ...(language !== undefined && { 'Content-Language': language }),
    },
    cacheControl: isUnderWay(target) ? 'no-store' : context.cacheControl,
  });
}

function relatedLinks(
  { site: { base }, harvests }: HttpContext,
  target: HarvestTarget,
  { self, first, next }: Pages,
): string[] {
  const topic = harvestTopic(target, base);
  const describes = topic === harvestDocument(target, base) ? [] : [link(topic, 'describes')];
  switch (target.type) {
    case 'sources':
      return describes;
    case 'source':
      return [
        ...describes,
        link(harvestList(base), 'up'),
        ...(self === first ? [] : [link(first, 'first')]),
        ...(next === undefined ? [] : [link(next, 'next')]),
      ];
    case 'run': {
      const { source, number } = target.report;
      const neighbour = (run: number, relation: string) =>
        harvests?.run(source, run) ? [link(runAddress(base, source, run), relation)] : [];
      return [
        ...describes,
        link(sourceAddress(base, source), 'up'),
        ...neighbour(number - 1, 'prev'),
        ...neighbour(number + 1, 'next'),
      ];
    }
  }
}

function pagesOf(target: HarvestTarget, address: Iri, after: number | undefined): Pages {
  const at = (position: number) => `${address}?after=${position}` as Iri;
  return {
    first: address,
    self: target.type === 'source' && after !== undefined ? at(after) : address,
    ...(target.type === 'source' && target.next !== undefined && { next: at(target.next) }),
  };
}

function validatorOf(target: HarvestTarget): string {
  switch (target.type) {
    case 'sources':
      return `sources-${target.sources.length}`;
    case 'source':
      return `source-${target.state?.lastRun?.number ?? 0}`;
    case 'run':
      return `run-${target.report.outcome}-${Date.parse(target.report.ended ?? target.report.started)}`;
  }
}

function positionOf(parameters: URLSearchParams): number | undefined {
  return numberOf(parameters.get('after'));
}

/** Which reason alone is shown, counted from 1. */
function reasonOf(parameters: URLSearchParams): { reason?: number } {
  const reason = numberOf(parameters.get('reason'));
  return reason === undefined ? {} : { reason };
}

function numberOf(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new ProblemError(malformedPosition(text));
  return Number(text);
}
