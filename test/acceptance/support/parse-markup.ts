/** An element of a parsed document. */
export interface MarkupElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Character data directly and indirectly in it. */
  text: string;
  readonly children: MarkupElement[];
}

/** Elements of HTML that have no end tag (HTML §13.1.2). */
const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** Elements of HTML whose content is no markup. */
const raw = new Set(['script', 'style', 'textarea', 'title']);
/** What a `p` may not hold: browsers would end the paragraph (HTML §4.4.1, §13.2.6.4.7). */
const blocks = new Set(
  'address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'.split(
    ' ',
  ),
);
/** What may not stand within itself, at any depth. */
const notNested = new Set(['a', 'button', 'form', 'label', 'main', 'h1', 'h2', 'h3']);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const tag = /<(\/?)([A-Za-z_][\w:.-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*"[^"]*")?)*)\s*(\/?)>/y;
const attribute = /\s+([^\s"'<>/=]+)(?:\s*=\s*"([^"]*)")?/g;

/**
 * Parses HTML or XML as strictly as this product writes it: every element closed in order, attributes quoted and given
 * once, characters escaped. A browser forgives more.
 * @returns the root element
 * @throws Error that says what is wrong, and where
 */
export function parseMarkup(text: string, language: 'html' | 'xml'): MarkupElement {
  const start = language === 'html' ? /^<!DOCTYPE html>\s*/ : /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/;
  const declaration = start.exec(text);
  if (!declaration) throw new Error(`no ${language} declaration: ${text.slice(0, 60)}`);
  const top: MarkupElement = { name: '', attributes: new Map(), text: '', children: [] };
  const open: MarkupElement[] = [top];
  let at = declaration[0].length;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at}: ${JSON.stringify(text.slice(Math.max(0, at - 60), at + 80))}`);
  };
  const read = (until: number) => {
    const characters = decode(text.slice(at, until), fail);
    for (const element of open) element.text += characters;
    if (open.length === 1 && characters.trim() !== '') fail('text outside the root');
    at = until;
  };
  while (at < text.length) {
    const next = text.indexOf('<', at);
    if (next < 0) {
      read(text.length);
      break;
    }
    if (next > at) read(next);
    tag.lastIndex = at;
    const match = tag.exec(text);
    if (!match) throw fail('this is no tag');
    const [whole, closing, name = '', fields = '', selfClosed] = match;
    at += whole.length;
    const parent = open.at(-1) as MarkupElement;
    if (closing) {
      if (parent.name !== name) fail(`</${name}> ends <${parent.name}>`);
      open.pop();
      continue;
    }
    const element = { name, attributes: attributesOf(fields, fail), text: '', children: [] };
    parent.children.push(element);
    if (language === 'html') requireSoundNesting(open, name, fail);
    if (selfClosed || (language === 'html' && empty.has(name))) continue;
    open.push(element);
    if (language === 'html' && raw.has(name)) {
      const end = text.indexOf(`</${name}>`, at);
      if (end < 0) fail(`<${name}> has no end`);
      element.text =
        name === 'title' || name === 'textarea' ? decode(text.slice(at, end), fail) : text.slice(at, end);
      at = end;
    }
  }
  const [root] = top.children;
  if (open.length > 1) fail(`<${open.at(-1)?.name}> has no end`);
  if (!root || top.children.length > 1) throw fail(`${top.children.length} roots`);
  return root;
}

function requireSoundNesting(
  open: readonly MarkupElement[],
  name: string,
  fail: (what: string) => never,
): void {
  if (notNested.has(name) && open.some((outer) => outer.name === name)) fail(`<${name}> within <${name}>`);
  if (blocks.has(name) && open.some((outer) => outer.name === 'p')) fail(`<${name}> within <p>`);
}

function attributesOf(fields: string, fail: (what: string) => never): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of fields.matchAll(attribute)) {
    if (attributes.has(name)) fail(`the attribute ${name} stands twice`);
    attributes.set(name, decode(value, fail));
  }
  return attributes;
}

function decode(text: string, fail: (what: string) => never): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: neither language allows control characters
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/.test(text)) fail('a control character');
  return text.replace(
    /&(?:#(\d+)|#x([0-9A-Fa-f]+)|(\w+))?(;?)/g,
    (whole, decimal, hexadecimal, name, end) => {
      const known = name === undefined ? undefined : entities[name];
      if (end === '' || whole === '&;') fail(`an ampersand that is not escaped: ${text.slice(0, 80)}`);
      if (known !== undefined) return known;
      if (name !== undefined) fail(`the entity &${name};`);
      return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16));
    },
  );
}

/** Every element of that name, in the order of the document. */
export function elementsOf(root: MarkupElement, name?: string): MarkupElement[] {
  const own = name === undefined || root.name === name ? [root] : [];
  return [...own, ...root.children.flatMap((child) => elementsOf(child, name))];
}
