/** A trap (`unreachable`, out of memory, stack overflow) leaves the engine's instance in an unknown state. */
export function isTrap(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'RuntimeError');
}
