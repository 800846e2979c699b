const token = /(fivestar_[0-9a-f]{12}_)[A-Za-z0-9_-]+/g;
/** A token as the password of HTTP Basic is 104 characters and more of base64; prose has no such word. */
const credentials = /\b((?:bearer|basic)\s+)[A-Za-z0-9._~+/-]{40,}=*/gi;

/** `text` without the secret part of any token in it, whichever way it got there; the id stays. */
export function maskTokens(text: string): string {
  return text.replace(token, '$1…').replace(credentials, '$1…');
}
