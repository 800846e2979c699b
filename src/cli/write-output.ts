import { once } from 'node:events';

/** Writes to standard output, waiting where its reader is slower. A reader that went away (`| head`) ends the process quietly. */
export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
