import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseAddress, parseMail } from '../../../../src/mapping/values/address.ts';
import { parseByteSize } from '../../../../src/mapping/values/byte-size.ts';
import { parseChecksum } from '../../../../src/mapping/values/checksum.ts';
import { parseDate } from '../../../../src/mapping/values/date.ts';
import { frequencyOfInterval, isInterval } from '../../../../src/mapping/values/frequency.ts';
import { parseGeometry } from '../../../../src/mapping/values/geometry.ts';
import { languageCode, languageOf, languageTag } from '../../../../src/mapping/values/language.ts';
import { isNoLicence, licenceIri } from '../../../../src/mapping/values/licence.ts';
import { splitList } from '../../../../src/mapping/values/list.ts';
import { parsePeriod } from '../../../../src/mapping/values/period.ts';
import { parsePrice } from '../../../../src/mapping/values/price.ts';
import { decodeEntities, saysNothing, textsOf, withoutTags } from '../../../../src/mapping/values/text.ts';
import { parseTruth } from '../../../../src/mapping/values/truth.ts';

function dated(text: string): string {
  const read = parseDate(text);
  return read.type === 'date' ? `${read.lexical} ${read.datatype.split('#')[1]}` : read.type;
}

describe('parseDate', () => {
  const cases: Record<string, string> = {
    '2016-04-12': '2016-04-12 date',
    '12/04/2016': '2016-04-12 date',
    '12.04.2016': '2016-04-12 date',
    '12-04-2016': '2016-04-12 date',
    '12-Apr-2016': '2016-04-12 date',
    '12-Apr-16': '2016-04-12 date',
    '12th April, 2016': '2016-04-12 date',
    'April 12, 2016': '2016-04-12 date',
    'Tuesday, August 18, 2015': '2015-08-18 date',
    '१२/०४/२०१६': '2016-04-12 date',
    '12 अप्रैल 2016': '2016-04-12 date',
    '20160412': '2016-04-12 date',
    'April 2016': '2016-04 gYearMonth',
    'अप्रैल 2016': '2016-04 gYearMonth',
    '2016-04': '2016-04 gYearMonth',
    '04/2016': '2016-04 gYearMonth',
    '2016': '2016 gYear',
    '2020-12-22T08:09:22Z': '2020-12-22T08:09:22Z dateTime',
    '2014-12-01T10:29:19.414595': '2014-12-01T10:29:19.414595 dateTime',
    '2020-12-22 08:09:22+0530': '2020-12-22T08:09:22+05:30 dateTime',
    '18-02-2025 21:00:00': '2025-02-18T21:00:00 dateTime',
    '18-02-2025 9:05 PM IST': '2025-02-18T21:05:00+05:30 dateTime',
    '29/02/2016': '2016-02-29 date',
    '31/02/2016': 'impossible',
    '29/02/2015': 'impossible',
    '2016-13-01': 'impossible',
    '04/25/2016': 'impossible',
    '0201-12-31': 'impossible',
    '2020-01-01T25:00:00Z': 'impossible',
    '2020-01-01T10:60:00Z': 'impossible',
    soon: 'unreadable',
    '12 Foo 2016': 'unreadable',
    '12-04-2016 to 13-04-2016': 'unreadable',
  };
  for (const [text, expected] of Object.entries(cases))
    it(`${text} → ${expected}`, () => assert.equal(dated(text), expected));

  it('reads every day back that exists, whichever way it is written', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('1000-01-01T00:00:00Z'),
          max: new Date('2999-12-31T00:00:00Z'),
          noInvalidDate: true,
        }),
        (date) => {
          const iso = date.toISOString().slice(0, 10);
          const [y, m, d] = iso.split('-');
          assert.equal(dated(iso), `${iso} date`);
          assert.equal(dated(`${d}/${m}/${y}`), `${iso} date`);
        },
      ),
    );
  });
});

