import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { HarvestTables } from './harvest-tables.ts';

/** Milliseconds after which a lease that was not renewed is worth nothing: its holder has died. */
const lapse = 60_000;
const renewal = 10_000;

/** At most one run of a source at a time, in whichever process. */
export class SourceLease {
  readonly #tables: HarvestTables;
  readonly #source: string;
  readonly #holder: string;
  #timer: NodeJS.Timeout | undefined;

  private constructor(tables: HarvestTables, source: string, holder: string) {
    this.#tables = tables;
    this.#source = source;
    this.#holder = holder;
  }

  /**
   * @param onLost the lease was taken by another, because this process slept for too long
   * @returns `undefined` where another holds it
   */
  static take(tables: HarvestTables, source: string, onLost: () => void): SourceLease | undefined {
    // The process is part of the name: what a process leaves that was killed lapses at once.
    const lease = new SourceLease(tables, source, `${hostname()} ${process.pid} ${randomUUID()}`);
    const taken = tables.root.transactionSync(() => {
      const other = tables.leases.get(source);
      if (other && isAlive(other)) return false;
      lease.#put();
      return true;
    });
    if (!taken) return undefined;
    lease.#timer = setInterval(() => {
      if (!lease.#renew()) onLost();
    }, renewal);
    lease.#timer.unref();
    return lease;
  }

  /** Whether a run of the source is on its way. */
  static isTaken(tables: HarvestTables, source: string): boolean {
    const lease = tables.leases.get(source);
    return lease !== undefined && isAlive(lease);
  }

  release(): void {
    clearInterval(this.#timer);
    this.#tables.root.transactionSync(() => {
      if (this.#tables.leases.get(this.#source)?.holder === this.#holder)
        this.#tables.leases.removeSync(this.#source);
    });
  }

  #renew(): boolean {
    return this.#tables.root.transactionSync(() => {
      if (this.#tables.leases.get(this.#source)?.holder !== this.#holder) return false;
      this.#put();
      return true;
    });
  }

  #put(): void {
    this.#tables.leases.putSync(this.#source, { holder: this.#holder, renewed: Date.now() });
  }
}

function isAlive({ holder, renewed }: { readonly holder: string; readonly renewed: number }): boolean {
  if (Date.now() - renewed >= lapse) return false;
  const [host, pid] = holder.split(' ');
  // Processes of other machines and containers cannot be looked at: their leases lapse.
  if (host !== hostname() || Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
