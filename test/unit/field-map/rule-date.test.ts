import assert from 'node:assert/strict';
import { type DateForm, isIsoDate, parseDateForm } from '../../../src/field-map/rule-date.ts';

function form(name: string): DateForm {
  const read = parseDateForm(name);
  if ('problem' in read) throw new Error(read.problem);
  return read;
}

describe('forms of dates', () => {
  const cases: readonly (readonly [form: string, text: string, date: string | undefined])[] = [
    ['DD/MM/YYYY', '05/04/2023', '2023-04-05'],
    ['DD/MM/YYYY', '5/4/2023', '2023-04-05'],
    ['DD/MM/YYYY', '०५/०४/२०२३', '2023-04-05'],
    ['MM/DD/YYYY', '05/04/2023', '2023-05-04'],
    ['MM/DD/YYYY', '25/04/2023', undefined],
    ['DD/MM/YYYY', '31/02/2023', undefined],
    ['DD.MM.YY', '01.02.99', '1999-02-01'],
    ['DD.MM.YY', '01.02.24', '2024-02-01'],
    ['D MMM YYYY', '3 Aug 2021', '2021-08-03'],
    ['D MMMM YYYY', '३ अगस्त २०२१', '2021-08-03'],
    ['D MMMM YYYY', '3 Augember 2021', undefined],
    ['MMMM, YYYY', 'March, 2020', '2020-03'],
    ['MMM-YY', 'Apr-19', '2019-04'],
    ['YYYYMMDD', '20200131', '2020-01-31'],
    ['YYYY', '2020', '2020'],
    ['DD-MM-YYYY HH:mm', '01-02-2020 9:30', '2020-02-01T09:30:00'],
    ['financial-year', '2019-20', '2019-04-01/2020-03-31'],
    ['financial-year', 'FY 1999-2000', '1999-04-01/2000-03-31'],
    ['financial-year', 'वित्तीय वर्ष २०२२-२३', '2022-04-01/2023-03-31'],
    ['financial-year', '2019-21', undefined],
    ['financial-year-start', '2019–20', '2019-04-01'],
    ['financial-year-end', '2019/20', '2020-03-31'],
    ['excel', '43831', '2020-01-01'],
    ['excel', '12', undefined],
    ['unix', '1577836800', '2020-01-01T00:00:00Z'],
    ['unix', '1577836800000', '2020-01-01T00:00:00Z'],
    ['unix', 'soon', undefined],
  ];
  for (const [name, text, date] of cases)
    it(`${name}: ${text} is ${date ?? 'none'}`, () => assert.equal(form(name).read(text), date));

  it('refuses what is no form', () => {
    const problem = (name: string) => {
      const read = parseDateForm(name);
      return 'problem' in read ? read.problem : '';
    };
    assert.match(problem('DD/MM'), /no year/);
    assert.match(problem('DD YYYY'), /no month/);
    assert.match(problem('MM/MM/YYYY'), /twice/);
    assert.match(problem('whenever'), /financial-year/);
  });

  it('knows dates that a spreadsheet holds as such', () => {
    assert.deepEqual(
      ['2020-01-31', '2020-01', '2020-01-31T10:00:00Z', '2019-04-01/2020-03-31'].map(isIsoDate),
      [true, true, true, true],
    );
    assert.deepEqual(['2020', '31-01-2020', '2020-13', '2020-02-30'].map(isIsoDate), [
      false,
      false,
      false,
      false,
    ]);
  });
});
