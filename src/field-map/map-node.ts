import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
} from 'yaml';
import { didYouMean } from './map-nearest.ts';
import type { MapPlace } from './map-place.ts';

/** What is wrong with a field map, and where. */
export interface MapProblem {
  readonly place: MapPlace;
  /** Names from the top down: `fields`, `Title`, `lookup`. */
  readonly path: readonly string[];
  readonly message: string;
}

/** The document that the nodes of one field map belong to, and the problems found in it so far. */
export interface MapDocument {
  readonly file: string;
  readonly lines: LineCounter;
  readonly yaml: Document;
  readonly problems: MapProblem[];
  /** Aliases (`*codes`) that were followed. */
  aliases: number;
}

/** Anchors (`&codes`) may be used this often; a file that doubles itself with each line ends there. */
const mostAliases = 200;

/** One value of a field map, and where it stands. Wrong values are noted as problems and read as absent. */
export class MapNode {
  readonly path: readonly string[];
  readonly #document: MapDocument;
  readonly #node: Node | null;
  readonly #offset: number;

  constructor(document: MapDocument, node: unknown, path: readonly string[] = [], offset = rangeOf(node)) {
    this.path = path;
    this.#document = document;
    this.#offset = offset ?? 0;
    this.#node = (isAlias(node) ? this.#follow(node) : (node ?? null)) as Node | null;
  }

  get place(): MapPlace {
    const { line, col } = this.#document.lines.linePos(this.#offset);
    return { file: this.#document.file, line: Math.max(1, line), column: Math.max(1, col) };
  }

  get isList(): boolean {
    return isSeq(this.#node);
  }

  get isMapping(): boolean {
    return isMap(this.#node);
  }

  get isNumber(): boolean {
    return isScalar(this.#node) && typeof this.#node.value === 'number';
  }

  get isEmpty(): boolean {
    return this.#node === null || (isScalar(this.#node) && this.#node.value === null);
  }

  refuse(message: string): undefined {
    this.#document.problems.push({ place: this.place, path: this.path, message });
    return undefined;
  }

  /** Its members by name, in order. */
  members(): readonly (readonly [name: string, value: MapNode])[] {
    if (!isMap(this.#node)) {
      this.refuse(
        `${this.isEmpty ? 'Nothing stands here' : 'This is no mapping'}; "name: value" lines are expected.`,
      );
      return [];
    }
    return this.#node.items.map((pair) => this.#member(pair as Pair));
  }

  /** The same of a mapping whose names are known: others are refused. */
  membersNamed<Name extends string>(names: readonly Name[]): Partial<Record<Name, MapNode>> {
    const found: Partial<Record<Name, MapNode>> = {};
    for (const [name, value] of this.members()) {
      const known = names.find((one) => one === name);
      if (known) found[known] = value;
      else
        value.refuse(`There is no "${name}" here.${didYouMean(name, names) || ` It may be ${list(names)}.`}`);
    }
    return found;
  }

  /** Its items; a value that is no list is a list of one. */
  items(): readonly MapNode[] {
    if (this.isEmpty) return [];
    if (!isSeq(this.#node)) return [this];
    return this.#node.items.map(
      (item, index) =>
        new MapNode(this.#document, item, [...this.path, String(index + 1)], rangeOf(item) ?? this.#offset),
    );
  }

  /** A text as it is written: `007` and `1.10` are no numbers here. */
  text(): string | undefined {
    if (!isScalar(this.#node) || this.#node.value === null)
      return this.refuse(
        `${this.isEmpty ? 'Nothing stands here' : 'A list or mapping stands here'}; a text is expected.`,
      );
    const { value, source } = this.#node;
    const text = typeof value === 'string' ? value : (source ?? String(value));
    return text.trim() === '' ? this.refuse('An empty text stands here.') : text;
  }

  /** A text, which may be empty or white space alone. */
  anyText(): string | undefined {
    if (this.isEmpty) return '';
    if (isScalar(this.#node) && typeof this.#node.value === 'string') return this.#node.value;
    return this.text();
  }

  texts(): readonly string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  choice<Choice extends string>(choices: readonly Choice[]): Choice | undefined {
    const text = this.text();
    if (text === undefined) return undefined;
    const found = choices.find((choice) => choice === text.trim().toLowerCase());
    return (
      found ??
      this.refuse(
        `"${text}" is not known here.${didYouMean(text, choices) || ` It may be ${list(choices)}.`}`,
      )
    );
  }

  truth(): boolean | undefined {
    if (isScalar(this.#node) && typeof this.#node.value === 'boolean') return this.#node.value;
    return this.refuse('true or false is expected here.');
  }

  /** A whole number. */
  count(least: number): number | undefined {
    const value = isScalar(this.#node) ? this.#node.value : undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value;
    return this.refuse(`A whole number from ${least} is expected here.`);
  }

  #follow(alias: Alias): unknown {
    this.#document.aliases += 1;
    if (this.#document.aliases <= mostAliases) return alias.resolve(this.#document.yaml) ?? null;
    this.refuse(`Aliases (*name) are used more than ${mostAliases} times.`);
    return null;
  }

  #member(pair: Pair): readonly [string, MapNode] {
    const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : String(pair.key);
    const name = key.trim();
    // Where the name stands is where a reader looks, not where its value begins.
    const offset = rangeOf(pair.key) ?? this.#offset;
    const value = new MapNode(this.#document, pair.value, [...this.path, name], offset);
    return [name, value];
  }
}

/** "a", "b" or "c". */
function list(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}

function rangeOf(node: unknown): number | undefined {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range?.[0];
}
