import type { Literal } from '@rdfjs/types';
import type { Concept } from '../../mapping/concept-index.ts';
import { languageCode } from '../../mapping/values/language.ts';
import { literal } from '../../rdf/terms.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { skos } from '../../vocabulary/terms.ts';
import { languageTagOf } from '../language-tags.ts';
import { conceptOf } from '../names.ts';
import type { ProfileContext } from '../profile-context.ts';
import type { AuthorityTable } from './ranges.ts';

const authority = 'http://publications.europa.eu/resource/authority/';

/** https://op.europa.eu/en/web/eu-vocabularies/dataset/-/resource?uri=http://publications.europa.eu/resource/dataset/data-theme */
const themes: Readonly<Record<string, string>> = {
  AGRI: 'Agriculture, fisheries, forestry and food',
  ECON: 'Economy and finance',
  EDUC: 'Education, culture and sport',
  ENER: 'Energy',
  ENVI: 'Environment',
  GOVE: 'Government and public sector',
  HEAL: 'Health',
  INTR: 'International issues',
  JUST: 'Justice, legal system and public safety',
  OP_DATPRO: 'Provisional data',
  REGI: 'Regions and cities',
  SOCI: 'Population and society',
  TECH: 'Science and technology',
  TRAN: 'Transport',
};
/** http://purl.org/adms/status/1.0 → the EU's table, which took its place in DCAT-AP 3. */
const statuses: Readonly<Record<string, string>> = {
  Completed: 'COMPLETED',
  Deprecated: 'DEPRECATED',
  UnderDevelopment: 'DEVELOP',
  Withdrawn: 'WITHDRAWN',
};
const deepest = 10;

export function tableIri(table: AuthorityTable): Iri {
  return `${authority}${table}` as Iri;
}

/** The term of an EU table for a concept of the portal or of another authority; `undefined` where the table has none. */
export function authorityTerm(context: ProfileContext, iri: Iri, table: AuthorityTable): Iri | undefined {
  const namespace = `${authority}${table}/`;
  if (iri.startsWith(namespace)) return iri;
  if (table === 'language') return languageTerm(iri);
  if (table === 'distribution-status') return statusTerm(iri);
  const concept = conceptOf(context, iri);
  if (concept === undefined) return undefined;
  const term = matchIn(context, concept, namespace, table === 'data-theme' ? deepest : 0);
  // A rhythm of its own that the EU's table does not list: that is what its term OTHER says.
  return term ?? (table === 'frequency' ? (`${namespace}OTHER` as Iri) : undefined);
}

/** What is said of a concept is true of the wider one as well: of a sub-sector, the sector's theme. */
function matchIn(
  context: ProfileContext,
  concept: Concept,
  namespace: string,
  levels: number,
): Iri | undefined {
  const matches = [skos.closeMatch, skos.broadMatch].flatMap((match) => concept.properties.get(match) ?? []);
  const found = [...concept.exactMatch, ...matches].find((match) => match.startsWith(namespace));
  if (found !== undefined || levels === 0) return found as Iri | undefined;
  for (const broader of concept.broader) {
    const parent = context.concepts.get(broader);
    const term = parent && matchIn(context, parent, namespace, levels - 1);
    if (term) return term;
  }
  return undefined;
}

function languageTerm(iri: Iri): Iri | undefined {
  const code = languageCode(languageTagOf(iri) ?? '');
  return code === undefined ? undefined : (`${authority}language/${code}` as Iri);
}

function statusTerm(iri: Iri): Iri | undefined {
  const name = /^https?:\/\/purl\.org\/adms\/status\/(\w+)$/.exec(iri)?.[1] ?? '';
  return Object.hasOwn(statuses, name)
    ? (`${authority}distribution-status/${statuses[name]}` as Iri)
    : undefined;
}

/** The table's own label of a theme: the portal's sectors that lie within one are called otherwise. */
export function themeLabel(iri: Iri): Literal | undefined {
  const code = iri.startsWith(`${authority}data-theme/`) ? iri.slice(authority.length + 11) : '';
  const label = Object.hasOwn(themes, code) ? themes[code] : undefined;
  return label === undefined ? undefined : literal(label, { language: 'en' });
}

/** The table that a term of the EU belongs to. */
export function tableOf(iri: string): Iri | undefined {
  const match = /^(http:\/\/publications\.europa\.eu\/resource\/authority\/[^/]+)\/[^/]+$/.exec(iri);
  return match?.[1] as Iri | undefined;
}