describe('parsePeriod', () => {
  function span(text: string): string | undefined {
    const read = parsePeriod(text);
    return read && `${read.start?.lexical ?? ''}/${read.end?.lexical ?? ''}`;
  }
  const cases: Record<string, string | undefined> = {
    '2012-01-01/2013-01-01': '2012-01-01/2013-01-01',
    '[1970-01-01T00:00:00 TO 2019-12-31T23:59:59]': '1970-01-01T00:00:00/2019-12-31T23:59:59',
    '[2015-01-01T00:00:00 TO *]': '2015-01-01T00:00:00/',
    '2012 to 2014': '2012/2014',
    '2001-2011': '2001/2011',
    '2015-16': '2015/2016',
    '1999-00': '1999/2000',
    'January 2012 - March 2012': '2012-01/2012-03',
    '2011': '2011/2011',
    '2012/..': '2012/',
    'the sixties': undefined,
    '2012-02-31/2013': undefined,
  };
  for (const [text, expected] of Object.entries(cases))
    it(`${text} → ${expected}`, () => assert.equal(span(text), expected));
});

describe('splitList', () => {
  it('parts by commas and lines, trims, and says each once', () => {
    assert.deepEqual(splitList('prices, CPI,  inflation,cpi,\nfood\r\n'), [
      'prices',
      'CPI',
      'inflation',
      'food',
    ]);
  });
  it('respects quotation marks', () => {
    assert.deepEqual(splitList('"Wheat, durum", rice'), ['Wheat, durum', 'rice']);
    assert.deepEqual(splitList('5" pipes, 6" pipes'), ['5" pipes', '6" pipes']);
    assert.deepEqual(splitList('"never closed, rice'), ['never closed', 'rice']);
  });
  it('parts by semicolons where there is nothing else', () => {
    assert.deepEqual(splitList('a; b'), ['a', 'b']);
    assert.deepEqual(splitList('a; b, c'), ['a; b', 'c']);
  });
});

describe('texts', () => {
  it('takes numbers and nested arrays, and nothing from null', () => {
    assert.deepEqual(textsOf([' a ', 7, null, [true, ['b']], '']), ['a', '7', 'true', 'b']);
    assert.deepEqual(textsOf({ a: 1 }), ['{"a":1}']);
  });
  it('drops what no XML can carry', () => assert.deepEqual(textsOf('a\u0000b\ud800c'), ['abc']));
  it('decodes character references once and keeps what is no HTML', () => {
    assert.equal(decodeEntities('A &amp;amp; B &#39;x&#39; &foo; &#xD800;'), "A &amp; B 'x' &foo; &#xD800;");
    assert.equal(withoutTags('<b>Crimes</b> <Chandigarh>').trim(), 'Crimes  <Chandigarh>');
  });
  it('knows how sheets say nothing', () => {
    for (const text of ['NA', 'n/a', '-', '--', 'Nil', 'None']) assert.equal(saysNothing(text), true, text);
    for (const text of ['Nagaland', 'No', '0']) assert.equal(saysNothing(text), false, text);
  });
});

describe('languageOf', () => {
  it('goes by the script', () => {
    assert.equal(languageOf('वर्षा', 'en'), 'hi');
    assert.equal(languageOf('வானிலை', 'en'), 'ta');
    assert.equal(languageOf('Rainfall (वर्षा) by district', 'en'), 'en');
    assert.equal(languageOf('rain', 'fr'), 'fr');
  });
  it('lets the default language decide where it is written in that script', () => {
    assert.equal(languageOf('वर्षा', 'mr'), 'mr');
    assert.equal(languageOf('Rainfall', 'hi'), 'en');
    assert.equal(languageOf('2011', 'hi'), 'hi');
  });
  it('knows languages by name and code', () => {
    assert.equal(languageTag('हिन्दी'), 'hi');
    assert.equal(languageCode('en-IN'), 'ENG');
    assert.equal(languageCode('us-EN'), undefined);
  });
});

