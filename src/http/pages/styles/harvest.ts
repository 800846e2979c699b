/** Tables of sources and of runs, laid out before all rows have arrived, so that nothing moves; on narrow screens each row is a block, and each cell says what it is. */
export const harvestStyles = `
.rows { table-layout: fixed; }
.rows thead th { font-size: .9rem; }
.rows thead th:first-child { width: 26%; }
.rows th[scope=row] { font-weight: 600; }
.rows a time { color: inherit; }
.rows td, .rows td p { font-variant-numeric: tabular-nums; }
.rows p { margin: 0; font-size: .9rem; font-weight: 400; }
@media (max-width: 52rem) {
  .rows thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  .rows :is(tbody, tr, th, td) { display: block; }
  .rows tr { border-top: 1px solid var(--line); padding-block: .6rem; }
  .rows :is(th, td) { border: 0; padding: .1rem 0; }
  .rows td { display: grid; grid-template-columns: minmax(7rem, 9rem) minmax(0, 1fr); }
  .rows td > p { grid-column: 2; }
  .rows td::before { content: attr(data-name); color: var(--quiet); }
}
`;
