export interface TurnOptions {
  /** Requests at one host at a time. */
  readonly connections?: number;
  /** Milliseconds from the beginning of one request to a host to that of the next, at least. */
  readonly delay?: number;
  /** What the time is, in milliseconds, and what calls after some of them; absent: the machine's. */
  readonly time?: TurnTime;
}

export interface TurnTime {
  now(): number;
  /** @returns what calls it off */
  after(milliseconds: number, run: () => void): () => void;
}

interface Waiting {
  readonly delay: number;
  readonly begin: () => void;
}

interface HostTurns {
  active: number;
  /** When the next request may begin. */
  next: number;
  readonly line: Waiting[];
  cancel?: () => void;
}

/** Hosts that are remembered although nothing is asked of them, before those that have had their rest are forgotten. */
const remembered = 1_000;

const machineTime: TurnTime = {
  now: () => performance.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * Turns at each host, in the order of asking, for all runs of a process: however many sources lie on one server, it is
 * asked by few at a time and not in a hurry. Hosts are told apart by name, whatever the port.
 */
export class Turns {
  readonly #connections: number;
  /** Milliseconds between requests to one host, where nothing else is asked for. */
  readonly delay: number;
  readonly #time: TurnTime;
  readonly #hosts = new Map<string, HostTurns>();

  constructor({ connections = 2, delay = 200, time = machineTime }: TurnOptions = {}) {
    this.#connections = connections;
    this.delay = delay;
    this.#time = time;
  }

  /**
   * Waits for a turn. `delay`, where given, counts instead of what is usual here.
   * @returns what gives the turn back, once
   * @throws the reason of the signal
   */
  take(host: string, signals: readonly AbortSignal[], delay = this.delay): Promise<() => void> {
    const turns = this.#of(host);
    return new Promise((resolve, reject) => {
      const stop = () => {
        const place = turns.line.indexOf(waiting);
        if (place !== -1) turns.line.splice(place, 1);
        unlisten();
        reject(signals.find(({ aborted }) => aborted)?.reason);
        this.#advance(turns);
      };
      const unlisten = () => {
        for (const signal of signals) signal.removeEventListener('abort', stop);
      };
      const begin = () => {
        unlisten();
        let given = true;
        resolve(() => {
          if (!given) return;
          given = false;
          turns.active--;
          this.#advance(turns);
        });
      };
      const waiting: Waiting = { delay, begin };
      turns.line.push(waiting);
      for (const signal of signals) signal.addEventListener('abort', stop);
      if (signals.some(({ aborted }) => aborted)) stop();
      else this.#advance(turns);
    });
  }

  /** Nothing is asked of the host for so many milliseconds. */
  rest(host: string, milliseconds: number): void {
    const turns = this.#of(host);
    turns.next = Math.max(turns.next, this.#time.now() + milliseconds);
  }

  #advance(turns: HostTurns): void {
    turns.cancel?.();
    delete turns.cancel;
    while (turns.active < this.#connections) {
      const [first] = turns.line;
      if (!first) return;
      const now = this.#time.now();
      if (now < turns.next) {
        turns.cancel = this.#time.after(turns.next - now, () => this.#advance(turns));
        return;
      }
      turns.line.shift();
      turns.active++;
      turns.next = Math.max(turns.next, now + first.delay);
      first.begin();
    }
  }

  #of(host: string): HostTurns {
    const known = this.#hosts.get(host);
    if (known) return known;
    if (this.#hosts.size >= remembered) this.#forget();
    const turns: HostTurns = { active: 0, next: 0, line: [] };
    this.#hosts.set(host, turns);
    return turns;
  }

  #forget(): void {
    const now = this.#time.now();
    for (const [host, { active, line, next }] of this.#hosts)
      if (active === 0 && line.length === 0 && next <= now) this.#hosts.delete(host);
  }
}
