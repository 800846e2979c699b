/** The differences between versions. What was removed is struck out, what was added underlined, and a word says it too. */
export const versionStyles = `
.difference { table-layout: fixed; }
.difference th[scope=row] { font-weight: 600; }
.difference td > ul { list-style: none; padding: 0; margin: 0; }
.difference td > ul > li + li { margin-top: .4rem; }
.sign { display: block; color: var(--quiet); font-size: .85rem; }
del { text-decoration: line-through; text-decoration-thickness: .08em; }
ins { text-decoration: underline; text-decoration-thickness: .08em; text-underline-offset: .2em; background: var(--mark); }
@media (max-width: 34rem) {
  .difference thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .difference :is(tbody, tr, th, td) { display: block; }
  .difference tr { border-top: 1px solid var(--line); padding-block: .5rem; }
  .difference :is(th, td) { border: 0; padding: .15rem 0; }
  .difference td:has(> .quiet) { display: none; }
}
`;
