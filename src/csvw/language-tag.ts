/** RFC 5646 §2.1: langtag or privateuse; of the grandfathered tags those that a langtag does not cover. */
const languageTag =
  /^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+|i-[a-z]{3,8}|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de))$/i;

export function isLanguageTag(text: string): boolean {
  return languageTag.test(text);
}

/** Whether titles in these languages are compared: `und` with any, else where one begins the other (§5.5.1). */
export function languagesMatch(one: string, other: string): boolean {
  if (one === 'und' || other === 'und') return true;
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  return a === b || a.startsWith(`${b}-`) || b.startsWith(`${a}-`);
}
