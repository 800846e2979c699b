import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from 'n3';
import rdf from 'rdf-ext';
import SHACLValidator from 'rdf-validate-shacl';
import { loadVocabulary } from '../../src/mapping/vocabulary-files.ts';
import type { RecordKind } from '../../src/model/record.ts';
import { ProfileWriter } from '../../src/profiles/profile-writer.ts';
import {
  croissant,
  dcatAp,
  dcatUs,
  json,
  plainDcat,
  profiles,
  schemaOrg,
} from '../../src/profiles/profiles.ts';
import { nTriples, rdfXml } from '../../src/rdf/formats.ts';
import { LmdbRecordStore } from '../../src/store/lmdb-record-store.ts';
import type { StoredRecord } from '../../src/store/record-store.ts';
import { exampleSheets, sharedFolder, temporaryFolder } from './support/folders.ts';
import { publishFile } from './support/publish-file.ts';

const base = 'https://data.example.gov.in/';
const shapesFolder = sharedFolder('conformance/dcat-ap-3.0.1');
const catalogues = sharedFolder('realdata/catalogs');

const ofVocabulary: ReadonlySet<RecordKind> = new Set([
  'concept',
  'place',
  'resource',
  'scheme',
  'vocabulary',
]);
const mostChecked = 150;

interface Published {
  readonly records: readonly StoredRecord[];
  readonly writer: ProfileWriter;
}

interface Source {
  readonly name: string;
  readonly files: readonly string[];
  readonly policy: string;
  /** Absent where the shared data is. */
  readonly there: boolean;
}

const real = [
  'dcat-us/gsa.data.json',
  'ckan/birmingham-package_search.json',
  'ckan/hdx-unesco-package.json',
  'dcat-rdf/zurich-dcat-ap-ch-catalog.ttl',
  'dcat-rdf/sh-catalog.xml',
  'dcat-rdf/it-upo-catalog.rdf',
];
const sources: readonly Source[] = [
  { name: 'the example catalogue', files: exampleSheets, policy: 'ndsap', there: true },
  ...real.map((name) => ({
    name,
    files: [join(catalogues ?? '', name)],
    policy: 'dcat',
    there: catalogues !== undefined,
  })),
];

/** The lines of `N-Triples` that the official shapes find violations in: `shapes kind path component focus`. */
class OfficialShapes {
  readonly #validators: readonly (readonly [string, SHACLValidator])[];