describe('further values', () => {
  it('addresses: trimmed, completed, refused', () => {
    assert.deepEqual(parseAddress(' https://x.in/a '), { iri: 'https://x.in/a', mended: false });
    assert.deepEqual(parseAddress('www.x.in'), { iri: 'http://www.x.in', mended: true });
    assert.deepEqual(parseAddress('http://x.in/my file.xls'), {
      iri: 'http://x.in/my%20file.xls',
      mended: true,
    });
    for (const bad of [
      'see note',
      'javascript:alert(1)',
      'C:/data.csv',
      'http:///x',
      'http://a b.in/',
      'a',
      '',
    ])
      assert.equal(parseAddress(bad), undefined, bad);
  });
  it('mail', () => {
    assert.equal(parseMail(' ian@birmingham.gov.uk '), 'mailto:ian@birmingham.gov.uk');
    assert.equal(parseMail('ndsap[at]gov[dot]in'), 'mailto:ndsap@gov.in');
    assert.equal(parseMail('mailto:a@b.in'), 'mailto:a@b.in');
    for (const bad of ['a@b', 'nobody', 'a b@c.in', '']) assert.equal(parseMail(bad), undefined, bad);
  });
  it('sizes', () => {
    assert.equal(parseByteSize('12345'), 12345);
    assert.equal(parseByteSize('12 KB'), 12288);
    assert.equal(parseByteSize('1,234 bytes'), 1234);
    assert.equal(parseByteSize('1.5 MiB'), 1572864);
    for (const bad of ['-1', 'big', '99999999 TB']) assert.equal(parseByteSize(bad), undefined, bad);
  });
  it('yes and no', () => {
    assert.deepEqual(['Yes', 'हाँ', 'NO', 'नहीं', 'maybe'].map(parseTruth), [
      true,
      true,
      false,
      false,
      undefined,
    ]);
  });
  it('intervals', () => {
    assert.equal(frequencyOfInterval('R/P1W'), 'WEEKLY');
    assert.equal(frequencyOfInterval('R/PT1S'), 'UPDATE_CONT');
    assert.equal(frequencyOfInterval('R/P17D'), undefined);
    assert.equal(isInterval('2016-01-01'), false);
  });
  it('licences', () => {
    assert.equal(licenceIri('CC BY 4.0'), 'https://creativecommons.org/licenses/by/4.0/');
    assert.equal(licenceIri('uk-ogl'), 'http://reference.data.gov.uk/id/open-government-licence');
    assert.equal(licenceIri('GODL-India'), 'https://data.gov.in/government-open-data-license-india');
    assert.equal(licenceIri('constructor'), undefined);
    assert.equal(isNoLicence('notspecified'), true);
  });
  it('prices', () => {
    assert.deepEqual(parsePrice('₹ 1,500'), { amount: '1500', currency: 'INR' });
    assert.deepEqual(parsePrice('Rs. 500/-'), { amount: '500', currency: 'INR' });
    assert.deepEqual(parsePrice('Free'), { amount: '0' });
    assert.equal(parsePrice('500 to 700'), undefined);
  });
  it('checksums', () => {
    assert.equal(
      parseChecksum('43f32bff94876bd377627bf8af89a692')?.algorithm,
      'http://spdx.org/rdf/terms#checksumAlgorithm_md5',
    );
    assert.equal(parseChecksum('sha1:43f32bff94876bd377627bf8af89a692'), undefined);
    assert.equal(parseChecksum('W/"etag"'), undefined);
  });
  it('geometry', () => {
    assert.equal(
      parseGeometry('{"type":"Polygon","coordinates":[[[77,12],[78,12],[78,13],[77,12]]]}')?.bbox,
      'POLYGON((77 13,78 13,78 12,77 12,77 13))',
    );
    assert.equal(
      parseGeometry('68.1,6.7,97.4,35.5')?.bbox,
      'POLYGON((68.1 35.5,97.4 35.5,97.4 6.7,68.1 6.7,68.1 35.5))',
    );
    for (const bad of ['{"type":"Point","coordinates":["a"]}', '{', '1,2,3', '200,0,201,1', 'Karnataka'])
      assert.equal(parseGeometry(bad), undefined, bad);
  });
});
