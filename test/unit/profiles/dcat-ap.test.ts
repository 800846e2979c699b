import assert from 'node:assert/strict';
import type { Quad } from '@rdfjs/types';
import { dcatAp } from '../../../src/profiles/profiles.ts';
import { nTriples, rdfFormats, turtle as turtleFormat } from '../../../src/rdf/formats.ts';
import type { Iri } from '../../../src/vocabulary/iri.ts';
import { adms, dcat, dct, foaf, rdf, skos, spdx, vcard } from '../../../src/vocabulary/terms.ts';
import { base, turtle } from '../mapping/mapping-support.ts';
import { Catalogue, writerOf } from './catalogue.ts';

const eu = 'http://publications.europa.eu/resource/authority/';
const topic = `${base}id/dataset/x`;
const file = `${base}id/distribution/x/1`;

/** The document of one dataset with these triples. */
function told(triples: string, catalogue = new Catalogue()): Quad[] {
  const record = catalogue.turtle(
    'dataset',
    'id/dataset/x',
    `<id/dataset/x> a dcat:Dataset ; dct:title "X"@en ; dct:description "D"@en ${triples} .`,
    ['id/distribution/x/1'],
  );
  return turtle(writerOf(catalogue).describe(record, dcatAp, nTriples) ?? '');
}

function values(quads: readonly Quad[], subject: string, property: Iri): string[] {
  return quads
    .filter((quad) => quad.subject.value === subject && quad.predicate.value === property)
    .map(({ object }) =>
      object.termType === 'Literal'
        ? `${object.value}^^${object.datatype.value.split('#')[1]}`
        : object.value,
    );
}

const onFile = (triples: string) =>
  told(
    `; dcat:distribution <id/distribution/x/1> . <id/distribution/x/1> a dcat:Distribution ; dcat:accessURL <https://x.example/> ${triples}`,
  );

