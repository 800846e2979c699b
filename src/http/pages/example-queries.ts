import type { OfferedQueries } from '../../model/query-page.ts';
import type { Language } from '../../model/text.ts';
import { portalPrefixes } from '../../rdf/serialise.ts';
import type { ExampleWords } from './examples/example-query.ts';
import { findData } from './examples/find-data.ts';
import { lookClosely } from './examples/look-closely.ts';
import { seeTheWhole } from './examples/see-the-whole.ts';
import { whoPublishes } from './examples/who-publishes.ts';

const groups = [findData, seeTheWhole, whoPublishes, lookClosely];

/** The example queries in one language, for a portal at `base`, each complete with its prefixes. */
export function exampleQueries(base: string, language: Language): readonly OfferedQueries[] {
  const words: ExampleWords = { base, label: (subject, name) => labelPattern(subject, name, language) };
  return groups.map(({ title, queries }) => ({
    title: title[language],
    queries: queries.map((one) => ({
      id: one.id,
      title: one.title[language],
      explanation: one.explanation[language],
      view: one.view ?? 'table',
      query: withPrefixes(one.query(words), base),
    })),
  }));
}

function labelPattern(subject: string, name: string, language: Language): string {
  if (language === 'en') return `${subject} skos:prefLabel ${name} .\n  FILTER(LANG(${name}) = "en")`;
  return [
    `${subject} skos:prefLabel ?english .`,
    '  FILTER(LANG(?english) = "en")',
    `  OPTIONAL { ${subject} skos:prefLabel ?own FILTER(LANG(?own) = "${language}") }`,
    `  BIND(COALESCE(?own, ?english) AS ${name})`,
  ].join('\n');
}

function withPrefixes(query: string, base: string): string {
  const plain = query.replace(/<[^>]*>|"[^"]*"/g, '');
  const used = Object.entries(portalPrefixes(base)).filter(([prefix]) =>
    new RegExp(`(?<![\\w-])${prefix}:\\w`).test(plain),
  );
  return `${used.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>`).join('\n')}\n${query}`;
}
