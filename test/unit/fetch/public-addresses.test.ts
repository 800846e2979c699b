import assert from 'node:assert/strict';
import { PublicAddresses } from '../../../src/fetch/public-addresses.ts';
import { Failure } from '../../../src/model/failure.ts';
import { failing, wording } from './support/loopback.ts';

const listed = new PublicAddresses(
  ['localhost', 'ckan.intra.example', 'डेटा.भारत', '10.1.0.0/16', '192.168.7.7', 'fd12:3456::/32', '[::1]'],
  wording,
);
const unlisted = new PublicAddresses([], wording);

const open = [
  'https://data.example.org/a?b=c#part',
  'http://93.184.216.34/',
  'http://[2a00:1450:4001:830::200e]/',
  'http://localhost/',
  'http://data.example.org.:8080/',
];

const closed = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.0.0.1/',
  'http://017700000001/',
  'http://127.0.0.1./',
  'http://１２７.0.0.1/',
  'http://0.0.0.0/',
  'http://0/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.7.7/',
  'http://169.254.169.254/latest/meta-data/',
  'http://168.63.129.16/',
  'http://100.100.100.200/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::]/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::127.0.0.1]/',
  'http://[::7f00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[fec0::1]/',
  'http://[fd00:ec2::254]/',
  'http://[4000::1]/',
  'ftp://data.example.org/',
  'file:///etc/passwd',
  'data:text/turtle,<a> <b> <c> .',
  'gopher://data.example.org/',
  'https://user@data.example.org/',
  '//data.example.org/',
  'data.example.org',
  '',
];

/** Host of a URL, what it resolves to, and whether it may with `listed`. */
const resolved: readonly [string, string, boolean][] = [
  ['data.example.org', '93.184.216.34', true],
  ['data.example.org', '10.1.2.3', true],
  ['data.example.org', '::ffff:10.1.2.3', true],
  ['data.example.org', '192.168.7.7', true],
  ['data.example.org', '::1', true],
  ['data.example.org', '10.2.0.1', false],
  ['data.example.org', '127.0.0.1', false],
  ['data.example.org', '169.254.169.254', false],
  ['data.example.org', 'fe80::1%eth0', false],
  ['data.example.org', 'nonsense', false],
  ['ckan.intra.example', '172.16.9.9', true],
  ['ckan.intra.example', 'fc00::9', true],
  ['ckan.intra.example.', '100.64.1.1', true],
  ['xn--h2brkl1a.xn--h2brj9c', '127.0.0.1', false],
  ['ckan.intra.example', '169.254.169.254', false],
  ['ckan.intra.example', '0.0.0.0', false],
  ['evil.ckan.intra.example', '172.16.9.9', false],
  ['localhost', '127.0.0.1', true],
  ['localhost.', '127.0.0.1', true],
  ['localhost', '172.16.9.9', false],
  ['localhost.example.org', '127.0.0.1', false],
];

describe('PublicAddresses', () => {
  for (const address of open)
    it(`lets pass ${address}`, () =>
      assert.equal(unlisted.check(address).href, new URL(address).href.replace(/#.*/, '')));

  for (const address of closed)
    it(`refuses ${address || 'nothing'}`, () => {
      assert.throws(
        () => unlisted.check(address),
        (error) => failing(error, 'source-refused').message.length > 0,
      );
    });

  for (const [host, address, may] of resolved)
    it(`${may ? 'connects' : 'does not connect'} ${host} to ${address}`, () => {
      if (may) listed.checkAddress(host, address);
      else
        assert.throws(
          () => listed.checkAddress(host, address),
          (error) => failing(error, 'source-refused').message.includes(address),
        );
    });

  it('connects a listed name in the letters of its country', () => {
    const { hostname } = new URL('http://डेटा.भारत/');
    listed.checkAddress(hostname, '10.200.0.1');
  });

  it('lets pass listed addresses, however they are written', () => {
    for (const address of [
      'http://10.1.9.9:5000/',
      'http://0x0a010203/',
      'http://[::1]:80/',
      'http://[::ffff:10.1.0.1]/',
    ])
      assert.ok(listed.check(address) instanceof URL);
  });

  it('says what would allow an address', () => {
    const message = (call: () => unknown) => {
      try {
        call();
      } catch (error) {
        return failing(error, 'source-refused').message;
      }
      throw new assert.AssertionError({ message: 'was not refused' });
    };
    assert.equal(
      message(() => unlisted.check('http://10.0.0.5:8080/x')),
      '<http://10.0.0.5:8080/x> is not fetched: 10.0.0.5 is no public address; list "10.0.0.5" under "allow" of the source.',
    );
    assert.match(
      message(() => unlisted.checkAddress('ckan.example', '10.0.0.5')),
      /resolves to 10\.0\.0\.5.*list "ckan\.example" under/,
    );
    assert.match(
      message(() => unlisted.checkAddress('ckan.example', '169.254.169.254')),
      /list "169\.254\.169\.254" under/,
    );
  });

  it('does not tell passwords', () => {
    assert.throws(
      () => unlisted.check('https://user:geheim@data.example.org/x?y'),
      (error) => !failing(error, 'source-refused').message.includes('geheim'),
    );
  });

  it('names every bad entry at once', () => {
    const bad = [
      'http://data.example.org/',
      'data.example.org:80',
      '*.example.org',
      '10.0.0.0/33',
      'a b',
      '',
      'u@h',
    ];
    assert.throws(
      () => new PublicAddresses([...bad, 'good.example.org'], wording),
      (error: unknown) => {
        assert.ok(error instanceof Failure);
        assert.equal(error.code, 'invalid-configuration');
        assert.equal(error.message.split('\n').length, bad.length);
        return true;
      },
    );
  });
});
