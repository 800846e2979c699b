/**
 * The part of `@zazuko/yasqe` 4 (CodeMirror 5) that the page uses. Its own declarations refer to files that the
 * package does not contain, and so check nothing.
 */
export interface YasqeEditor {
  getValue(): string;
  setValue(text: string): void;
  focus(): void;
  refresh(): void;
  on(event: 'change' | 'changes' | 'focus' | 'blur', handler: () => void): void;
  addKeyMap(map: KeyMap): void;
  removeKeyMap(map: KeyMap): void;
  getWrapperElement(): HTMLElement;
  getInputField(): HTMLElement;
  getDoc(): { lineCount(): number; getLine(line: number): string; clearHistory(): void };
  getTokenAt(place: { line: number; ch: number }, precise?: boolean): YasqeToken;
  getCompleteToken(): YasqeToken;
  getPrefixesFromQuery(): Readonly<Record<string, string>>;
  getQueryMode(): 'query' | 'update';
  clearGutter(gutter: string): void;
  setGutterMarker(line: number, gutter: string, element: HTMLElement): void;
  showNotification(key: string, message: string): void;
}

export type KeyMap = Readonly<Record<string, false | string | ((editor: YasqeEditor) => void)>>;

export interface YasqeToken {
  readonly string: string;
  readonly start: number;
  readonly end: number;
  readonly type: string | null;
  readonly state: {
    readonly OK: boolean;
    readonly errorMsg?: string;
    readonly possibleCurrent?: readonly string[];
  };
  /** Set by `preProcessToken`: the whole IRI that a prefixed name stands for. */
  readonly autocompletionString?: string;
}

export interface Hint {
  text: string;
  displayText?: string;
}

export interface Completer {
  readonly name: string;
  readonly bulk: boolean;
  readonly autoShow?: boolean;
  readonly persistenceId?: null;
  get(editor: YasqeEditor, token?: YasqeToken): string[] | Promise<string[]>;
  postProcessSuggestion?(editor: YasqeEditor, token: YasqeToken, suggestion: string): string;
  postprocessHints?(editor: YasqeEditor, hints: Hint[]): Hint[];
}

export interface YasqeConstructor {
  new (parent: HTMLElement, configuration: Readonly<Record<string, unknown>>): YasqeEditor;
  /** Takes over what is not named from the completer of that name. */
  forkAutocompleter(from: string, completer: Completer): void;
}
