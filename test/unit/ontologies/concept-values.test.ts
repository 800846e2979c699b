import assert from 'node:assert/strict';
import { ndsapTerms } from '../../../src/vocabulary/ndsap.ts';
import { skos } from '../../../src/vocabulary/terms.ts';
import { base, shippedVocabulary } from './vocabulary.ts';

const { concepts } = shippedVocabulary();
const ndsap = ndsapTerms(base);
const eu = 'http://publications.europa.eu/resource/authority/';

describe('the values of concepts', () => {
  it('give frequencies and granularities valid durations (XML Schema 1.1, section 3.3.6)', () => {
    const duration = /^P(?!$)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
    for (const key of ['frequency', 'granularity'] as const)
      for (const { iri, properties } of concepts.all(key))
        for (const value of properties.get(ndsap.interval) ?? []) assert.match(value, duration, iri);
    assert.deepEqual(concepts.resolve('granularity', 'Monthly')?.properties.get(ndsap.interval), ['P1M']);
    assert.equal(concepts.resolve('granularity', 'Real time')?.properties.get(ndsap.interval), undefined);
  });

  it('map access types honestly', () => {
    const open = concepts.resolve('access-type', 'Open Access');
    assert.deepEqual(open?.exactMatch, [`${eu}access-right/PUBLIC`]);
    for (const key of ['priced', 'registered', 'restricted']) {
      const type = concepts.resolve('access-type', key);
      assert.deepEqual(type?.exactMatch, [], key);
      assert.deepEqual(type?.properties.get(skos.broadMatch), [`${eu}access-right/RESTRICTED`], key);
    }
  });

  it('describe the eight formats of NDSAP (section 3.2)', () => {
    for (const [text, open] of [
      ['CSV', 'true'],
      ['XLS', 'false'],
      ['ODS', 'true'],
      ['XML', 'true'],
      ['RDF', 'true'],
      ['KML', 'true'],
      ['GML', 'true'],
      ['RSS', 'true'],
      ['ATOM', 'true'],
    ] as const) {
      const format = concepts.resolve('file-format', text);
      assert.deepEqual(format?.properties.get(ndsap.isOpenFormat), [open], text);
      assert.deepEqual(format?.properties.get(ndsap.isMachineReadable), ['true'], text);
      assert.equal(format?.exactMatch[0], `${eu}file-type/${text}`);
    }
  });

  it('give India, 28 states and 8 union territories their codes', () => {
    const places = concepts.all('jurisdiction');
    const level = (name: string) =>
      places.filter(({ properties }) => properties.get(ndsap.jurisdictionLevel)?.[0] === name);
    assert.deepEqual(
      [level('country').length, level('state').length, level('union-territory').length],
      [1, 28, 8],
    );
    const codes = places.flatMap(({ properties }) => properties.get(ndsap.lgdCode) ?? []);
    assert.equal(new Set(codes).size, 36);
    const karnataka = concepts.resolve('jurisdiction', 'कर्नाटक');
    assert.deepEqual(karnataka?.properties.get(ndsap.lgdCode), ['29']);
    assert.deepEqual(karnataka?.properties.get(ndsap.iso3166Code), ['IN-KA']);
    assert.deepEqual(karnataka?.broader, [`${base}id/place/in`]);
  });
});

describe('what publishers write', () => {
  const table = {
    frequency: {
      annual: ['Annual', 'yearly', 'Annually', 'वार्षिक', 'R/P1Y', 'http://purl.org/cld/freq/annual'],
      'one-time': ['one time', 'One-Time', 'एक बार'],
      quinquennial: ['Quinquennially', 'quinquennial', 'Five yearly'],
      fortnightly: ['Fortnightly', 'R/P2W', 'पाक्षिक'],
      'half-yearly': ['Biannually', 'Half Yearly', 'छमाही'],
      biennial: ['Biennial'],
      'real-time': ['R/PT1S', 'Real Time'],
    },
    granularity: {
      monthly: ['Monthly', 'मासिक'],
      annual: ['Financial Year', 'Yearly'],
      decennial: ['Decadal'],
    },
    'access-type': { open: ['Open Access', 'मुक्त'], restricted: ['Restricted Access (G2G)', 'G2G'] },
    'access-method': { link: ['Single Click Link to Dataset'], upload: ['Upload a Dataset'] },
    'app-type': { api: ['APIs'], 'web-map-service': ['Web Map Service', 'WMS'] },
    'resource-category': { dataset: ['DATASET', 'डेटासेट'], app: ['Apps'] },
    'file-format': {
      xls: ['MS Excel', 'application/vnd.ms-excel', 'excel'],
      xlsx: ['XSLX', '.xlsx'],
      'rdf-xml': ['RDF/XML', 'application/rdf+xml'],
      html: ['HT ML', 'text/html'],
      'gtfs-realtime': ['GTFS-RT'],
    },
    'star-level': { '3': ['★★★', '3 stars', 'Three stars', 'तीन तारे'] },
    sector: {
      'health-and-family-welfare': ['Health & Family Welfare', 'Health and Family welfare'],
      elementary: ['ElementaryEducation'],
      'district-administration': ['District Adminstration'],
      'local-government': ['UrbanLocal Government'],
      'family-welfare': ['Family Welfare,Health and Family welfare'],
      census: ['CensusCensus and Surveys - ORGI'],
    },
    jurisdiction: {
      'in-od': ['Orissa', 'IN-OR', 'ODISHA', 'उड़ीसा'],
      'in-uk': ['Uttaranchal', 'Uttrakhand', 'IN-UT'],
      'in-py': ['Pondicherry'],
      'in-dl': ['NCT of Delhi'],
      'in-cg': ['IN-CT'],
      'in-ts': ['IN-TG'],
      'in-dh': ['THE DADRA AND NAGAR HAVELI AND DAMAN AND DIU', 'IN-DN'],
      in: ['India', 'भारत', 'All India'],
    },
  } as const;

  for (const [scheme, keys] of Object.entries(table))
    for (const [key, texts] of Object.entries(keys))
      it(`${scheme}: ${texts.join(', ')}`, () => {
        const path = scheme === 'jurisdiction' ? `id/place/${key}` : `def/${scheme}/${key}`;
        for (const text of texts)
          assert.equal(concepts.resolve(scheme as keyof typeof table, text)?.iri, base + path, text);
      });

  it('takes no area for a granularity', () => {
    for (const area of ['Country', 'State', 'District', 'Village', 'Block'])
      assert.equal(concepts.resolve('granularity', area), undefined);
  });
});
