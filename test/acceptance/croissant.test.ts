import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadVocabulary } from '../../src/mapping/vocabulary-files.ts';
import { ProfileWriter } from '../../src/profiles/profile-writer.ts';
import { croissant, dcatAp } from '../../src/profiles/profiles.ts';
import { jsonLd, nTriples } from '../../src/rdf/formats.ts';
import { LmdbRecordStore } from '../../src/store/lmdb-record-store.ts';
import { dct, rdf } from '../../src/vocabulary/terms.ts';
import { temporaryFolder } from './support/folders.ts';
import { publishFile } from './support/publish-file.ts';

const base = 'https://data.example.gov.in/';
const prefixes = `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix csvw: <http://www.w3.org/ns/csvw#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .`;

/** As publishers write it: blank nodes, an RDF list, a schema that two files share. */
const published = `${prefixes}
<https://rain.example/set> a dcat:Dataset ; dct:title "Rain"@en ; dct:description "Rain by state"@en ;
  dcat:distribution <https://rain.example/set/a> , <https://rain.example/set/b> .
<https://rain.example/set/a> a dcat:Distribution ; dcat:accessURL <https://rain.example/a.csv> ;
  dcat:downloadURL <https://rain.example/a.csv> ; dct:conformsTo _:schema .
<https://rain.example/set/b> a dcat:Distribution ; dcat:accessURL <https://rain.example/b.csv> ;
  dcat:downloadURL <https://rain.example/b.csv> ; dct:conformsTo [ a csvw:Table ; csvw:tableSchema _:schema ] .
_:schema a csvw:Schema ; csvw:column (
  [ csvw:name "year" ; csvw:title "Year"@en , "वर्ष"@hi ; csvw:datatype [ csvw:base xsd:integer ] ]
  [ csvw:name "state" ; csvw:title "State"@en ] [ csvw:name "mm" ; csvw:datatype "decimal" ] ) .`;

describe('Croissant of a dataset whose source states its columns in CSVW', () => {
  const folder = temporaryFolder();
  let store: LmdbRecordStore;
  let writer: ProfileWriter;
  before(async () => {
    const file = join(folder, 'rain.ttl');
    writeFileSync(file, published);
    const data = join(folder, 'data');
    const { failure } = await publishFile(data, file, { policy: 'dcat' });
    assert.equal(failure, undefined);
    store = LmdbRecordStore.open(data, { base });
    writer = new ProfileWriter({ store, base, vocabulary: loadVocabulary(base).quads, language: 'en' });
  });
  after(() => store?.close());

  const record = () => {
    const found = [...store.records()].find(({ topic }) => topic === 'https://rain.example/set');
    assert.ok(found);
    return found;
  };

  it('has the columns of each file in their order', () => {
    const told = JSON.parse(writer.describe(record(), croissant, jsonLd) ?? '{}');
    assert.equal(told.recordSet.length, 2);
    for (const { field } of told.recordSet)
      assert.deepEqual(
        field.map(({ name, dataType }: Record<string, string>) => [name, dataType]),
        [
          ['year', 'sc:Integer'],
          ['state', 'sc:Text'],
          ['mm', 'sc:Float'],
        ],
      );
    const ids = told.recordSet.flatMap(({ field }: { field: { '@id': string }[] }) =>
      field.map((one) => one['@id']),
    );
    assert.equal(new Set(ids).size, 6);
  });

  it('keeps them in DCAT-AP, as a standard that the file conforms to', () => {
    const told = writer.describe(record(), dcatAp, nTriples) ?? '';
    const schemas = [
      ...told.matchAll(/<(\S+)> <\S+#type> <http:\/\/www\.w3\.org\/ns\/csvw#(?:Schema|Table)>/g),
    ];
    assert.equal(schemas.length, 2);
    for (const [, schema] of schemas) {
      assert.ok(told.includes(`<http://purl.org/dc/terms/conformsTo> <${schema}>`));
      assert.ok(
        told.includes(`<${schema}> <${rdf.type}> <${dct.Standard}>`),
        'the class that DCAT-AP asks for',
      );
    }
  });
});
