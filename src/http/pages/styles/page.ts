/** What stands on pages: search, breadcrumbs, facts, cards, lists. */
export const pageStyles = `
.kind { color: var(--quiet); font-size: .9rem; margin: 0; }
.lead { font-size: 1.1rem; }
.quiet, time { color: var(--quiet); }
.facts time { color: inherit; }
.warn { color: var(--warn); }
.stars > :first-child { color: var(--star); letter-spacing: .1em; }
.capital { display: inline-block; }
.capital::first-letter { text-transform: uppercase; }
.number { color: var(--quiet); white-space: nowrap; font-variant-numeric: tabular-nums; margin-inline-start: .4rem; font-size: .9rem; font-weight: 400; }
.badge {
  border: 1px solid var(--edge); border-radius: .3rem; padding: 0 .45rem; font-size: .85rem; font-weight: 600; white-space: nowrap;
}
.address { font-size: .88rem; user-select: all; }
.search { display: block; max-width: 44rem; }
.search label { margin-top: 0; }
.field { display: flex; border: 1px solid var(--edge); border-radius: .45rem; background: var(--ground); }
.field input { flex: 1; min-width: 0; border: 0; background: none; padding: .6rem .8rem; }
.field button { border-radius: 0 .38rem .38rem 0; flex: none; }
.compact { flex: 0 1 20rem; margin-inline-start: auto; }
.compact .field { border-color: var(--on-accent); }
.compact input { padding: .3rem .7rem; font-size: .95rem; }
.compact button { padding: .3rem .75rem; font-size: .95rem; }
.hero { padding-block: clamp(.5rem, 3vw, 2rem) 1rem; }
.breadcrumbs { font-size: .9rem; margin-bottom: .9rem; }
.breadcrumbs ol { display: flex; flex-wrap: wrap; list-style: none; padding: 0; margin: 0; }
.breadcrumbs a { display: inline-block; padding-block: .15rem; }
.breadcrumbs li + li::before { content: "›"; color: var(--quiet); padding-inline: .5rem; }
.counts { display: flex; flex-wrap: wrap; gap: .6rem 2.2rem; list-style: none; padding: 1rem 0; margin: .5rem 0 0; border-block: 1px solid var(--line); }
.counts b { display: block; font-size: 1.5rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
search + .actions { margin-top: 1.4rem; }
.plain { list-style: none; padding: 0; }
.plain li { padding-block: .2rem; }
.list { list-style: none; padding: 0; border-bottom: 1px solid var(--line); }
.list > li { border-top: 1px solid var(--line); padding: .6rem 0; }
.list p { margin: 0; font-size: .9rem; }
.columns { columns: 18rem auto; column-gap: 2.2rem; list-style: none; padding: 0; }
.columns li { break-inside: avoid; padding-block: .25rem; }
.short { columns: 10rem auto; }
.tree ul { list-style: none; padding-inline-start: 1.1rem; margin: .2rem 0 0; border-inline-start: 2px solid var(--line); }
.facts {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(12.5rem, 100%), 1fr)); gap: .9rem 1.6rem;
  background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.2rem; margin: 1rem 0 1.4rem;
}
.facts dt, .facts dd { border: 0; padding: 0; }
.facts dt { font-size: .88rem; }
.facts .value { display: block; }
.tags { display: flex; flex-wrap: wrap; gap: .45rem; list-style: none; padding: 0; }
.tags a { display: block; background: var(--panel); border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .8rem; text-decoration: none; }
.tags a:hover { text-decoration: underline; }
.card { border: 1px solid var(--line); border-radius: .6rem; padding: 1.1rem 1.2rem; margin: 0 0 1rem; }
.card h3 { margin-top: 0; }
.card dl { margin: .8rem 0 0; }
:target { background: var(--mark); outline: 3px solid var(--star); outline-offset: .15rem; scroll-margin-top: 1rem; border-radius: .3rem; }
main:target, section:target { background: none; outline: none; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; margin: .8rem 0; }
.formats { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; list-style: none; padding: 0; }
.formats a { display: inline-block; padding-block: .1rem; }
.ways { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)); gap: 1.2rem 2rem; list-style: none; padding: 0; }
.ways a { font-weight: 600; }
.ways p { margin: .2rem 0 0; font-size: .95rem; color: var(--quiet); }
@media (min-width: 48rem) {
  .two { display: grid; grid-template-columns: 1fr 1fr; column-gap: 2.5rem; }
}
@media (max-width: 46rem) {
  header .bar { padding-block: .5rem .7rem; }
  .compact { flex: 1 0 100%; }
}
@media (max-width: 34rem) {
  dl:not(.facts), dd dl { grid-template-columns: minmax(0, 1fr); }
  .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); padding: .9rem 1rem; gap: .8rem 1rem; }
  dt { padding-bottom: 0; font-size: .9rem; }
  dl:not(.facts) > dd { border-top: 0; padding-top: 0; }
  dd dl > :nth-child(2) { padding-top: 0; }
  .card { padding: 1rem; }
}
@media (max-width: 22rem) { .facts { grid-template-columns: minmax(0, 1fr); } }
@media (prefers-contrast: more) { :root { --quiet: var(--ink); --line: var(--edge); } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) { .button, button, .card, .tags a { border: 1px solid; } }
`;
