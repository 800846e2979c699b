/** Milliseconds without a question after which nobody seems to ask. */
const quiet = 3_000;

/** The questions that a replica works on. */
export class Questions {
  #open = 0;
  #last = 0;

  begin(): void {
    this.#open += 1;
    this.#last = Date.now();
  }

  end(): void {
    this.#open -= 1;
    this.#last = Date.now();
  }

  isQuiet(): boolean {
    return this.#open === 0 && Date.now() - this.#last > quiet;
  }
}
