import assert from 'node:assert/strict';
import { renderDocumentPage } from '../../../../src/http/pages/document-page.tsx';
import { propertyLabels } from '../../../../src/resources/property-labels.ts';
import { viewResource } from '../../../../src/resources/resource-view.ts';
import type { RecordHead } from '../../../../src/store/record-store.ts';
import type { Iri } from '../../../../src/vocabulary/iri.ts';
import { parseTurtle } from '../../../acceptance/running-portal.ts';
import { base, openPages } from './support/page-context.ts';

const topic = `${base}id/dataset/rain` as Iri;
const distribution = `${base}id/distribution/rain/1` as Iri;
const turtle = `
<id/dataset/rain> a dcat:Dataset ; dct:title "Rain"@en ;
  dct:temporal <id/dataset/rain#period> ;
  dcat:distribution <id/distribution/rain/1> , <id/distribution/rain/2> .
<id/dataset/rain#period> a dct:PeriodOfTime ; dcat:startDate "2016-04-01"^^xsd:date ; dcat:endDate "2017-03-31"^^xsd:date .
<id/distribution/rain/1> a dcat:Distribution ; dct:title "Table"@en ;
  dct:license <https://creativecommons.org/licenses/by/4.0/> ;
  dcat:accessURL <https://example.org/rain> ; dcat:downloadURL <https://example.org/rain.csv> ;
  dcat:byteSize "48213"^^xsd:nonNegativeInteger ; ndsap:starLevel <def/star-level/3> ;
  spdx:checksum <id/distribution/rain/1#checksum> .
<id/distribution/rain/1#checksum> a spdx:Checksum ;
  spdx:algorithm <http://spdx.org/rdf/terms#checksumAlgorithm_sha256> ; spdx:checksumValue "ab12"^^xsd:hexBinary .
<id/distribution/rain/2> a dcat:Distribution ; dct:title "Interface"@en ; dcat:accessURL <javascript:alert(1)> .
`;
const head: RecordHead = {
  document: `${base}doc/dataset/rain` as Iri,
  topic,
  kind: 'dataset',
  state: 'live',
  version: '0'.repeat(64),
  sequence: 1,
  issued: '2026-01-01T00:00:00Z',
  modified: '2026-01-02T00:00:00Z',
  policy: `${base}def/policy/dcat` as Iri,
  policyVersion: '1',
  warnings: 0,
};

describe('renderDocumentPage', () => {
  let pages: Awaited<ReturnType<typeof openPages>>;
  before(async () => {
    pages = await openPages();
  });
  after(() => pages.close());

  function page(options: { subject?: Iri; jsonLd?: object } = {}): string {
    return renderDocumentPage({
      context: pages.context('/doc/dataset/rain'),
      view: viewResource(head, parseTurtle(turtle, base), propertyLabels(base)),
      formats: [],
      inbound: { topics: [], total: 0 },
      ...options,
    });
  }

  it('tells a period by its ends, and the licence of the distributions where the dataset states none', () => {
    const facts = /<dl class="facts">(.*?)<\/dl>/s.exec(page())?.[1] ?? '';
    assert.match(facts, />1 April 2016<\/time> – <time[^>]*>31 March 2017</);
    assert.match(facts, /Licence<\/dt>.*CC BY 4\.0/s);
  });

  it('shows stars as signs and in words', () => {
    assert.match(page(), /<span aria-hidden="true">★★★☆☆<\/span>.*\(3 of 5 stars\)/s);
  });

  it('is about a distribution where one is named', () => {
    const made = page({ subject: distribution });
    assert.match(made, /<h1>Table<\/h1>/);
    assert.match(made, /<title>Table – Rain – Example Portal<\/title>/);
    assert.match(made, /Part of the dataset <a href="[^"]*\/id\/dataset\/rain">/);
    assert.match(made, /href="https:\/\/example\.org\/rain\.csv"[^>]*>Download \(example\.org\)/);
    for (const fact of ['48.2 kB', '★★★☆☆', 'CC BY 4.0', 'SHA256', 'ab12', `${distribution}</code>`]) {
      assert.ok(made.includes(fact), fact);
    }
    assert.ok(!made.includes('Interface'), 'nothing of the other distribution');
  });

  it('is about the dataset where the subject is none of its parts', () => {
    assert.equal(page({ subject: `${base}id/distribution/other` as Iri }), page());
  });

  it('links nothing that could run a script', () => {
    assert.doesNotMatch(page(), /href="javascript:/i);
    assert.doesNotMatch(page({ subject: `${base}id/distribution/rain/2` as Iri }), /href="javascript:/i);
  });

  it('carries the words of schema.org that it is given', () => {
    const jsonLd = { '@context': 'https://schema.org/', '@type': 'Dataset', name: '</script>' };
    const data = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(page({ jsonLd }))?.[1];
    assert.deepEqual(JSON.parse(data ?? ''), jsonLd);
  });
});
