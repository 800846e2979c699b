import assert from 'node:assert/strict';
import jsonld from 'jsonld';
import { croissant, json } from '../../../src/profiles/profiles.ts';
import { jsonLd, turtle as turtleFormat } from '../../../src/rdf/formats.ts';
import { prices } from '../../acceptance/example-records.ts';
import { input, openTable } from '../field-map/support/open-table.ts';
import { zipFile } from '../field-map/support/zip-file.ts';
import { base, makeContext, map, only } from '../mapping/mapping-support.ts';
import { Catalogue, writerOf } from './catalogue.ts';

type Json = Readonly<Record<string, unknown>>;

const cr = 'http://mlcommons.org/croissant/';
const sc = 'https://schema.org/';
const file = 'id/distribution/rain/1';
const own = `<id/dataset/rain> a dcat:Dataset ;
  dct:title "Rain by state"@en , "राज्यवार वर्षा"@hi ;
  dct:description "Millimetres of rain in each state and year, as measured by the stations."@en ;
  dct:publisher <id/organization/met> ; dct:issued "2020-04-01"^^xsd:date ; dcat:version "1.2.0" ;
  dcat:keyword "rain"@en ; dct:license <https://licence.example/by> ; dcat:landingPage <https://rain.example/> ;
  dcat:distribution <${file}> , <id/distribution/rain/2> , <id/distribution/rain/3> .`;
const files = `
  <${file}> a dcat:Distribution ; dct:title "Rain, table"@en ;
    dcat:accessURL <https://rain.example/> ; dcat:downloadURL <https://rain.example/f/rain%20a.csv?v=1> ;
    dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ; dcat:byteSize "17"^^xsd:nonNegativeInteger ;
    spdx:checksum <${file}#checksum> ; dct:conformsTo <${file}#schema> .
  <${file}#checksum> spdx:algorithm <http://spdx.org/rdf/terms#checksumAlgorithm_sha256> ;
    spdx:checksumValue "${'ab'.repeat(32)}"^^xsd:hexBinary .
  <id/distribution/rain/2> a dcat:Distribution ; dcat:downloadURL <https://rain.example/rain.pdf> ;
    dct:format <http://publications.europa.eu/resource/authority/file-type/PDF> .
  <id/distribution/rain/3> a dcat:Distribution ; dcat:accessURL <https://rain.example/map> .`;
const schema = `
  <${file}#schema> a csvw:Schema ; csvw:column <${file}#c1> .
  <${file}#c1> rdf:first <${file}#state> ; rdf:rest <${file}#c2> .
  <${file}#c2> rdf:first <${file}#mm> ; rdf:rest <${file}#c3> .
  <${file}#c3> rdf:first <${file}#name> ; rdf:rest rdf:nil .
  <${file}#state> csvw:name "state" ; csvw:title "State" ; dct:description "Name of the state"@en .
  <${file}#mm> csvw:name "rain_mm" ; csvw:datatype xsd:decimal .
  <${file}#name> csvw:name "a%20b" ; csvw:title "a b" ; csvw:datatype "date" .`;

function described(text: string, kind: 'dataset' | 'series' = 'dataset'): Json | undefined {
  const catalogue = new Catalogue();
  catalogue.turtle(
    'organization',
    'id/organization/met',
    '<id/organization/met> a foaf:Agent ; foaf:name "Met"@en .',
  );
  const record = catalogue.turtle(kind, 'id/dataset/rain', text);
  const writer = writerOf(catalogue);
  const told = writer.describe(record, croissant, jsonLd);
  assert.equal(writer.offers(record, croissant), told !== undefined);
  const { nquads: _, ...head } = record;
  assert.equal(writer.offers(head, croissant), told !== undefined, 'by the head alone');
  assert.equal(writer.describe(record, croissant, turtleFormat), undefined);
  assert.equal(writer.describe(record, croissant, json), undefined);
  return told === undefined ? undefined : JSON.parse(told);
}

