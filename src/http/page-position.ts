/** Cursors of the store are document IRIs; in addresses they stand without the base. */
export function toPosition(base: string, cursor: string): string {
  return cursor.startsWith(`${base}doc/`) ? cursor.slice(base.length + 4) : cursor;
}

export function fromPosition(base: string, position: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(position) ? position : `${base}doc/${position}`;
}
