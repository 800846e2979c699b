import { parseIri } from '../../rdf/terms.ts';
import type { Iri } from '../../vocabulary/iri.ts';

/**
 * Identifiers of licences → IRI. Identifiers without a version are those of CKAN's register
 * (ckan/model/license.py) and get the address that CKAN gives them; those with a version are SPDX identifiers
 * (https://spdx.org/licenses/) and get the deed's own address.
 */
const licences: Readonly<Record<string, string>> = {
  'cc-by': 'http://www.opendefinition.org/licenses/cc-by',
  'cc-by-sa': 'http://www.opendefinition.org/licenses/cc-by-sa',
  'cc-zero': 'http://www.opendefinition.org/licenses/cc-zero',
  cc0: 'https://creativecommons.org/publicdomain/zero/1.0/',
  'cc0-1.0': 'https://creativecommons.org/publicdomain/zero/1.0/',
  'cc-nc': 'http://creativecommons.org/licenses/by-nc/2.0/',
  'cc-by-igo': 'http://creativecommons.org/licenses/by/3.0/igo/legalcode',
  'cc-by-3.0': 'https://creativecommons.org/licenses/by/3.0/',
  'cc-by-4.0': 'https://creativecommons.org/licenses/by/4.0/',
  'cc-by-sa-4.0': 'https://creativecommons.org/licenses/by-sa/4.0/',
  'cc-by-nc-4.0': 'https://creativecommons.org/licenses/by-nc/4.0/',
  'cc-by-nd-4.0': 'https://creativecommons.org/licenses/by-nd/4.0/',
  'odc-by': 'http://www.opendefinition.org/licenses/odc-by',
  'odc-odbl': 'http://www.opendefinition.org/licenses/odc-odbl',
  'odc-pddl': 'http://www.opendefinition.org/licenses/odc-pddl',
  'odc-by-1.0': 'https://opendatacommons.org/licenses/by/1-0/',
  'odbl-1.0': 'https://opendatacommons.org/licenses/odbl/1-0/',
  'pddl-1.0': 'https://opendatacommons.org/licenses/pddl/1-0/',
  gfdl: 'http://www.opendefinition.org/licenses/gfdl',
  'uk-ogl': 'http://reference.data.gov.uk/id/open-government-licence',
  'ogl-uk-3.0': 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
  godl: 'https://data.gov.in/government-open-data-license-india',
  'godl-india': 'https://data.gov.in/government-open-data-license-india',
  'government-open-data-license-india': 'https://data.gov.in/government-open-data-license-india',
  'government-open-data-licence-india': 'https://data.gov.in/government-open-data-license-india',
};

/** CKAN's identifiers for "none stated". */
const unstated = new Set([
  'notspecified',
  'unspecified',
  'none',
  'na',
  'n/a',
  'license not specified',
  'licence not specified',
]);

/** IRI of a licence that is named by identifier ("cc-by", "CC BY 4.0", "GODL-India"), or `undefined`. */
export function licenceIri(name: string): Iri | undefined {
  const key = name
    .trim()
    .toLowerCase()
    .replace(/[()]/g, ' ')
    .trim()
    .replace(/[\s_–-]+/g, '-');
  const found = Object.hasOwn(licences, key) ? licences[key] : undefined;
  return found === undefined ? undefined : parseIri(found);
}

export function isNoLicence(name: string): boolean {
  return unstated.has(name.trim().toLowerCase());
}
