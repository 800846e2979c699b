import { Parser } from 'htmlparser2';

/** Elements that stand in lines of their own. */
const blocks = new Set(
  'address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead title tr ul'.split(
    ' ',
  ),
);
/** Elements whose text is none for people. */
const silent = new Set(['script', 'style', 'template', 'noscript', 'head']);

/** What a piece of HTML says, as plain text: paragraphs and items of lists in lines of their own, nothing of its markup. */
export function htmlText(html: string): string {
  const parts: string[] = [];
  let silence = 0;
  const parser = new Parser({
    onopentag(name) {
      if (silent.has(name)) silence += 1;
      else if (blocks.has(name)) parts.push('\n');
      else if (name === 'td' || name === 'th') parts.push(' ');
    },
    ontext(text) {
      if (silence === 0) parts.push(text);
    },
    onclosetag(name) {
      if (silent.has(name)) silence = Math.max(0, silence - 1);
      else if (blocks.has(name) && name !== 'br') parts.push('\n');
    },
  });
  parser.write(html);
  parser.end();
  return folded(parts.join(''));
}

/** The same of a text that may be HTML or not: RSS does not say. `a < b` is none. */
export function maybeHtmlText(text: string): string {
  return /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|<!--|&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);/i.test(text)
    ? htmlText(text)
    : folded(text);
}

function folded(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
