/** A copy of a text that was cut out of a longer one, which JavaScript engines keep in memory as long as the part is kept. */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}
