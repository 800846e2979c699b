import { h, type VNode } from 'preact';
import { render } from 'preact-render-to-string';

type Content = VNode | string | null | undefined | false;

/** An element; its text and attributes are escaped when it is written. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...content: readonly (Content | readonly Content[])[]
): VNode {
  const clean = Object.entries(attributes).map(([key, value]) => [key, value && xmlText(value)]);
  const children = content.flat().map((child) => (typeof child === 'string' ? xmlText(child) : child));
  return h(name, Object.fromEntries(clean) as Record<string, string>, ...children);
}

export function renderXml(root: VNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root)}\n`;
}

/** Without what XML 1.0 has no way to write (§2.2), and without `]]>`, which text must not hold (§2.4). */
function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/\]\]>/g, ']] >');
}
