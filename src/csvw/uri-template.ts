import { parseTemplate } from 'url-template';

/** Values of a row by variable: text, several texts, or none. */
export type TemplateVariables = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A URI template (RFC 6570), parsed once for all rows. */
export type UriTemplate = (variables: TemplateVariables) => string;

export function uriTemplate(template: string): UriTemplate {
  const parsed = parseTemplate(wellFormed(template));
  return (variables) => parsed.expand(variables as never);
}

/** Half a surrogate pair (JSON can carry one) cannot be percent-encoded. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\uFFFD');
}
