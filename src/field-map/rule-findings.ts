import type { Remark } from '../mapping/mapping-findings.ts';
import type { Reason } from '../sources/unreadable.ts';
import type { DateForm } from './rule-date.ts';

export function otherDateForm(forms: readonly DateForm[]): Remark {
  const names = forms.map(({ name }) => name).join(', ');
  return {
    severity: 'warning',
    code: 'other-date-form',
    message: {
      en: `The text is no date of the form that the field map names (${names}). It is kept as text.`,
      hi: `यह पाठ फ़ील्ड-मानचित्र में बताए गए रूप (${names}) की तारीख़ नहीं है। इसे पाठ के रूप में रखा गया है।`,
    },
    remedy: {
      en: 'Correct the date, or add its form to "date" in the field map.',
      hi: 'तारीख़ सुधारें, या फ़ील्ड-मानचित्र के "date" में उसका रूप जोड़ें।',
    },
  };
}

export function missingValue(target: string): Remark {
  return {
    severity: 'violation',
    code: 'missing-value',
    message: {
      en: `The field is empty, but the field map requires it for "${target}".`,
      hi: `यह फ़ील्ड रिक्त है, पर फ़ील्ड-मानचित्र में "${target}" के लिए अनिवार्य है।`,
    },
    remedy: {
      en: 'Fill it in, or leave "required" out of the field map.',
      hi: 'इसे भरें, या फ़ील्ड-मानचित्र से "required" हटाएँ।',
    },
  };
}

export function skippedRow(field: string): Reason {
  return {
    code: 'skipped-row',
    message: {
      en: `The field map passes over this record because of its field "${field}".`,
      hi: `फ़ील्ड-मानचित्र इस अभिलेख को इसके फ़ील्ड "${field}" के कारण छोड़ देता है।`,
    },
    remedy: {
      en: 'Nothing needs to be done; "skip-when" in the field map says which records are meant.',
      hi: 'कुछ करना आवश्यक नहीं; कौन से अभिलेख छोड़े जाएँ, यह फ़ील्ड-मानचित्र का "skip-when" बताता है।',
    },
  };
}

export function fieldNeverMet(field: string, line: number): Reason {
  return {
    code: 'field-never-met',
    message: {
      en: `No record has a field "${field}", which line ${line} of the field map names.`,
      hi: `किसी अभिलेख में फ़ील्ड "${field}" नहीं है, जिसका नाम फ़ील्ड-मानचित्र की पंक्ति ${line} में है।`,
    },
    remedy: {
      en: 'Correct the name, or leave the rule out.',
      hi: 'नाम सुधारें, या वह नियम हटाएँ।',
    },
  };
}
