import assert from 'node:assert/strict';
import { hrefOf } from '../../../src/browser/page-tools.ts';

const data = {
  endpoint: '/data/sparql',
  statistics: '/data/.well-known/void',
  base: 'https://data.example.gov.in/',
  path: '/data/',
  prefixes: {},
  examples: [],
};

describe('links of an answer', () => {
  it('lead to the portal at the address from which the page came', () => {
    assert.equal(hrefOf({ data }, 'https://data.example.gov.in/id/dataset/a'), '/data/id/dataset/a');
  });

  it('lead to the web and to nothing that could run a script', () => {
    assert.equal(
      hrefOf({ data }, 'http://www.wikidata.org/entity/Q1185'),
      'http://www.wikidata.org/entity/Q1185',
    );
    assert.equal(hrefOf({ data }, 'mailto:office@example.gov.in'), 'mailto:office@example.gov.in');
    for (const iri of ['javascript:alert(1)', 'data:text/html,x', 'urn:isbn:1', 'file:///etc/passwd']) {
      assert.equal(hrefOf({ data }, iri), undefined, iri);
    }
  });

  it('do not mistake a path for the name of another host', () => {
    const root = { ...data, path: '/' };
    const odd = 'https://data.example.gov.in//other.example/x';
    assert.equal(hrefOf({ data: root }, odd), odd);
  });
});
