import type { Language } from '../model/text.ts';
import { prefixes } from '../vocabulary/prefixes.ts';
import { xsd } from '../vocabulary/terms.ts';

const durationUnits = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
const duration =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const namespaces = Object.entries(prefixes);
const prefixOf = new Map<string, string>(namespaces.map(([prefix, namespace]) => [namespace, prefix]));

/** Days and durations in words; most pages name the same few. */
const knownTexts = new Map<string, string>();
const mostTexts = 4_000;

function remembered(text: string, language: Language, make: () => string): string {
  const key = `${language} ${text}`;
  let shown = knownTexts.get(key);
  if (shown === undefined) {
    shown = make();
    if (knownTexts.size >= mostTexts) knownTexts.clear();
    knownTexts.set(key, shown);
  }
  return shown;
}

const dateFormats = new Map<Language, Intl.DateTimeFormat>();
const unitFormats = new Map<string, Intl.NumberFormat>();

/** To make a formatter takes a hundred times longer than to use it. */
function dateFormat(language: Language): Intl.DateTimeFormat {
  let format = dateFormats.get(language);
  if (!format) {
    format = new Intl.DateTimeFormat(`${language}-IN`, { dateStyle: 'long', timeZone: 'UTC' });
    dateFormats.set(language, format);
  }
  return format;
}

function unitFormat(language: Language, unit: string, unitDisplay: 'long' | 'short'): Intl.NumberFormat {
  const key = `${language} ${unit} ${unitDisplay}`;
  let format = unitFormats.get(key);
  if (!format) {
    const maximumFractionDigits = unit.endsWith('byte') ? 1 : 3;
    format = new Intl.NumberFormat(`${language}-IN`, {
      style: 'unit',
      unit,
      unitDisplay,
      maximumFractionDigits,
    } as Intl.NumberFormatOptions);
    unitFormats.set(key, format);
  }
  return format;
}

/** A literal's lexical form as people read it: dates and durations in words, booleans as yes and no. */
export function displayLiteral(text: string, datatype: string, language: Language): string {
  switch (datatype) {
    case xsd.date:
    case xsd.dateTime:
      return displayDate(text, language);
    case xsd.duration:
      return displayDuration(text, language);
    case xsd.boolean:
      return displayBoolean(text, language);
    default:
      return text;
  }
}

export function displayDate(text: string, language: Language): string {
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)?.[0];
  if (day === undefined) return text;
  const shown = remembered(day, language, () => {
    const time = Date.parse(`${day}T00:00:00Z`);
    return Number.isNaN(time) ? '' : dateFormat(language).format(time);
  });
  return shown === '' ? text : shown;
}

function displayDuration(text: string, language: Language): string {
  return remembered(text, language, () => durationInWords(text, language));
}

function durationInWords(text: string, language: Language): string {
  const parts = duration.exec(text)?.slice(1);
  if (!parts?.some((part) => part !== undefined)) return text;
  return parts
    .flatMap((part, index) => {
      const unit = durationUnits[index];
      if (part === undefined || unit === undefined) return [];
      return [unitFormat(language, unit, 'long').format(Number(part))];
    })
    .join(' ');
}

function displayBoolean(text: string, language: Language): string {
  const yes = text === 'true' || text === '1';
  if (language === 'hi') return yes ? 'हाँ' : 'नहीं';
  return yes ? 'Yes' : 'No';
}

/** `bytes` as kB, MB or GB. */
export function displaySize(bytes: string, language: Language): string {
  const number = Number(bytes);
  if (bytes === '' || !Number.isFinite(number)) return bytes;
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const power = number < 1 ? 0 : Math.min(Math.floor(Math.log10(number) / 3), units.length - 1);
  const unit = units[power] ?? 'byte';
  return unitFormat(language, unit, power === 0 ? 'long' : 'short').format(number / 1000 ** power);
}

/** Last resort for an IRI that nothing names: `dct:title`, or host and last part of the path. */
export function displayIri(iri: string): string {
  const end = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1;
  const known = prefixOf.get(iri.slice(0, end));
  if (known !== undefined && end < iri.length) return `${known}:${iri.slice(end)}`;
  for (const [prefix, namespace] of namespaces) {
    if (iri.startsWith(namespace) && iri.length > namespace.length)
      return `${prefix}:${iri.slice(namespace.length)}`;
  }
  if (/^(?:mailto|tel):/i.test(iri)) return iri.replace(/^[a-z]+:/i, '');
  const shown = iri.replace(/^https?:\/\//i, '');
  return shown.length > 80 ? `${shown.slice(0, 40)}…${shown.slice(-36)}` : shown;
}
