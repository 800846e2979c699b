/** Narrowest and widest that text is wrapped to. */
const narrowest = 40;
const widest = 100;
const usual = 80;

/** Width and colour of an output: 80 columns and plain where it is no terminal. */
export function terminal(stream: NodeJS.WriteStream): { columns: number; colour: boolean } {
  const columns = Math.min(widest, Math.max(narrowest, stream.isTTY ? stream.columns : usual));
  return { columns, colour: stream.isTTY && !process.env['NO_COLOR'] };
}
