/** Words that join others and choose nothing: a search does not insist on them. In folded form. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an and at by for from in into is of on or the to with
  अथवा एवं और का की के को तथा पर में मे या व से है हैं`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
