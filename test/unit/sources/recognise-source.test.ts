import assert from 'node:assert/strict';
import { Failure } from '../../../src/model/failure.ts';
import type { Profile } from '../../../src/model/record.ts';
import { defaultReadLimits } from '../../../src/sources/reader-context.ts';
import { recogniseSource } from '../../../src/sources/recognise-source.ts';

function recognise(content: string, file = 'input', profile?: Profile): string {
  const context = { file, limits: defaultReadLimits };
  const source = recogniseSource(Buffer.from(content), true, profile, context);
  if (source.format === 'rdf') return source.rdf.name;
  if (source.format === 'csv') return `${source.dialect.profile} CSV "${source.dialect.delimiter}"`;
  if (source.format === 'schema-org') return `schema.org ${source.syntax}`;
  return `${source.profile.profile} ${source.format}`;
}

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const byContent: readonly (readonly [string, string])[] = [
  ['Turtle', '@prefix dcat: <http://www.w3.org/ns/dcat#> .\n<a> a dcat:Dataset .'],
  ['Turtle', 'PREFIX dcat: <http://www.w3.org/ns/dcat#>\n<a> a dcat:Dataset .'],
  ['Turtle', '# a comment\n\n<http://x.example/a> a <http://x.example/B> ;\n <http://x.example/p> 1 .'],
  ['Turtle', '[] a <http://x.example/B> .'],
  ['Turtle', '[ a <http://x.example/B> ] .'],
  ['Turtle', '@prefix : <http://x.example/> .\n:a :note "in { braces }" .'],
  ['TriG', '@prefix : <http://x.example/> .\n:g { :a :b :c }'],
  ['TriG', 'GRAPH <http://x.example/g> { <a> <b> <c> }'],
  ['TriG', '{ <http://x.example/a> <http://x.example/b> 1 }'],
  ['N-Triples', '<http://x.example/a> <http://x.example/b> "c"@en .\n_:b <http://x.example/b> _:c .\n'],
  ['N-Quads', '<http://x.example/a> <http://x.example/b> "c" .\n<urn:a> <urn:b> <urn:c> <urn:g> .\n'],
  ['RDF/XML', `<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="${rdf}"></rdf:RDF>`],
  ['RDF/XML', `<dcat:Catalog xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:rdf="${rdf}" rdf:about=""/>`],
  ['JSON-LD', '{"@context":{"dct":"http://purl.org/dc/terms/"},"@id":"a","dct:title":"x"}'],
  [
    'JSON-LD',
    '{"@context":"https://x.example/c","@type":"Dataset","title":"x","description":"y","keyword":[]}',
  ],
  ['JSON-LD', '[{"@id":"http://x.example/a","http://purl.org/dc/terms/title":[{"@value":"x"}]}]'],
  ['JSON-LD', '{"@graph":[]}'],
  ['schema.org json-ld', '{"@context":"https://schema.org/","@type":"Dataset","name":"x"}'],
  ['schema.org json-ld', '[{"@context":"schema.org","@graph":[]}]'],
  [
    'dcat-us json',
    '{"@context":"https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld","dataset":[]}',
  ],
  ['dcat-us json', '{"@type":"dcat:Catalog","dataset":[{"title":"x","bureauCode":["1"]}]}'],
  ['dcat-us json', '[{"title":"x","accessLevel":"public"}]'],
  ['ckan json', '{"help":"h","success":true,"result":{"count":0,"results":[]}}'],
  ['ckan json', '{"id":"a","name":"a","resources":[]}'],
  ['ckan json', '[{"name":"a","title":"A","state":"active","is_organization":true}]'],
  ['ckan json-lines', '{"name":"a","resources":[]}\n{"name":"b","resources":[]}'],
  ['ogd json-lines', '{"index_name":"a","title":"A"}\n{"index_name":"b","title":"B"}\n'],
  ['ogd json-lines', '{"index_name":\n{"index_name":"b","title":"B"}\n'],
  ['ogd json', '{"index_name":"a","title":"A"}'],
  ['ogd json', '{\n "index_name":"a",\n "title":"A"\n}\n{\n "index_name":"b"}'],
  ['ogd json', '{"total":1,"records":[{"index_name":"a","title":"A"}]}'],
  ['ogd json', '[{"op":"delete","record":{"index_name":"a"}}]'],
  ['ogd json', '{"Health":[{"title":"A","file_name":"a.csv"}],"Energy":[]}'],
  ['ogd json', '[{"Dataset Name":"A","Granularity":"State"}]'],
  ['ndsap json', '[{"Title (Required)":"A","Description (Required)":"B"}]'],
  ['ndsap json', '{"catalogs":[{"title":"A","keywords":"b"}],"resources":[]}'],
  ['ndsap json', '{"Title":"A","Description":"B","Resources":[]}'],
  ['ndsap json', '[]'],
  ['ndsap CSV ","', 'Title,Description\nA,"b;c;d;e"\n'],
  ['ndsap CSV ";"', 'TITLE (Required);Sector & Sub-Sector (Required)\nA;b,c,d,e\n'],
  ['ndsap CSV "\t"', 'title\tdescription\nA\tb\n'],
  ['ndsap CSV "|"', 'Title|Access_Method\nA|b\n'],
  ['ndsap CSV ";"', 'sep=;\nTitle;Description\nA;b\n'],
  ['ndsap CSV ","', 'शीर्षक,विवरण,आवृत्ति\nवर्षा,मासिक,मासिक\n'],
  ['ndsap CSV ","', 'Datasets of 2026\n\nTitle,Description\nA,b\n'],
  ['ndsap CSV ","', 'Title (Hindi),Title@en,Name\nA,b,c\n'],
  ['ogd CSV ","', 'index_name,title,org\na,A,b\n'],
];

