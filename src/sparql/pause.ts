/** A pause that can be cut short. It does not keep the process alive. */
export class Pause {
  #wake: () => void = () => undefined;

  take(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  end(): void {
    this.#wake();
  }
}
