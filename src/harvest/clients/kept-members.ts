import type { Json } from '../harvest-client.ts';

/** Members of what was kept between runs; none where it is no object, as a bookmark of another version may be. */
export function membersOf(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}