describe('recognise source', () => {
  for (const [expected, content] of byContent) {
    it(`takes ${JSON.stringify(content.slice(0, 60))} for ${expected}`, () => {
      assert.equal(recognise(content), expected);
      assert.equal(recognise(content, 'misleading.pdf'), expected);
    });
  }

  it('lets the extension decide between near-identical syntaxes only', () => {
    const triple = '<http://x.example/a> <http://x.example/b> <http://x.example/c> .\n';
    assert.equal(recognise(triple, 'a.nq'), 'N-Quads');
    assert.equal(recognise(triple, 'a.nq.gz'), 'N-Quads');
    assert.equal(recognise(triple, 'a.xml'), 'N-Triples');
    assert.equal(recognise('@prefix : <http://x.example/> .', 'a.trig'), 'TriG');
  });

  it('takes prose that names elements for no sheet', () => {
    const prose =
      'About the files\n\nThe rows hold title, description, keywords, sector.\nTitle, description, sector\nare given, too, for each, of, them, all.\nThe end.';
    assert.throws(() => recognise(prose), /in no format that is known|is a table, but no row/);
  });

  it('reads JSON as the profile that is named', () => {
    assert.equal(recognise('{"title":"A","description":"B"}', 'x', 'ckan'), 'ckan json');
    assert.equal(recognise('{"title":"A","description":"B"}', 'x', 'dcat'), 'JSON-LD');
  });

  it('refuses a profile that the format cannot have, and says which it has', () => {
    const refused = (content: string, profile: Profile, message: RegExp) =>
      assert.throws(
        () => recognise(content, 'x', profile),
        (error) => error instanceof Failure && error.code === 'unknown-format' && message.test(error.message),
      );
    refused(
      '<urn:a> <urn:b> <urn:c> .',
      'ckan',
      /x is N-Triples, which --from ckan does not read.*--from dcat/,
    );
    refused('Title,Description\n', 'dcat', /CSV sheet.*--from ndsap/);
  });
});
