import assert from 'node:assert/strict';
import { dateFormatFor, readDateValue } from '../../../src/csvw/date-values.ts';

function read(datatype: string, format: string | undefined, text: string): string | undefined {
  const known = format === undefined ? undefined : dateFormatFor(datatype, format);
  if (format !== undefined) assert.ok(known, format);
  return readDateValue(datatype, text, known)?.text;
}

describe('dates and times', () => {
  it('reads the formats of the model', () => {
    for (const [format, text] of [
      ['yyyy-MM-dd', '2015-03-22'],
      ['yyyyMMdd', '20150322'],
      ['dd-MM-yyyy', '22-03-2015'],
      ['d-M-yyyy', '22-3-2015'],
      ['M/d/yyyy', '3/22/2015'],
      ['dd.MM.yyyy', '22.03.2015'],
    ] as const)
      assert.equal(read('date', format, text), '2015-03-22', format);
    assert.equal(read('time', 'HHmm', '1502'), '15:02:00');
    assert.equal(read('time', 'HH:mm:ss.SSS', '15:02:37.14'), '15:02:37.14');
    assert.equal(read('time', 'HH:mm:ss.SSS', '15:02:37'), '15:02:37');
    assert.equal(read('dateTime', 'yyyy-MM-ddTHH:mm', '2015-03-15T15:02'), '2015-03-15T15:02:00');
    assert.equal(read('datetime', 'dd/MM/yyyy HH:mm:ss', '15/03/2015 15:02:37'), '2015-03-15T15:02:37');
    assert.equal(read('gYearMonth', 'MM/yyyy', '03/2015'), '2015-03');
  });

  it('reads time zones as each marker allows', () => {
    assert.equal(read('time', 'HH:mm X', '15:02 Z'), '15:02:00Z');
    assert.equal(read('time', 'HH:mm X', '15:02 -08'), '15:02:00-08:00');
    assert.equal(read('time', 'HH:mmXX', '15:02+0530'), '15:02:00+05:30');
    assert.equal(read('time', 'HH:mmXXX', '15:02+05:30'), '15:02:00+05:30');
    assert.equal(read('time', 'HH:mm x', '15:02 Z'), undefined);
    assert.equal(read('time', 'HH:mm xxx', '15:02 +0530'), undefined);
    assert.equal(read('time', 'HH:mm X', '15:02 +99'), undefined);
  });

  it('knows the calendar', () => {
    assert.equal(read('date', undefined, '2024-02-29'), '2024-02-29');
    assert.equal(read('date', 'dd/MM/yyyy', '29/02/2023'), undefined);
    assert.equal(read('date', 'dd/MM/yyyy', '31/04/2023'), undefined);
    assert.equal(read('date', 'MM/dd/yyyy', '22/03/2015'), undefined);
    assert.equal(read('time', undefined, '24:00:00'), '24:00:00');
    assert.equal(read('time', undefined, '24:00:01'), undefined);
    assert.equal(read('time', undefined, '12:60:00'), undefined);
  });

  it('reads what XML Schema writes where there is no format', () => {
    for (const [datatype, text] of [
      ['dateTime', '2015-03-15T15:02:37.5+05:30'],
      ['dateTimeStamp', '2015-03-15T15:02:37Z'],
      ['gYear', '1960'],
      ['gYear', '-0044'],
      ['gMonth', '--11'],
      ['gDay', '---31'],
      ['gMonthDay', '--02-29'],
    ] as const)
      assert.equal(read(datatype, undefined, text), text);
    assert.equal(read('dateTimeStamp', undefined, '2015-03-15T15:02:37'), undefined);
    assert.equal(read('gYear', undefined, '60'), undefined);
    assert.equal(read('date', undefined, '15.03.2015'), undefined);
  });

  it('knows no format that is none, or does not give what the datatype needs', () => {
    for (const format of ['', 'dd MMM yyyy', 'yy-MM-dd', 'yyyy', 'foo', 'yyyy-MM-dd HH:mm', 'dd-dd-yyyy'])
      assert.equal(dateFormatFor('date', format), undefined, format);
  });

  it('orders moments by their zones', () => {
    const order = (text: string) => readDateValue('dateTime', text)?.order ?? Number.NaN;
    assert.equal(order('2015-03-15T15:00:00+05:30'), order('2015-03-15T09:30:00Z'));
    assert.ok(order('2015-03-15T15:00:00.5Z') > order('2015-03-15T15:00:00Z'));
    assert.ok(order('0099-01-01T00:00:00Z') < order('0100-01-01T00:00:00Z'));
  });
});
