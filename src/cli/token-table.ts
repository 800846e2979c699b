import type { TokenState } from '../access/token-state.ts';
import type { TokenEntry } from '../access/token-store.ts';

export type ListedToken = TokenEntry & { readonly state: TokenState };

const headings = ['ID', 'ROLE', 'CREATED', 'EXPIRES (UTC)', 'STATE', 'NAME'];
/** Columns of the output; the name takes what the others leave. */
const width = 80;
const widths = [12, 6, 10, 16, 7];
const gap = '  ';

/** One token a line, at most 80 columns; the name stands last because its width on a screen cannot be told. */
export function tokenTable(tokens: readonly ListedToken[]): string {
  const rows = tokens.map(({ id, role, created, expires, state, name }) => [
    id,
    role,
    created.slice(0, 10),
    expires === undefined ? 'never' : expires.slice(0, 16).replace('T', ' '),
    state,
    name,
  ]);
  return [headings, ...rows].map((cells) => `${line(cells)}\n`).join('');
}

function line(cells: readonly string[]): string {
  const name = cells[widths.length] ?? '';
  const room = width - widths.reduce((sum, one) => sum + one + gap.length, 0);
  const fixed = widths.map((one, index) => (cells[index] ?? '').padEnd(one));
  return [...fixed, shortened(name, room)].join(gap).trimEnd();
}

/** By what a reader takes for a character, so that no sign loses its vowel or its accent. */
function shortened(text: string, most: number): string {
  const characters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
