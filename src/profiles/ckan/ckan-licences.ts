import { licenceIri } from '../../mapping/values/licence.ts';

/** A licence as CKAN's register describes it (ckan/model/license.py). */
export interface CkanLicence {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** Of the Open Definition. */
  readonly open: boolean;
}

const register: readonly (readonly [id: string, title: string, open: boolean])[] = [
  ['cc-by', 'Creative Commons Attribution', true],
  ['cc-by-sa', 'Creative Commons Attribution Share-Alike', true],
  ['cc-zero', 'Creative Commons CCZero', true],
  ['cc-nc', 'Creative Commons Non-Commercial (Any)', false],
  ['cc-by-igo', 'Creative Commons Attribution for Intergovernmental Organisations', true],
  ['CC0-1.0', 'CC0 1.0', true],
  ['CC-BY-3.0', 'Creative Commons Attribution 3.0', true],
  ['CC-BY-4.0', 'Creative Commons Attribution 4.0', true],
  ['CC-BY-SA-4.0', 'Creative Commons Attribution Share-Alike 4.0', true],
  ['CC-BY-NC-4.0', 'Creative Commons Attribution-NonCommercial 4.0', false],
  ['CC-BY-ND-4.0', 'Creative Commons Attribution-NoDerivatives 4.0', false],
  ['odc-by', 'Open Data Commons Attribution License', true],
  ['odc-odbl', 'Open Data Commons Open Database License (ODbL)', true],
  ['odc-pddl', 'Open Data Commons Public Domain Dedication and License (PDDL)', true],
  ['ODC-BY-1.0', 'Open Data Commons Attribution License 1.0', true],
  ['ODbL-1.0', 'Open Data Commons Open Database License 1.0', true],
  ['PDDL-1.0', 'Open Data Commons Public Domain Dedication and License 1.0', true],
  ['gfdl', 'GNU Free Documentation License', true],
  ['uk-ogl', 'UK Open Government Licence (OGL)', true],
  ['OGL-UK-3.0', 'UK Open Government Licence 3.0', true],
  ['GODL-India', 'Government Open Data License – India', true],
];

export const ckanLicences: readonly CkanLicence[] = register.map(([id, title, open]) => {
  const url = licenceIri(id);
  if (url === undefined) throw new TypeError(`The mapping knows no licence ${id}.`);
  return { id, title, url, open };
});

const byUrl = new Map(ckanLicences.map((licence) => [comparable(licence.url), licence]));

/** The licence of that IRI. One that is in no register goes by its IRI. */
export function ckanLicence(iri: string): CkanLicence {
  return byUrl.get(comparable(iri)) ?? { id: iri, title: iri, url: iri, open: false };
}

/** As `license_list` has it. */
export function licenceJson({ id, title, url, open }: CkanLicence): object {
  return {
    id,
    title,
    url,
    status: 'active',
    family: '',
    is_generic: false,
    od_conformance: open ? 'approved' : 'not reviewed',
    osd_conformance: 'not reviewed',
    domain_content: false,
    domain_data: true,
    domain_software: false,
  };
}

/** Sites that describe one licence answer with and without TLS, and with and without a slash at the end. */
function comparable(iri: string): string {
  return iri.replace(/^http:/, 'https:').replace(/\/(?:legalcode\/?|deed)?$/, '');
}
