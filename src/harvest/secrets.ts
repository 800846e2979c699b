import type { Json } from './harvest-client.ts';
import type { PageMemo } from './harvest-tables.ts';

/** What must not be shown, nor stand in a data folder: the values of environment variables that a source uses. */
export interface Secrets {
  /** A text for people, each secret replaced by `${NAME}`. */
  readonly mask: (text: string) => string;
  /** For the data folder; `reveal` gives the very same text again. */
  readonly hide: (text: string) => string;
  readonly reveal: (text: string) => string;
}

const same = (text: string): string => text;

/** There is nothing to hide. */
export const noSecrets: Secrets = { mask: same, hide: same, reveal: same };

interface Form {
  readonly text: string;
  readonly name: string;
  /** Which of the ways to write the value. */
  readonly way: number;
}

/** @param values the secrets, with the names of their variables */
export function secretsOf(values: ReadonlyMap<string, string>): Secrets {
  const forms = [...values]
    .filter(([value]) => value !== '')
    .flatMap(([value, name]) => [...new Set(formsOf(value))].map((text, way): Form => ({ text, name, way })))
    // The longest first: one may be part of another.
    .sort((a, b) => b.text.length - a.text.length);
  if (forms.length === 0) return noSecrets;
  const replacing = (tokenOf: (form: Form) => string) => (text: string) =>
    forms.reduce((hidden, form) => hidden.replaceAll(form.text, () => tokenOf(form)), text);
  return {
    mask: replacing(({ name }) => `\${${name}}`),
    hide: replacing(tokenOf),
    reveal: (text) => forms.reduce((shown, form) => shown.replaceAll(tokenOf(form), () => form.text), text),
  };
}

/** No address and no JSON text has this character as it is. */
function tokenOf({ name, way }: Form): string {
  return `\u0001${name} ${way}\u0001`;
}

/** As it is, and as it stands in an address: each of its parts is written in a way of its own (WHATWG URL §1.3). */
function formsOf(value: string): readonly string[] {
  const url = new URL('http://x/');
  url.username = value;
  url.pathname = value;
  url.search = value;
  const plain = url.search.slice(1);
  url.search = new URLSearchParams({ x: value }).toString();
  return [
    value,
    encodeURIComponent(value),
    url.username,
    url.pathname.slice(1),
    plain,
    url.search.slice('?x='.length),
    // What is shorter has lost steps of a path.
  ].filter((form) => form.length >= value.length);
}

/** Every text of a value, names of members left as they are. */
export function changeTexts(value: Json, change: (text: string) => string): Json {
  if (change === same) return value;
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => changeTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, changeTexts(one, change)]));
}

/** What of a remembered page may have a secret in it: its addresses, and what led on from it. */
export function changeMemo(memo: PageMemo, change: (text: string) => string): PageMemo {
  if (change === same) return memo;
  const { url, validators, links } = memo;
  return {
    ...memo,
    url: change(url),
    validators: { ...validators, ...(validators.url !== undefined && { url: change(validators.url) }) },
    links: changeTexts(links, change),
  };
}
