/** Least first: each role may do everything that those before it may. */
export const roles = ['reader', 'editor', 'admin'] as const;

/** `reader` reads what is not public, `editor` writes graphs, `admin` does everything. */
export type Role = (typeof roles)[number];

export function roleAllows(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
