import { Parser } from 'htmlparser2';

/** A `<script>` element of a page. */
export interface ScriptBlock {
  readonly text: string;
  /** Where its text begins, counted from 1. */
  readonly line: number;
  /** Its number among those of its type on the page, counted from 1. */
  readonly number: number;
}

export interface HtmlLink {
  /** In lower case, one by one. */
  readonly relations: readonly string[];
  /** Media type in lower case, without parameters. */
  readonly type: string;
  readonly href: string;
}

/** What a page says to machines. */
export interface HtmlBlocks {
  readonly scripts: readonly ScriptBlock[];
  readonly links: readonly HtmlLink[];
  /** `<base href>`, where there is one. */
  readonly base?: string;
}

const most = 1_000;

/** The JSON-LD blocks and links of a page (JSON-LD 1.1 §7). Whatever else is wrong with the page does not matter. */
export function htmlBlocks(html: string): HtmlBlocks {
  const scripts: ScriptBlock[] = [];
  const links: HtmlLink[] = [];
  let base: string | undefined;
  let open: { text: string; line: number } | undefined;
  let line = 1;
  let counted = 0;
  const lineAt = (index: number): number => {
    for (let at = html.indexOf('\n', counted); at >= 0 && at < index; at = html.indexOf('\n', at + 1)) {
      line += 1;
      counted = at + 1;
    }
    return line;
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (
        name === 'script' &&
        mediaTypeOf(attributes['type']) === 'application/ld+json' &&
        scripts.length < most
      )
        open = { text: '', line: lineAt(parser.endIndex) };
      else if (name === 'base') base ??= attributes['href'];
      else if (name === 'link' && attributes['href'] && links.length < most)
        links.push({
          relations: (attributes['rel'] ?? '').toLowerCase().split(/\s+/),
          type: mediaTypeOf(attributes['type']),
          href: attributes['href'],
        });
    },
    ontext(text) {
      if (open) open.text += text;
    },
    onclosetag(name) {
      if (name !== 'script' || !open) return;
      scripts.push({ ...open, number: scripts.length + 1 });
      open = undefined;
    },
  });
  parser.write(html);
  parser.end();
  return { scripts, links, ...(base !== undefined && { base }) };
}

function mediaTypeOf(type: string | undefined): string {
  return (type ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
