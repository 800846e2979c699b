import assert from 'node:assert/strict';
import { AllowedEndpoints } from '../../../src/fetch/allowed-endpoints.ts';
import { Failure } from '../../../src/model/failure.ts';

const allowed = new AllowedEndpoints([
  'https://query.example.org/sparql',
  'https://data.example.org/ns/*',
  'http://127.0.0.1:8081/sparql',
  'http://localhost:3030/ds*',
  'http://[::1]:7200/repositories/x',
  'http://fuseki.example.net:3030/ds/query?named=a',
  '10.1.0.0/16',
  '192.168.7.7',
  'fd12:3456::/32',
]);

const listed = [
  'https://query.example.org/sparql',
  'https://query.example.org:443/sparql',
  'HTTPS://QUERY.example.ORG/sparql',
  'https://query.example.org/x/../sparql',
  'https://query.example.org/sparql#part',
  'https://data.example.org/ns/',
  'https://data.example.org/ns/a/b?c=d',
  'http://127.0.0.1:8081/sparql',
  'http://2130706433:8081/sparql',
  'http://0x7f.0.0.1:8081/sparql',
  'http://0177.0.0.1:8081/sparql',
  'http://127.1:8081/sparql',
  'http://localhost:3030/ds/sparql',
  'http://localhost:3030/ds',
  'http://[0:0:0:0:0:0:0:1]:7200/repositories/x',
  'http://fuseki.example.net:3030/ds/query?named=a',
];

const unlisted = [
  'http://query.example.org/sparql',
  'https://query.example.org/sparql/',
  'https://query.example.org/sparql?x=y',
  'https://query.example.org:8443/sparql',
  'https://query.example.org./sparql',
  'https://query.example.org.evil.net/sparql',
  'https://query.example.org@evil.net/sparql',
  'https://user@query.example.org/sparql',
  'https://user:secret@query.example.org/sparql',
  'https://evil.net/#https://query.example.org/sparql',
  'https://evil.net\\@query.example.org/sparql',
  'https://data.example.org/ns/../secret',
  'https://data.example.org/ns/%2e%2e/secret',
  'https://data.example.org/nsx',
  'http://127.0.0.1:8080/sparql',
  'http://127.0.0.1/sparql',
  'http://127.0.0.2:8081/sparql',
  'http://0.0.0.0:8081/sparql',
  'http://[::ffff:127.0.0.1]:8081/sparql',
  'http://[::ffff:7f00:1]:8081/sparql',
  'http://169.254.169.254/latest/meta-data/',
  'http://10.1.2.3/sparql',
  'http://192.168.7.7/sparql',
  'http://[fd12:3456::1]/sparql',
  'http://localhost:3031/ds/sparql',
  'http://localhost.:3030/ds',
  'ftp://query.example.org/sparql',
  'file:///etc/passwd',
  'data:text/turtle,<a> <b> <c> .',
  'javascript:alert(1)',
  'urn:x:sparql',
  '//query.example.org/sparql',
  'sparql',
  '',
];

const public6 = '2a00:1450:4001:830::200e';

/** Host of a listed URL, address that it resolves to. */
const reachable: readonly [string, string][] = [
  ['query.example.org', '93.184.216.34'],
  ['query.example.org', public6],
  ['query.example.org', '10.1.255.254'],
  ['query.example.org', '::ffff:10.1.0.1'],
  ['query.example.org', '192.168.7.7'],
  ['query.example.org', 'fd12:3456:789a::1'],
  ['localhost', '127.0.0.1'],
  ['localhost', '::1'],
  ['127.0.0.1', '127.0.0.1'],
  ['[::1]', '::1'],
];

const unreachable: readonly [string, string][] = [
  ['query.example.org', '127.0.0.1'],
  ['query.example.org', '127.8.9.1'],
  ['query.example.org', '0.0.0.0'],
  ['query.example.org', '10.0.0.1'],
  ['query.example.org', '10.2.0.1'],
  ['query.example.org', '172.16.3.4'],
  ['query.example.org', '192.168.7.8'],
  ['query.example.org', '169.254.169.254'],
  ['query.example.org', '100.64.0.1'],
  ['query.example.org', '198.18.0.1'],
  ['query.example.org', '224.0.0.1'],
  ['query.example.org', '255.255.255.255'],
  ['query.example.org', '::'],
  ['query.example.org', '::1'],
  ['query.example.org', 'fe80::1'],
  ['query.example.org', 'fc00::1'],
  ['query.example.org', 'fd00:ec2::254'],
  ['query.example.org', '::ffff:127.0.0.1'],
  ['query.example.org', '::ffff:169.254.169.254'],
  ['query.example.org', '64:ff9b::7f00:1'],
  ['query.example.org', '2002:7f00:1::'],
  ['query.example.org', 'not an address'],
  ['localhost', '10.0.0.1'],
  ['localhost', '169.254.169.254'],
  ['localhost.example.org', '127.0.0.1'],
];

function refused(call: () => unknown): Failure {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'endpoint-refused');
    return error;
  }
  throw new assert.AssertionError({ message: 'was not refused' });
}

describe('AllowedEndpoints', () => {
  for (const endpoint of listed) {
    it(`allows ${endpoint}`, () => assert.ok(allowed.check(endpoint) instanceof URL));
  }

  for (const endpoint of unlisted) {
    it(`refuses ${endpoint || 'nothing'}`, () => {
      assert.ok(refused(() => allowed.check(endpoint)).message.includes(`<${endpoint}>`));
    });
  }

  for (const [host, address] of reachable) {
    it(`connects ${host} to ${address}`, () => allowed.checkAddress(host, address));
  }

  for (const [host, address] of unreachable) {
    it(`does not connect ${host} to ${address}`, () => {
      assert.ok(refused(() => allowed.checkAddress(host, address)).message.includes(address));
    });
  }

  it('says how to allow what it refuses', () => {
    const { message } = refused(() => allowed.check('https://dbpedia.org/sparql'));
    assert.match(message, /--federate https:\/\/dbpedia\.org\/sparql/);
    assert.match(
      refused(() => allowed.checkAddress('a.example', '10.9.9.9')).message,
      /--federate 10\.9\.9\.9/,
    );
  });

  it('allows nothing by default', () => {
    const nothing = new AllowedEndpoints([]);
    assert.ok(nothing.none);
    refused(() => nothing.check('https://query.example.org/sparql'));
  });

  it('names every bad entry at once', () => {
    const bad = [
      'query.example.org',
      'ftp://query.example.org/',
      'https://*.example.org/sparql',
      'https://query.example.org*',
      'https://u:p@query.example.org/sparql',
      'https://query.example.org/sparql#x',
      '10.0.0.0/33',
      '*',
    ];
    assert.throws(
      () => new AllowedEndpoints([...bad, 'https://query.example.org/sparql']),
      (error: unknown) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, 'invalid-configuration');
        assert.equal(error.message.split('\n').length, bad.length);
        for (const entry of bad) assert.ok(error.message.includes(`"${entry}"`), entry);
        return true;
      },
    );
  });
});
