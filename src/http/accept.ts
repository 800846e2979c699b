/** One element of an `Accept` or `Accept-Language` field (RFC 9110 §12.5). */
export interface Preference {
  /** Lower case, without parameters: `text/turtle`, `text/*`, `hi-in`, `*`. */
  readonly range: string;
  /** Parameters other than the weight; names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
  /** 0 to 1; 0 means: not acceptable. */
  readonly quality: number;
}

/** Commas and semicolons inside a quoted string separate nothing, e.g. in `profile="a,b"`. */
const element = /(?:[^,"]|"(?:\\.|[^"\\])*"?)+/g;
const parameter = /;\s*([^\s=;]+)\s*=\s*("(?:\\.|[^"\\])*"|[^;\s]*)/g;

/** The elements of the field, in its order. What is malformed in it is left out. */
export function parsePreferences(field: string): Preference[] {
  return (field.match(element) ?? []).flatMap((text) => {
    const range = text.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (range === '' || /\s/.test(range)) return [];
    const parameters = new Map<string, string>();
    let quality = 1;
    for (const [, name = '', value = ''] of text.matchAll(parameter)) {
      if (name.toLowerCase() === 'q') quality = parseQuality(value);
      else parameters.set(name.toLowerCase(), value.replace(/^"|"$/g, ''));
    }
    return [{ range, parameters, quality }];
  });
}

/** A malformed weight counts as 0: what the client says unclearly is not forced upon it. */
function parseQuality(text: string): number {
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
