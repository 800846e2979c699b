import type { Literal } from '@rdfjs/types';
import { parseDate } from '../../mapping/values/date.ts';
import { literal } from '../../rdf/terms.ts';
import type { Iri } from '../../vocabulary/iri.ts';
import { adms, dcat, dct, spdx, xsd } from '../../vocabulary/terms.ts';

type Fit = (value: Literal) => Literal | undefined;

const dates = new Set<string>([xsd.date, xsd.dateTime, xsd.gYear, xsd.gYearMonth]);

/** DCAT-AP 3.0.1 §Date: one of four datatypes; another text is read as a date where it is one. */
const date: Fit = (value) => {
  if (dates.has(value.datatype.value)) return value;
  const read = parseDate(value.value);
  return read.type === 'date' ? literal(read.lexical, { datatype: read.datatype }) : undefined;
};

function matching(pattern: RegExp, datatype: Iri): Fit {
  return (value) => {
    if (value.datatype.value === datatype) return value;
    const lexical = pattern.exec(value.value.trim())?.[1];
    return lexical === undefined ? undefined : literal(lexical, { datatype });
  };
}

const decimal = matching(/^([-+]?\d+(?:\.\d+)?)$/, xsd.decimal);
const duration = matching(
  /^(P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)$/,
  xsd.duration,
);
const whole = matching(/^\+?(\d+)(?:\.0+)?$/, xsd.nonNegativeInteger);
const digits = matching(/^((?:[0-9a-fA-F]{2})+)$/, xsd.hexBinary);
const text: Fit = (value) => value;

/** Properties whose values are literals of a certain kind. */
const fits: ReadonlyMap<string, Fit> = new Map<string, Fit>([
  [dct.issued, date],
  [dct.modified, date],
  [dcat.startDate, date],
  [dcat.endDate, date],
  [dcat.byteSize, whole],
  [dcat.spatialResolutionInMeters, decimal],
  [dcat.temporalResolution, duration],
  [spdx.checksumValue, digits],
  [dct.title, text],
  [dct.description, text],
  [dct.identifier, text],
  [dcat.keyword, text],
  [dcat.version, text],
  [adms.versionNotes, text],
]);

/** Whether DCAT-AP takes literals only as values of the property. */
export function takesLiterals(property: string): boolean {
  return fits.has(property);
}

/** The value with the datatype that DCAT-AP asks for; `undefined` where it is no such value. */
export function fitLiteral(property: string, value: Literal): Literal | undefined {
  return (fits.get(property) ?? text)(value);
}
