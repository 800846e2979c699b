import { createHash } from 'node:crypto';

/** The one stylesheet of the pages. Colours have a contrast of at least 4.5:1 in both schemes (WCAG 2.2, 1.4.3). */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: #fff; --panel: #f4f6f8; --line: #ccd3da; --ink: #1b2733; --quiet: #4c5a67;
  --link: #0b57a4; --accent: #0a4d68; --on-accent: #fff; --warn: #7a4a00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14191f; --panel: #1e262e; --line: #3a4651; --ink: #e8edf2; --quiet: #a9b6c2;
    --link: #86c1ff; --accent: #0f3c52; --on-accent: #f2f8fb; --warn: #f0c274;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, "Noto Sans", "Noto Sans Devanagari", sans-serif; overflow-wrap: anywhere;
}
:lang(hi) { line-height: 1.7; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, button:focus-visible, textarea:focus-visible, select:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px;
}
.width { max-width: 64rem; margin-inline: auto; padding-inline: 1rem; }
.skip { position: absolute; left: -100vw; background: var(--ground); padding: .6rem 1rem; z-index: 1; }
.skip:focus { left: 0; top: 0; }
header { background: var(--accent); color: var(--on-accent); }
header .bar { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; padding-block: .7rem; }
header a { color: inherit; text-decoration: none; padding-block: .25rem; }
header a:hover { text-decoration: underline; }
header a:focus-visible { outline-color: currentColor; }
header .portal { font-weight: 700; font-size: 1.1rem; margin-inline-end: auto; }
header nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
main { padding-block: 1.5rem 3rem; min-height: 60vh; }
main:focus { outline: none; }
footer { border-top: 1px solid var(--line); color: var(--quiet); font-size: .9rem; padding-block: 1rem; }
h1 { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.1rem); line-height: 1.25; margin: .2rem 0 .6rem; text-wrap: balance; }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .7rem; }
h3 { font-size: 1.05rem; margin: 0 0 .4rem; }
p { margin: 0 0 .8rem; max-width: 46rem; }
ul { padding-inline-start: 1.2rem; margin: 0 0 1rem; }
.kind { color: var(--quiet); font-size: .9rem; margin: 0; }
.lead { font-size: 1.1rem; }
.quiet, time { color: var(--quiet); }
.warn { color: var(--warn); }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; list-style: none; padding: 0; margin: 1.2rem 0; }
.counts li { background: var(--panel); border-radius: .5rem; padding: .6rem 1rem; min-width: 7.5rem; }
.counts b { display: block; font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.list { list-style: none; padding: 0; }
.list > li { border-top: 1px solid var(--line); padding: .55rem 0; }
.list > li:last-child { border-bottom: 1px solid var(--line); }
.list p { margin: 0; font-size: .9rem; }
.columns { columns: 18rem auto; column-gap: 2rem; list-style: none; padding: 0; }
.columns li { break-inside: avoid; padding-block: .2rem; }
.number { color: var(--quiet); white-space: nowrap; font-variant-numeric: tabular-nums; margin-inline-start: .4rem; font-size: .9rem; }
dl { display: grid; grid-template-columns: minmax(8rem, 13rem) 1fr; gap: 0; margin: 0 0 1rem; }
dt, dd { border-top: 1px solid var(--line); padding: .45rem 0; margin: 0; }
dt { color: var(--quiet); padding-inline-end: 1rem; }
dd > ul { list-style: none; padding: 0; margin: 0; }
dd dl { grid-template-columns: minmax(6rem, 10rem) 1fr; margin: 0; font-size: .95rem; }
dd dl > :nth-child(-n + 2) { border-top: 0; }
.tags { display: flex; flex-wrap: wrap; gap: .35rem; }
.tags li { background: var(--panel); border: 1px solid var(--line); border-radius: 1rem; padding: 0 .65rem; }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin: 0 0 1rem; }
.card dl { margin: .6rem 0 0; }
.card dd:last-child, .card dl { margin-bottom: 0; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; margin: .6rem 0; }
.button, button {
  display: inline-block; background: var(--accent); color: var(--on-accent); border: 1px solid transparent;
  border-radius: .4rem; padding: .45rem 1rem; text-decoration: none; font: inherit; cursor: pointer;
}
.button:hover, button:hover { text-decoration: underline; }
.button.second { background: none; color: var(--link); border-color: currentColor; }
.formats { display: flex; flex-wrap: wrap; gap: .4rem 1.1rem; list-style: none; padding: 0; }
pre { background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem;
  white-space: pre-wrap; font-size: .88rem; line-height: 1.5; margin: 0 0 1rem; }
code, pre, textarea { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
form label { display: block; font-weight: 600; margin: .8rem 0 .3rem; }
textarea { width: 100%; min-height: 14rem; font-size: .9rem; padding: .7rem; }
textarea, select { background: var(--ground); color: var(--ink); border: 1px solid var(--quiet); border-radius: .4rem; }
select { font: inherit; padding: .35rem; }
.row { display: flex; flex-wrap: wrap; align-items: end; gap: 1rem; margin-block: .8rem; }
.row label { margin-top: 0; }
@media (max-width: 34rem) {
  dl, dd dl { grid-template-columns: 1fr; }
  dt { padding-bottom: 0; font-size: .9rem; }
  dd { border-top: 0; padding-top: 0; }
  dd dl > :nth-child(2) { padding-top: 0; }
}
@media print { header nav, .skip, footer { display: none; } }
`.trimStart();

const version = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12);

/** Under the base's path; changes with the content, so that it may be kept for ever. */
export const stylesheetPath = `assets/style-${version}.css`;
