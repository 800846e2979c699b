import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Holds productions of dumps back while it is closed, each as soon as something of it is written. */
export class DumpGate {
  readonly #folder: () => string;
  #held: (() => void)[] = [];
  #closed: boolean;

  /** @param folder that the dumps are written into */
  constructor(folder: () => string, closed: boolean) {
    this.#folder = folder;
    this.#closed = closed;
  }

  /** Files that are being written. */
  growing(): string[] {
    return readdirSync(this.#folder()).filter((name) => name.endsWith('.part'));
  }

  readonly pace = async (): Promise<void> => {
    const hasBegun = () => this.growing().some((name) => statSync(join(this.#folder(), name)).size > 0);
    if (this.#closed && hasBegun()) await new Promise<void>((resolve) => this.#held.push(resolve));
  };

  open(): void {
    this.#closed = false;
    for (const resolve of this.#held.splice(0)) resolve();
  }

  close(): void {
    this.#closed = true;
  }
}
