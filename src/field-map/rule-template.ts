/** A text with places for fields: `https://data.example.gov.in/dataset/{id}`. */
export interface Template {
  readonly text: string;
  readonly parts: readonly TemplatePart[];
  /** It makes web addresses: what stands in the places is percent-encoded, except in `{+field}` (RFC 6570 §3.2.3). */
  readonly address: boolean;
}

type TemplatePart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'field'; readonly name: string; readonly asIs: boolean };

/** In a rule that has a field too, the place of each of its values. */
export const ownValue = 'value';

/** @returns what is wrong with the text, where it is no template */
export function parseTemplate(text: string): Template | { readonly problem: string } {
  const parts: TemplatePart[] = [];
  let plain = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if ((character === '{' || character === '}') && text[at + 1] === character) {
      plain += character;
      at++;
    } else if (character === '}') return { problem: 'a "}" stands alone; write "}}" where it is meant' };
    else if (character === '{') {
      const end = text.indexOf('}', at);
      const inner = end < 0 ? '' : text.slice(at + 1, end).trim();
      const asIs = inner.startsWith('+');
      const name = (asIs ? inner.slice(1) : inner).trim();
      if (name === '') return { problem: 'a "{" is not followed by the name of a field and "}"' };
      if (plain !== '') parts.push({ type: 'text', text: plain });
      plain = '';
      parts.push({ type: 'field', name, asIs });
      at = end;
    } else plain += character;
  }
  if (plain !== '') parts.push({ type: 'text', text: plain });
  return { text, parts, address: /^[a-z][a-z0-9+.-]*:\/\//i.test(text) };
}

/** Names of the fields in a template. */
export function templateFields({ parts }: Template): readonly string[] {
  return parts.flatMap((part) => (part.type === 'field' ? [part.name] : []));
}

/** The text with its places filled; `undefined` where one of them has nothing to stand there. */
export function fillTemplate(
  { parts, address }: Template,
  read: (name: string) => string | undefined,
): string | undefined {
  let text = '';
  for (const part of parts) {
    if (part.type === 'text') {
      text += part.text;
      continue;
    }
    const value = read(part.name);
    if (value === undefined) return undefined;
    text += address && !part.asIs ? encodeURIComponent(value.replace(/\p{Surrogate}/gu, '')) : value;
  }
  return text;
}
