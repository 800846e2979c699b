import type { Speech, Word } from './words.ts';

const keys: readonly (readonly [keys: string, word: Word])[] = [
  ['Ctrl/⌘ + Enter', 'keyRun'],
  ['Ctrl + Space', 'keyComplete'],
  ['Esc, Tab', 'keyLeave'],
  ['Shift + Ctrl + F', 'keyFormat'],
  ['Ctrl + /', 'keyComment'],
];

export function EditorHelp({ speech, prefixes }: { speech: Speech; prefixes: readonly string[] }) {
  return (
    <div class="editor-help">
      <p id="editor-keys">
        <kbd>Esc</kbd> <kbd>Tab</kbd> {speech.say('keyLeave')} · <kbd>Ctrl</kbd> <kbd>Space</kbd>{' '}
        {speech.say('keyComplete')}
      </p>
      <details>
        <summary>{speech.say('keys')}</summary>
        <dl>
          {keys.map(([combination, word]) => (
            <div key={word}>
              <dt>
                <kbd>{combination}</kbd>
              </dt>
              <dd>{speech.say(word)}</dd>
            </div>
          ))}
        </dl>
        <p>
          {speech.say('prefixesAdded')} {prefixes.join(', ')}
        </p>
      </details>
    </div>
  );
}