/** What Croissant 1.0 demands of classes and how many of each (§ Dataset-level information, Resources, RecordSets). */
const demanded: Readonly<Record<string, Readonly<Record<string, 'one' | 'many'>>>> = {
  [`${sc}Dataset`]: {
    'http://purl.org/dc/terms/conformsTo': 'one',
    [`${sc}name`]: 'one',
    [`${sc}description`]: 'one',
    [`${sc}license`]: 'many',
    [`${sc}url`]: 'one',
    [`${sc}creator`]: 'many',
    [`${sc}datePublished`]: 'one',
    [`${sc}distribution`]: 'many',
    [`${cr}recordSet`]: 'many',
  },
  [`${cr}FileObject`]: { [`${sc}name`]: 'one', [`${sc}contentUrl`]: 'one', [`${sc}encodingFormat`]: 'one' },
  [`${cr}RecordSet`]: { [`${sc}name`]: 'one', [`${cr}field`]: 'many' },
  [`${cr}Field`]: { [`${sc}name`]: 'one', [`${cr}dataType`]: 'many', [`${cr}source`]: 'one' },
};
/** Properties of the namespace, by the class that has them; a node without a class is told by its place. */
const ownTerms: Readonly<Record<string, readonly string[]>> = {
  [`${sc}Dataset`]: ['recordSet', 'isLiveDataset', 'citeAs'],
  [`${cr}FileObject`]: ['containedIn', 'md5'],
  [`${cr}RecordSet`]: ['field', 'key', 'data', 'examples', 'dataType'],
  [`${cr}Field`]: [
    'source',
    'dataType',
    'repeated',
    'equivalentProperty',
    'references',
    'subField',
    'parentField',
  ],
  [`${cr}source`]: ['fileObject', 'fileSet', 'recordSet', 'extract', 'transform', 'format'],
  [`${cr}extract`]: ['fileProperty', 'column', 'jsonPath'],
};

interface Expanded {
  readonly '@id'?: string;
  readonly '@type'?: readonly string[];
  readonly '@value'?: unknown;
  readonly [property: string]: unknown;
}

/** Checks a node and those within it as the specification states them, and gives the identifiers of what it met. */
function assertConforms(node: Expanded, role: string, ids: Map<string, string>): void {
  const type = node['@type']?.[0] ?? role;
  const id = node['@id'];
  const properties = Object.keys(node).filter((key) => !key.startsWith('@'));
  if (id !== undefined && type.startsWith(cr) && properties.length > 0) {
    assert.ok(!ids.has(id), `${id} is defined twice`);
    ids.set(id, type);
  }
  for (const [property, many] of Object.entries(demanded[type] ?? {})) {
    const values = (node[property] ?? []) as unknown[];
    assert.ok(values.length >= 1, `${type} lacks ${property}`);
    if (many === 'one') assert.equal(values.length, 1, `${type} has several ${property}`);
  }
  for (const property of properties) {
    if (property.startsWith(cr)) {
      const allowed = ownTerms[type] ?? [];
      assert.ok(allowed.includes(property.slice(cr.length)), `${property} of ${type}`);
    } else
      assert.match(
        property,
        /^(?:https:\/\/schema\.org\/[a-zA-Z0-9]+|http:\/\/purl\.org\/dc\/terms\/conformsTo)$/,
      );
    for (const value of node[property] as Expanded[])
      if (value['@value'] === undefined) assertConforms(value, property, ids);
  }
}

