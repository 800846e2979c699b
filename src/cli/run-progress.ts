import { createLogUpdate } from 'log-update';
import type { Language } from '../model/text.ts';
import type { RunTotals } from '../publish/record-report.ts';
import { phrase, shownTotals } from './phrases.ts';

/** Milliseconds between two looks of the progress line. */
const interval = 200;

/** One line on a terminal that says how far a run is; silent where the stream is no terminal. */
export class RunProgress {
  readonly #started = performance.now();
  readonly #draw: ReturnType<typeof createLogUpdate> | undefined;
  readonly #language: Language;
  #drawn = 0;

  constructor(stream: NodeJS.WriteStream, language: Language) {
    this.#draw = stream.isTTY ? createLogUpdate(stream) : undefined;
    this.#language = language;
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  show(totals: RunTotals): void {
    if (!this.#draw || performance.now() - this.#drawn < interval) return;
    this.#drawn = performance.now();
    const refused =
      totals.refused > 0 ? ` · ${number(totals.refused)} ${phrase('refused', this.#language)}` : '';
    const speed = `${rate(totals.records, this.seconds)} ${phrase('perSecond', this.#language)}`;
    this.#draw(`${number(totals.records)} ${phrase('records', this.#language)} · ${speed}${refused}`);
  }

  /** Takes the line away, for the summary to stand there. */
  end(): void {
    this.#draw?.clear();
  }
}

/** The closing lines of a run. */
export function summarise(
  totals: RunTotals,
  seconds: number,
  language: Language,
  validation: boolean,
): string {
  const lines = [`${number(totals.records)} ${phrase('records', language)}`];
  if (validation) {
    const accepted = totals.records - totals.refused - totals.ignored;
    lines.push(`  ${number(accepted)} ${phrase('valid', language)}`);
  }
  for (const key of shownTotals)
    if (totals[key] > 0) lines.push(`  ${number(totals[key])} ${phrase(key, language)}`);
  lines.push(`${rate(totals.records, seconds)} ${phrase('perSecond', language)} (${seconds.toFixed(1)} s)`);
  return `${lines.join('\n')}\n`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function rate(records: number, seconds: number): string {
  return number(Math.round(records / Math.max(seconds, 0.001)));
}
