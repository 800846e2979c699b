import type { PageTools } from './page-tools.ts';
import { fetchAs, type Outcome } from './sparql-client.ts';

type Answered = Extract<Outcome, { query: string }>;

interface DownloadFormat {
  readonly name: string;
  readonly mediaType: string;
  readonly extension: string;
}

const formats: Readonly<Record<Answered['type'], readonly DownloadFormat[]>> = {
  bindings: [
    { name: 'CSV', mediaType: 'text/csv', extension: 'csv' },
    { name: 'JSON', mediaType: 'application/sparql-results+json', extension: 'json' },
    { name: 'TSV', mediaType: 'text/tab-separated-values', extension: 'tsv' },
    { name: 'XML', mediaType: 'application/sparql-results+xml', extension: 'xml' },
  ],
  boolean: [{ name: 'JSON', mediaType: 'application/sparql-results+json', extension: 'json' }],
  graph: [
    { name: 'Turtle', mediaType: 'text/turtle', extension: 'ttl' },
    { name: 'JSON-LD', mediaType: 'application/ld+json', extension: 'jsonld' },
    { name: 'N-Triples', mediaType: 'application/n-triples', extension: 'nt' },
  ],
};

/** The whole answer as a file; the format that is here already is not fetched again. */
export function Downloads(props: {
  tools: PageTools;
  answer: Answered;
  onStatus(text: string): void;
  onRefused(outcome: Outcome): void;
}) {
  const { tools, answer, onStatus, onRefused } = props;
  const { speech, data } = tools;
  async function download({ mediaType, extension }: DownloadFormat): Promise<void> {
    const name = `answer.${extension}`;
    if (mediaType === answer.mediaType) {
      saveFile(new Blob([answer.text], { type: mediaType }), name);
      return onStatus(speech.say('downloaded'));
    }
    onStatus(speech.say('downloading'));
    const { signal } = new AbortController();
    const file = await fetchAs(data.endpoint, answer.query, mediaType, { signal, language: speech.language });
    if (file.type !== 'file') return onRefused(file);
    saveFile(file.blob, name);
    onStatus(speech.say('downloaded'));
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div class="downloads" role="group" aria-label={speech.say('download')}>
      <span aria-hidden="true">{speech.say('download')}</span>
      {formats[answer.type].map((format) => (
        <button key={format.name} type="button" class="plain" onClick={() => void download(format)}>
          {format.name}
        </button>
      ))}
    </div>
  );
}

function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
