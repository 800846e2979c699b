import { Parser } from 'htmlparser2';
import type { Exchange } from './exchange.ts';
import { type BodyRules, readBody } from './read-body.ts';

/** Bytes of an error page that are read, and characters that are told. */
const readBytes = 8_192;
const told = 300;
const unread = new Set(['script', 'style', 'template']);

/** The beginning of an error page as `: its words`, or nothing; of HTML its text. The exchange is closed. */
export async function errorExcerpt(exchange: Exchange, rules: BodyRules): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of readBody(exchange, rules)) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= readBytes) break;
    }
  } catch {
    // Whatever came before the body broke is excerpt enough; a caller that stopped is told so here.
    exchange.clock.throwIfStopped();
  }
  const type = exchange.message.headers['content-type'] ?? '';
  const words = (/html/i.test(type) || /^\s*</.test(text) ? textOf(text) : text)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not reach a terminal
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
  return words === '' ? '' : `: ${words.length > told ? `${words.slice(0, told)}…` : words}`;
}

function textOf(html: string): string {
  let text = '';
  let hidden = 0;
  const parser = new Parser({
    onopentag: (name) => (hidden += unread.has(name) ? 1 : 0),
    onclosetag: (name) => (hidden -= unread.has(name) ? 1 : 0),
    ontext: (part) => (text += hidden === 0 ? `${part} ` : ''),
  });
  parser.end(html.slice(0, readBytes));
  return text;
}
