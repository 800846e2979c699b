import { type CatalogueTerms, matchingTerms, readCatalogueTerms } from './catalogue-terms.ts';
import type { ShortNames } from './short-names.ts';
import type { Speech } from './words.ts';
import type { Completer, YasqeConstructor } from './yasqe-editor.ts';

const mostHints = 100;

/**
 * Puts the catalogue's own prefixes, classes and properties in the place of those of yasqe, which come from prefix.cc
 * and Linked Open Vocabularies.
 */
export function registerCompleters(
  Yasqe: YasqeConstructor,
  options: {
    readonly prefixes: Readonly<Record<string, string>>;
    readonly names: ShortNames;
    readonly speech: Speech;
    readonly endpoint: string;
    readonly statistics: string;
  },
): void {
  let known: CatalogueTerms | undefined;
  /** Asked at the first completion; again at the next where there was no answer. */
  const terms = async () => {
    known ??= await readCatalogueTerms(options);
    return known ?? { classes: [], properties: [] };
  };
  Yasqe.forkAutocompleter('prefixes', {
    name: 'prefixes',
    bulk: true,
    persistenceId: null,
    get: () => Object.entries(options.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`),
  });
  Yasqe.forkAutocompleter(
    'class',
    termCompleter('class', async () => (await terms()).classes),
  );
  Yasqe.forkAutocompleter(
    'property',
    termCompleter('property', async () => (await terms()).properties),
  );

  function termCompleter(name: string, read: () => Promise<CatalogueTerms['classes']>): Completer {
    let uses = new Map<string, number>();
    const written = (iri: string) => options.names.prefixed(iri) ?? `<${iri}>`;
    return {
      name,
      bulk: false,
      async get(_editor, token) {
        const all = await read();
        const typed = { text: (token?.string ?? '').trim(), iri: token?.autocompletionString ?? '' };
        const found = matchingTerms(all, typed, (iri) => options.names.prefixed(iri)).slice(0, mostHints);
        uses = new Map(found.map((term) => [written(term.iri), term.uses]));
        return found.map(({ iri }) => iri);
      },
      postProcessSuggestion: (_editor, _token, iri) => written(iri),
      postprocessHints: (_editor, hints) =>
        hints.map((hint) => {
          const count = uses.get(hint.text);
          return count ? { ...hint, displayText: `${hint.text}  ${options.speech.count(count)}` } : hint;
        }),
    };
  }
}
