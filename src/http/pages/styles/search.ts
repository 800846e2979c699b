/** The search page: results beside what narrows them down, one below the other where it is narrow. */
export const searchStyles = `
.order { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .6rem; margin: .4rem 0 0; }
.order label { margin: 0; }
.chosen { margin: .9rem 0 0; }
.found { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 2.5rem; align-items: start; }
.found h2 { margin-top: 1.2rem; }
.results { margin: 0 0 1rem; }
.results h3 { margin: 0 0 .2rem; }
.results .excerpt { font-size: .95rem; max-width: 44rem; }
.about span + span::before { content: " · "; }
.facets details { border-top: 1px solid var(--line); margin: 0; padding: .5rem 0; }
.facets details details { border: 0; padding: 0; }
.facets summary { font-weight: 600; padding-block: .15rem; }
.facets details details summary { font-weight: 400; }
.facets ul { list-style: none; padding: 0; margin: 0; }
.facets li { display: flex; justify-content: space-between; align-items: baseline; gap: .5rem; padding-block: .16rem; }
.facets li a { text-decoration: none; }
.facets li a:hover { text-decoration: underline; }
.facets [aria-current] { font-weight: 700; }
.to-filters { display: none; }
@media (max-width: 52rem) {
  .found { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .to-filters { display: block; }
}
@media print { .facets, .to-filters, .chosen { display: none; } .found { display: block; } }
`;