  constructor(folder: string) {
    this.#validators = ['shapes.ttl', 'range.ttl', 'mdr-vocabularies.shape.ttl'].map((name) => {
      const shapes = new Parser().parse(readFileSync(join(folder, name), 'utf8'));
      return [name, new SHACLValidator(rdf.dataset(shapes as never))] as const;
    });
  }

  async violations(triples: string): Promise<string[]> {
    const data = rdf.dataset(new Parser({ format: 'N-Triples' }).parse(triples) as never);
    const found: string[] = [];
    for (const [name, validator] of this.#validators) {
      const { results } = await validator.validate(data as never);
      for (const { severity, path, sourceConstraintComponent, focusNode, value } of results) {
        if (severity?.value !== 'http://www.w3.org/ns/shacl#Violation') continue;
        const parts = [path, sourceConstraintComponent, focusNode, value] as (
          | { value?: string }
          | null
          | undefined
        )[];
        found.push(
          [
            name,
            ...parts.map((part) => (part?.value ?? '').replace(/.*#(?=\w+ConstraintComponent)/, '')),
          ].join(' '),
        );
      }
    }
    return found;
  }
}

/** The pattern of these shapes has https, SPDX itself has http://spdx.org/rdf/terms# for its algorithms. */
const mistakenPattern = /^mdr-vocabularies\.shape\.ttl http:\/\/spdx\.org\/rdf\/terms#algorithm /;
/** What DCAT-AP demands of a catalogue and a group of CKAN or a catalogue of Hydra pages does not say. */
const lacking = new Map([
  ['ckan/birmingham-package_search.json', ['council-business description', 'council-business publisher']],
  ['ckan/hdx-unesco-package.json', ['zwe description', 'zwe publisher']],
  [
    'dcat-rdf/sh-catalog.xml',
    ['opendata.schleswig-holstein.de description', 'opendata.schleswig-holstein.de publisher'],
  ],
]);

for (const { name, files, policy, there } of sources)
  describe(`the profiles of ${name}`, function () {
    this.timeout(180_000);
    const folder = temporaryFolder();
    let store: LmdbRecordStore | undefined;
    let published: Published;
    before(async function () {
      if (!there) {
        console.log('      skipped: ../shared/realdata/catalogs is absent');
        this.skip();
      }
      for (const file of files) {
        const { failure } = await publishFile(folder, file, { policy });
        assert.equal(failure, undefined);
      }
      store = LmdbRecordStore.open(folder, { base });
      const vocabulary = loadVocabulary(base).quads;
      // The vocabulary is the same in every store: the first source checks it for all.
      const own = [...store.records()].filter(({ kind }) => policy === 'ndsap' || !ofVocabulary.has(kind));
      published = {
        records: policy === 'ndsap' ? own : own.slice(0, mostChecked),
        writer: new ProfileWriter({ store, base, vocabulary, language: 'en' }),
      };
    });
    after(() => store?.close());

    const datasets = () => published.records.filter(({ kind }) => kind === 'dataset');

    it('meet the official shapes of DCAT-AP, document by document', async function () {
      if (!shapesFolder) {
        console.log('      skipped: ../shared/conformance/dcat-ap-3.0.1 is absent');
        this.skip();
      }
      const shapes = new OfficialShapes(shapesFolder);
      const found: string[] = [];
      for (const record of published.records) {
        const triples = published.writer.describe(record, dcatAp, nTriples);
        assert.equal(triples !== undefined, published.writer.offers(record, dcatAp), record.document);
        if (triples === undefined) continue;
        for (const line of await shapes.violations(triples))
          if (!mistakenPattern.test(line)) found.push(line);
      }
      const expected = (lacking.get(name) ?? []).map((what) => {
        const [thing, property] = what.split(' ');
        return `shapes.ttl http://purl.org/dc/terms/${property} MinCountConstraintComponent ${thing}`;
      });
      assert.deepEqual(
        found.map((line) => line.replace(/ https?:\/\/(?:\S*\/)?([^/ ]+) $/, ' $1')).sort(),
        expected.sort(),
      );
    });

    it('have what Google’s dataset search requires and recommends, in less than 8 kB', () => {
      assert.ok(datasets().length > 0);
      for (const record of datasets())
        for (const language of ['en', 'hi'] as const) {
          const node = published.writer.schemaOrg(record, language);
          assert.ok(node, record.document);
          assertGoogle(node, record);
        }
    });

    it('have schema.org’s description of every record, pages in both languages', () => {
      for (const record of published.records) {
        const offered = published.writer.offers(record, schemaOrg);
        assert.equal(published.writer.schemaOrg(record, 'hi') !== undefined, offered, record.document);
        for (const format of schemaOrg.formats)
          assert.equal(
            published.writer.describe(record, schemaOrg, format) !== undefined,
            offered,
            format.name,
          );
      }
    });

    it('have the fields of DCAT-US in its forms', () => {
      for (const record of datasets()) {
        const text = published.writer.describe(record, dcatUs, json);
        assert.ok(text, record.document);
        assertDcatUs(JSON.parse(text), record);
      }
    });

    it('are had in every syntax of each profile, or the profile is not had', () => {
      for (const record of datasets().slice(0, 40))
        for (const profile of profiles.filter((one) => one !== plainDcat))
          for (const format of profile.formats) {
            const document = published.writer.describe(record, profile, format);
            // None of these catalogues states columns, which that profile is about.
            if (profile === croissant) {
              assert.equal(document, undefined);
              assert.equal(published.writer.offers(record, profile), false);
              continue;
            }
            assert.ok(document, `${profile.token} ${format.name} ${record.document}`);
            if (format.mediaType === rdfXml.mediaType) assert.match(document, /^<\?xml/);
          }
    });
  });

type Node = Readonly<Record<string, unknown>>;

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

const html = /<\/?(?:p|br|div|span|a|ul|li|b|strong|em)(?:\s[^>]*)?>/i;
const isoDate = /^\d{4}(?:-\d{2}(?:-\d{2}(?:T.+)?)?)?$/;

/** https://developers.google.com/search/docs/appearance/structured-data/dataset */
function assertGoogle(node: Node, { document, topic, nquads }: StoredRecord): void {
  assert.equal(node['@context'], 'https://schema.org/');
  assert.equal(node['@type'], 'Dataset');
  assert.ok(Buffer.byteLength(JSON.stringify(node)) < 8_000, document);
  assert.ok(typeof node['name'] === 'string' && node['name'] !== '', document);
  const description = String(node['description']);
  assert.ok(description.length >= 50 && description.length <= 5_000, `${document}: ${description}`);
  assert.doesNotMatch(description, html, document);
  assert.ok(listOf(node['url']).includes(document));
  const states = (property: string) => nquads.includes(`<${topic}> <${property}> `);
  const pairs = [
    ['http://purl.org/dc/terms/license', 'license'],
    ['http://purl.org/dc/terms/publisher', 'publisher'],
    ['http://purl.org/dc/terms/identifier', 'identifier'],
    ['http://purl.org/dc/terms/spatial', 'spatialCoverage'],
    ['http://purl.org/dc/terms/issued', 'datePublished'],
    ['http://purl.org/dc/terms/modified', 'dateModified'],
    ['http://www.w3.org/ns/dcat#keyword', 'keywords'],
    ['http://www.w3.org/ns/dcat#distribution', 'distribution'],
  ] as const;
  for (const [property, member] of pairs)
    if (states(property)) assert.ok(member in node, `${document}: ${member} is missing`);
  for (const member of ['datePublished', 'dateModified', 'dateCreated'])
    for (const date of listOf(node[member])) assert.match(String(date), isoDate);
  for (const period of listOf(node['temporalCoverage']))
    assert.match(String(period), /^(?:\.\.|\d{4}\S*)\/(?:\.\.|\d{4}\S*)$/);
  for (const download of listOf(node['distribution']) as Node[]) {
    assert.equal(download['@type'], 'DataDownload');
    assert.ok(listOf(download['contentUrl']).length > 0, `${document}: no contentUrl`);
  }
  for (const catalogue of listOf(node['includedInDataCatalog']) as Node[])
    assert.equal(catalogue['@type'], 'DataCatalog');
}

const mediaType = /^[-\w]+\/[-\w]+(\.[-\w]+)*([+][-\w]+)?$/;
const interval =
  /^R\/P(?:\d+(?:\.\d+)?Y)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?W)?(?:\d+(?:\.\d+)?D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/;

/** https://resources.data.gov/resources/dcat-us/ */
function assertDcatUs(dataset: Node, { document }: StoredRecord): void {
  const where = `${document}: ${JSON.stringify(dataset).slice(0, 300)}`;
  assert.equal(dataset['@type'], 'dcat:Dataset');
  for (const field of ['title', 'description', 'identifier'])
    assert.ok(typeof dataset[field] === 'string' && dataset[field] !== '', `${field} ${where}`);
  for (const field of [
    'keyword',
    'theme',
    'references',
    'language',
    'bureauCode',
    'programCode',
    'distribution',
  ])
    if (field in dataset) {
      const list = dataset[field];
      assert.ok(
        Array.isArray(list) && list.length > 0 && new Set(list).size === list.length,
        `${field} ${where}`,
      );
    }
  if ('accessLevel' in dataset)
    assert.ok(['public', 'restricted public', 'non-public'].includes(String(dataset['accessLevel'])), where);
  if ('accrualPeriodicity' in dataset && dataset['accrualPeriodicity'] !== 'irregular')
    assert.match(String(dataset['accrualPeriodicity']), interval, where);
  if ('issued' in dataset) assert.match(String(dataset['issued']), isoDate, where);
  if ('temporal' in dataset) assert.match(String(dataset['temporal']), /^\d{4}\S*\/\d{4}\S*$/, where);
  if ('publisher' in dataset) assert.ok((dataset['publisher'] as Node)['name'], where);
  for (const tag of listOf(dataset['language'])) assert.match(String(tag), /^[a-z]{2,3}$/);
  for (const distribution of listOf(dataset['distribution']) as Node[]) {
    assert.equal(distribution['@type'], 'dcat:Distribution');
    if ('mediaType' in distribution) assert.match(String(distribution['mediaType']), mediaType, where);
    if ('downloadURL' in distribution && 'accessURL' in distribution)
      assert.notEqual(distribution['downloadURL'], distribution['accessURL']);
  }
}
