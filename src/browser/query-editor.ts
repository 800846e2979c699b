import Yasqe from '@zazuko/yasqe';
import { registerCompleters } from './completers.ts';
import type { ShortNames } from './short-names.ts';
import type { Speech } from './words.ts';
import type { KeyMap, YasqeConstructor, YasqeEditor } from './yasqe-editor.ts';

export interface QueryEditor {
  getQuery(): string;
  setQuery(text: string): void;
  focus(): void;
  isUpdate(): boolean;
}

export interface QueryEditorOptions {
  readonly query: string;
  readonly prefixes: Readonly<Record<string, string>>;
  readonly names: ShortNames;
  readonly speech: Speech;
  readonly endpoint: string;
  readonly statistics: string;
  onRun(): void;
  /** The first line that cannot be understood, counted from 1. */
  onSyntax(error: { line: number; expected: readonly string[] } | undefined): void;
  /** Esc was pressed: Tab leaves the editor now. */
  onRelease(): void;
}

const errorGutter = 'gutterErrorBar';

/** Where Tab is left to the browser. */
const released: KeyMap = { Tab: false, 'Shift-Tab': false };

export function createQueryEditor(parent: HTMLElement, options: QueryEditorOptions): QueryEditor {
  const Editor = Yasqe as unknown as YasqeConstructor;
  registerCompleters(Editor, options);
  const editor = new Editor(parent, {
    value: options.query,
    // Known to screen readers as a text box with its text, where a hidden textarea is empty.
    inputStyle: 'contenteditable',
    screenReaderLabel: options.speech.say('query'),
    persistenceId: null,
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: 'auto',
    viewportMargin: Number.POSITIVE_INFINITY,
    autocompleters: ['prefixes', 'variables', 'class', 'property'],
    extraKeys: {
      'Ctrl-Enter': options.onRun,
      'Cmd-Enter': options.onRun,
      'Shift-Ctrl-K': 'deleteLine',
      'Ctrl-S': false,
      Esc: release,
    },
  });
  // It says in English only, over the text, which keys complete; the page says so below.
  editor.showNotification = () => undefined;
  editor.getInputField().setAttribute('aria-describedby', 'editor-keys');

  function release(): void {
    editor.removeKeyMap(released);
    editor.addKeyMap(released);
    options.onRelease();
  }

  function checkSyntax(): void {
    const error = firstError(editor);
    // In the place of yasqe's own mark, whose tooltip is for the mouse only and has styles that the CSP refuses.
    editor.clearGutter(errorGutter);
    if (error) editor.setGutterMarker(error.line - 1, errorGutter, errorMark());
    options.onSyntax(error);
  }

  // Who leaves or types on has Tab back for indenting.
  const retain = () => editor.removeKeyMap(released);
  editor.on('blur', retain);
  editor.on('changes', retain);
  editor.on('changes', checkSyntax);
  checkSyntax();

  return {
    getQuery: () => editor.getValue(),
    setQuery: (text) => {
      if (editor.getValue() !== text) editor.setValue(text);
    },
    focus: () => editor.focus(),
    isUpdate: () => editor.getQueryMode() === 'update',
  };
}

function firstError(editor: YasqeEditor): { line: number; expected: readonly string[] } | undefined {
  const document = editor.getDoc();
  for (let line = 0; line < document.lineCount(); line++) {
    const token = editor.getTokenAt({ line, ch: document.getLine(line).length }, true);
    if (token.state.OK) continue;
    return { line: line + 1, expected: (token.state.possibleCurrent ?? []).map(grammarWord) };
  }
  return undefined;
}

/** Names of the grammar's terminals as people write them. */
const writtenTerminals: Readonly<Record<string, string>> = {
  VAR1: '?variable',
  VAR2: '$variable',
  IRI_REF: '<iri>',
  PNAME_LN: 'prefix:name',
  PNAME_NS: 'prefix:',
  STRING_LITERAL1: "'text'",
  STRING_LITERAL2: '"text"',
  INTEGER: '1',
  DECIMAL: '1.5',
};

function grammarWord(terminal: string): string {
  return writtenTerminals[terminal] ?? terminal;
}

function errorMark(): HTMLElement {
  const mark = document.createElement('div');
  mark.className = 'syntax-mark';
  mark.textContent = '!';
  return mark;
}
