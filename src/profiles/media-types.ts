const register = /^https?:\/\/www\.iana\.org\/assignments\/media-types\//i;

/** `text/csv` of `https://www.iana.org/assignments/media-types/text/csv`; anything else stays as it is. */
export function mediaTypeName(value: string): string {
  return value.replace(register, '');
}