describe('DCAT-AP of a record', () => {
  it('adds the EU’s theme to a sector, from the sector above where it has none itself', () => {
    const quads = told('; dcat:theme <def/sector/seeds>');
    assert.deepEqual(
      values(quads, topic, dcat.theme).sort(),
      [`${base}def/sector/seeds`, `${eu}data-theme/AGRI`].sort(),
    );
    assert.deepEqual(values(quads, `${eu}data-theme/AGRI`, skos.inScheme), [`${eu}data-theme`]);
    assert.deepEqual(values(quads, `${base}def/sector/seeds`, rdf.type), [skos.Concept]);
  });

  const frequencies: readonly [string, string][] = [
    [`${base}def/frequency/annual`, 'ANNUAL'],
    [`${base}def/frequency/as-needed`, 'IRREG'],
    [`${base}def/frequency/seasonal`, 'OTHER'],
    ['http://purl.org/cld/freq/monthly', 'MONTHLY'],
    [`${eu}frequency/WEEKLY`, 'WEEKLY'],
  ];
  for (const [stated, term] of frequencies)
    it(`says ${term} for ${stated}`, () => {
      const quads = told(`; dct:accrualPeriodicity <${stated}>`);
      assert.deepEqual(values(quads, topic, dct.accrualPeriodicity), [`${eu}frequency/${term}`]);
      assert.deepEqual(values(quads, `${eu}frequency/${term}`, rdf.type), [dct.Frequency]);
    });

  it('says languages in the EU’s table, and leaves out what it cannot', () => {
    const quads = told(
      '; dct:language <http://id.loc.gov/vocabulary/iso639-1/hi> , <http://lexvo.org/id/iso639-3/eng> , <https://x.example/klingon>',
    );
    assert.deepEqual(values(quads, topic, dct.language).sort(), [`${eu}language/ENG`, `${eu}language/HIN`]);
  });

  it('tells the access right that NDSAP’s access type comes to', () => {
    const quads = told('; ndsap:accessType <def/access-type/priced>');
    assert.deepEqual(values(quads, topic, dct.accessRights), [`${eu}access-right/RESTRICTED`]);
  });

  it('leaves out a format that the EU’s table has not, and keeps its media type', () => {
    const quads = onFile(
      '; dct:format <def/file-format/parquet> ; dcat:mediaType <https://www.iana.org/assignments/media-types/application/vnd.apache.parquet>',
    );
    assert.deepEqual(values(quads, file, dct.format), []);
    assert.equal(values(quads, file, dcat.mediaType).length, 1);
  });

  it('takes a media type where a format stands for one, and none where anything else does', () => {
    const csv = onFile(`; dcat:mediaType <${eu}file-type/CSV>`);
    assert.deepEqual(values(csv, file, dcat.mediaType), [
      'https://www.iana.org/assignments/media-types/text/csv',
    ]);
    assert.deepEqual(values(onFile('; dcat:mediaType <https://x.example/zipped>'), file, dcat.mediaType), []);
  });

  it('moves the statuses of ADMS to the EU’s table', () => {
    const quads = onFile('; adms:status <http://purl.org/adms/status/UnderDevelopment>');
    assert.deepEqual(values(quads, file, adms.status), [`${eu}distribution-status/DEVELOP`]);
  });

  it('gives the address of the file as access address where there is no other', () => {
    const quads = told(
      '; dcat:distribution <id/distribution/x/1> . <id/distribution/x/1> a dcat:Distribution ; dcat:downloadURL <https://x.example/a.csv>',
    );
    assert.deepEqual(values(quads, file, dcat.accessURL), ['https://x.example/a.csv']);
  });

  it('gives values the datatypes that it asks for, and leaves out what is no such value', () => {
    const quads = onFile(
      '; dcat:byteSize "2048.0"^^xsd:decimal ; dct:issued "12/04/2016" ; dct:modified "soon"',
    );
    assert.deepEqual(values(quads, file, dcat.byteSize), ['2048^^nonNegativeInteger']);
    assert.deepEqual(values(quads, file, dct.issued), ['2016-04-12^^date']);
    assert.deepEqual(values(quads, file, dct.modified), []);
  });

  it('keeps one value where one is allowed: the last change, the first release', () => {
    const dates = '"2019-01-01"^^xsd:date , "2021-01-01"^^xsd:date , "2020-01-01"^^xsd:date';
    const quads = told(`; dct:issued ${dates} ; dct:modified ${dates}`);
    assert.deepEqual(values(quads, topic, dct.issued), ['2019-01-01^^date']);
    assert.deepEqual(values(quads, topic, dct.modified), ['2021-01-01^^date']);
  });

  it('makes things of texts where it wants things', () => {
    const quads = told('; dct:provenance "By survey."@en ; dct:publisher "Office" ; dcat:theme "roses"@en');
    const [publisher = ''] = values(quads, topic, dct.publisher);
    assert.deepEqual(values(quads, publisher, foaf.name), ['Office^^string']);
    assert.deepEqual(values(quads, publisher, rdf.type), [foaf.Agent]);
    assert.equal(values(quads, topic, dct.provenance).length, 1);
    assert.deepEqual(values(quads, topic, dcat.keyword), ['roses^^langString']);
  });

  it('finds the algorithm of a checksum by its length, and leaves out half of one', () => {
    const digits = 'a83605f5415d9b58f34d7354810f6f19';
    const quads = onFile(
      `; spdx:checksum <id/distribution/x/1#c> . <id/distribution/x/1#c> a spdx:Checksum ; spdx:checksumValue "${digits}"^^xsd:hexBinary`,
    );
    assert.deepEqual(values(quads, `${file}#c`, spdx.algorithm), [
      'http://spdx.org/rdf/terms#checksumAlgorithm_md5',
    ]);
    const half = onFile(
      '; spdx:checksum <id/distribution/x/1#c> . <id/distribution/x/1#c> a spdx:Checksum ; spdx:checksumValue "ab"^^xsd:hexBinary',
    );
    assert.deepEqual(values(half, file, spdx.checksum), []);
    assert.deepEqual(values(half, `${file}#c`, rdf.type), []);
  });

  it('describes publishers, contacts, policies and catalogues in the document', () => {
    const catalogue = new Catalogue();
    catalogue.turtle(
      'organization',
      'id/organization/o',
      '<id/organization/o> a foaf:Organization ; skos:prefLabel "Office"@en .',
    );
    catalogue.turtle(
      'contact',
      'id/contact/c',
      '<id/contact/c> a vcard:Kind ; vcard:fn "Desk" ; vcard:hasEmail <mailto:a@b.example> .',
    );
    catalogue.turtle(
      'catalog',
      'id/catalog/full',
      '<id/catalog/full> a dcat:Catalog ; dct:title "Full"@en ; dct:description "D"@en ; dct:publisher <id/organization/o> .',
    );
    catalogue.turtle(
      'catalog',
      'id/catalog/bare',
      '<id/catalog/bare> a dcat:Catalog ; dct:title "Bare"@en .',
    );
    const quads = told(
      `; dct:publisher <id/organization/o> ; dcat:contactPoint <id/contact/c> ; dct:conformsTo <def/policy/ndsap> .
      <id/catalog/full> dcat:dataset <id/dataset/x> . <id/catalog/bare> dcat:dataset <id/dataset/x>`,
      catalogue,
    );
    assert.deepEqual(values(quads, `${base}id/organization/o`, foaf.name), ['Office^^langString']);
    assert.deepEqual(values(quads, `${base}id/contact/c`, vcard.hasEmail), ['mailto:a@b.example']);
    assert.deepEqual(values(quads, `${base}def/policy/ndsap`, rdf.type), [dct.Standard]);
    assert.deepEqual(values(quads, `${base}id/catalog/full`, dct.publisher), [`${base}id/organization/o`]);
    assert.deepEqual(
      values(quads, `${base}id/catalog/bare`, rdf.type),
      [],
      'DCAT-AP demands more of a catalogue',
    );
    assert.deepEqual(values(quads, `${base}id/catalog/bare`, dcat.dataset), [topic]);
  });

  it('only says that a resource has to do with others that are not known to be what DCAT-AP wants there', () => {
    const catalogue = new Catalogue();
    catalogue.turtle(
      'dataset',
      'id/dataset/known',
      '<id/dataset/known> a dcat:Dataset ; dct:title "K"@en ; dct:description "D"@en .',
    );
    const quads = told('; dct:source <id/dataset/known> , <https://x.example/book>', catalogue);
    assert.deepEqual(values(quads, topic, dct.source), [`${base}id/dataset/known`]);
    assert.deepEqual(values(quads, topic, dct.relation), ['https://x.example/book']);
    assert.deepEqual(values(quads, `${base}id/dataset/known`, rdf.type), [dcat.Dataset]);
  });

  it('names the members of a series, each with what DCAT-AP demands of a dataset', () => {
    const catalogue = new Catalogue();
    catalogue.turtle(
      'dataset',
      'id/dataset/m',
      '<id/dataset/m> a dcat:Dataset ; dct:title "M"@en ; dct:description "D"@en ; dcat:inSeries <id/series/s> .',
    );
    const record = catalogue.turtle(
      'series',
      'id/series/s',
      '<id/series/s> a dcat:DatasetSeries ; dct:title "S"@en ; dct:description "D"@en .',
    );
    const quads = turtle(writerOf(catalogue).describe(record, dcatAp, nTriples) ?? '');
    assert.deepEqual(values(quads, `${base}id/dataset/m`, dcat.inSeries), [`${base}id/series/s`]);
  });

  it('is had in every RDF syntax, and of apps and vocabularies not at all', () => {
    const catalogue = new Catalogue();
    const dataset = catalogue.turtle(
      'dataset',
      'id/dataset/x',
      '<id/dataset/x> a dcat:Dataset ; dct:title "X"@en ; dct:provenance "P" .',
    );
    for (const format of rdfFormats)
      assert.ok(writerOf(catalogue).describe(dataset, dcatAp, format), format.name);
    const app = catalogue.turtle('app', 'id/app/x', '<id/app/x> dct:title "X"@en .');
    assert.equal(writerOf(catalogue).describe(app, dcatAp, turtleFormat), undefined);
    assert.equal(writerOf(catalogue).offers(app, dcatAp), false);
  });
});