describe('Croissant of a dataset', () => {
  const whole = described(own + files + schema);

  it('conforms to the specification, read with its own context', async () => {
    assert.ok(whole);
    const [root] = (await jsonld.expand(whole as never)) as unknown as Expanded[];
    assert.ok(root);
    assert.deepEqual(root['@type'], [`${sc}Dataset`]);
    const ids = new Map<string, string>();
    assertConforms(root, '', ids);
    const within = (node: Expanded, property: string) => (node[property] ?? []) as readonly Expanded[];
    const [records, ...others] = within(root, `${cr}recordSet`);
    assert.ok(records && others.length === 0);
    const fields = within(records, `${cr}field`);
    assert.equal(fields.length, 3);
    for (const field of fields) {
      const objects = within(field, `${cr}source`).flatMap((source) => within(source, `${cr}fileObject`));
      assert.deepEqual(
        objects.map((object) => ids.get(object['@id'] ?? '')),
        [`${cr}FileObject`],
        'the source is one of the files',
      );
      assert.ok(field['@id']?.startsWith(`${records['@id']}/`));
      for (const type of within(field, `${cr}dataType`))
        assert.match(String(type['@id']), /^https:\/\/schema\.org\/[A-Z]/, 'a type is an IRI');
    }
  });

  it('tells of the dataset what schema.org does, of members that have one value one', () => {
    const { '@context': context, distribution, recordSet, ...rest } = whole as Record<string, Json>;
    assert.equal(context?.['@vocab'], sc);
    assert.equal(context?.['@language'], 'en');
    assert.ok(distribution && recordSet);
    assert.deepEqual(rest, {
      '@type': 'sc:Dataset',
      '@id': `${base}id/dataset/rain`,
      conformsTo: 'http://mlcommons.org/croissant/1.0',
      name: 'Rain by state',
      description: 'Millimetres of rain in each state and year, as measured by the stations.',
      url: `${base}doc/dataset/rain`,
      keywords: 'rain',
      creator: { '@type': 'Organization', '@id': `${base}id/organization/met`, name: 'Met' },
      publisher: { '@type': 'Organization', '@id': `${base}id/organization/met`, name: 'Met' },
      datePublished: '2020-04-01',
      license: 'https://licence.example/by',
      version: '1.2.0',
    });
  });

  it('has every file that can be downloaded, and the columns of those that state them', () => {
    assert.deepEqual(whole?.['distribution'], [
      {
        '@type': 'cr:FileObject',
        '@id': `${base}${file}`,
        name: 'rain a.csv',
        contentUrl: 'https://rain.example/f/rain%20a.csv?v=1',
        encodingFormat: 'text/csv',
        contentSize: '17 B',
        sha256: 'ab'.repeat(32),
      },
      {
        '@type': 'cr:FileObject',
        '@id': `${base}id/distribution/rain/2`,
        name: 'rain.pdf',
        contentUrl: 'https://rain.example/rain.pdf',
        encodingFormat: 'application/pdf',
      },
    ]);
    const records = `${base}${file}#records`;
    const field = (id: string, members: Json, column: string) => ({
      '@type': 'cr:Field',
      '@id': `${records}/${id}`,
      ...members,
      source: { fileObject: { '@id': `${base}${file}` }, extract: { column } },
    });
    assert.deepEqual(whole?.['recordSet'], [
      {
        '@type': 'cr:RecordSet',
        '@id': records,
        name: 'Rain, table',
        field: [
          field('state', { name: 'state', description: 'Name of the state', dataType: 'sc:Text' }, 'State'),
          field('rain_mm', { name: 'rain_mm', dataType: 'sc:Float' }, 'rain_mm'),
          field('a%20b', { name: 'a b', dataType: 'sc:Date' }, 'a b'),
        ],
      },
    ]);
  });

  it('is had of a pair of metadata and data, by the first row of the data', async () => {
    const pair = [
      { name: 'rain.metadata.csv', content: 'Title,Description,Category\nRain,By state,Dataset\n' },
      { name: 'rain.csv', content: 'राज्य,Rain (mm)\nGoa,5\n' },
    ];
    const { values } = await openTable(
      input(zipFile(pair), 'pairs.zip'),
      {},
      { download: 'https://x.example/{file}' },
    );
    const catalogue = new Catalogue();
    const stored = catalogue.put(only(map('ndsap', 'sheet-row', values[0], makeContext())));
    const told = JSON.parse(writerOf(catalogue).describe(stored, croissant, jsonLd) ?? '{}');
    const [object] = told.distribution;
    assert.deepEqual(
      [object.name, object.contentUrl, object.encodingFormat],
      ['rain.csv', 'https://x.example/rain.csv', 'text/csv'],
    );
    assert.match(object.sha256, /^[0-9a-f]{64}$/);
    assert.deepEqual(
      told.recordSet[0].field.map(({ name, source }: { name: string; source: Json }) => [
        name,
        source['extract'],
      ]),
      [
        ['राज्य', { column: 'राज्य' }],
        ['Rain (mm)', { column: 'Rain (mm)' }],
      ],
    );
  });

  it('says in which language it is, where there is none of the portal’s', () => {
    const hindi = described((own + files + schema).replace('"Rain by state"@en , ', ''));
    assert.ok(hindi);
    assert.equal(hindi['name'], 'राज्यवार वर्षा');
    assert.equal((hindi['@context'] as Json)['@language'], 'hi');
  });

  it('is not had of what states no columns, has no file, or is no dataset', () => {
    assert.equal(described(own + files), undefined);
    assert.equal(described(prices.turtle.replaceAll('id/dataset/prices-2016', 'id/dataset/rain')), undefined);
    const nowhere = (own + files + schema).replace(
      /dcat:downloadURL <https:\/\/rain\.example\/f[^>]*> ;/,
      '',
    );
    assert.equal(described(nowhere), undefined, 'an address of access may be that of a page');
    assert.equal(described(own + files + schema, 'series'), undefined);
    const unattached = (own + files + schema).replace(`; dct:conformsTo <${file}#schema>`, '');
    assert.equal(described(unattached), undefined);
  });
});
