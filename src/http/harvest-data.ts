import type { Quad } from '@rdfjs/types';
import { describeHarvester, describeRun, summariseRun } from '../harvest/describe-run.ts';
import { describeSource } from '../harvest/describe-source.ts';
import { runAddress, runIri, sourceAddress, sourceIri } from '../harvest/run-iri.ts';
import { textTriples, triple, typed } from '../rdf/terms.ts';
import { harvestTerms } from '../vocabulary/harvest.ts';
import type { Iri } from '../vocabulary/iri.ts';
import { dct, foaf, hydra } from '../vocabulary/terms.ts';
import { type HarvestTarget, harvestList } from './harvest-target.ts';
import type { HttpContext } from './http-context.ts';

/** What a document below `/harvest` is about. */
export function harvestTopic(target: HarvestTarget, base: string): Iri {
  switch (target.type) {
    case 'sources':
      return harvestList(base);
    case 'source':
      return sourceIri(base, target.name);
    case 'run':
      return runIri(base, target.report.source, target.report.number);
  }
}

/** The document itself, without the name of a format. */
export function harvestDocument(target: HarvestTarget, base: string): Iri {
  switch (target.type) {
    case 'sources':
      return harvestList(base);
    case 'source':
      return sourceAddress(base, target.name);
    case 'run':
      return runAddress(base, target.report.source, target.report.number);
  }
}

/** @param pages addresses of this page of runs, the first, and the next */
export function harvestQuads(
  { site, portal }: Pick<HttpContext, 'site' | 'portal'>,
  target: HarvestTarget,
  pages: { readonly self: Iri; readonly first: Iri; readonly next?: Iri },
): Quad[] {
  const { base } = site;
  const document = harvestDocument(target, base);
  const topic = harvestTopic(target, base);
  const about = [
    typed(document, foaf.Document),
    ...(topic === document ? [] : [triple(document, foaf.primaryTopic, topic)]),
  ];
  const agent = describeHarvester(base, portal.title);
  switch (target.type) {
    case 'sources':
      return [
        ...about,
        typed(document, hydra.Collection),
        ...textTriples(document, dct.title, { en: 'Harvested sources', hi: 'हार्वेस्ट किए जाने वाले स्रोत' }),
        ...target.sources.flatMap((state) => [
          triple(document, hydra.member, sourceIri(base, state.definition.name)),
          ...describeSource(state, base),
          ...(state.lastRun ? summariseRun(state.lastRun, base) : []),
        ]),
        ...agent,
      ];
    case 'source':
      return [
        ...(target.state ? describeSource(target.state, base) : [typed(topic, harvestTerms(base).Source)]),
        ...about,
        typed(document, hydra.Collection),
        ...target.runs.flatMap((report) => [
          triple(document, hydra.member, runIri(base, report.source, report.number)),
          triple(topic, harvestTerms(base).run, runIri(base, report.source, report.number)),
          ...summariseRun(report, base),
        ]),
        ...viewQuads(document, pages),
        ...agent,
      ];
    case 'run':
      return [...describeRun(target.report, base), ...about, ...agent];
  }
}

/** Pages of the runs (Hydra core, "Collections"); nothing where one page has them all. */
function viewQuads(
  document: Iri,
  { self, first, next }: { readonly self: Iri; readonly first: Iri; readonly next?: Iri },
): Quad[] {
  if (next === undefined && self === first) return [];
  return [
    triple(document, hydra.view, self),
    typed(self, hydra.PartialCollectionView),
    triple(self, hydra.first, first),
    ...(next === undefined ? [] : [triple(self, hydra.next, next)]),
  ];
}
