/**
 * Colours, type, and the frame of a page. Text has a contrast of at least 4.5:1, edges of fields and buttons of at least
 * 3:1, in both schemes (WCAG 2.2, 1.4.3 and 1.4.11). Fonts are the reader's own: nothing is fetched, nothing shifts.
 */
export const baseStyles = `
:root {
  color-scheme: light dark;
  --ground: #fff; --panel: #f3f6f8; --line: #d3dae0; --edge: #6b7884; --ink: #17222c; --quiet: #4a5763;
  --link: #0b56a0; --accent: #0a4a66; --on-accent: #fff; --warn: #7a4a00; --star: #8a5a00; --mark: #fff4cf;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12171c; --panel: #1b232b; --line: #35414c; --edge: #8592a0; --ink: #e6ecf1; --quiet: #a8b5c1;
    --link: #8cc4ff; --accent: #0f3d54; --on-accent: #f2f8fb; --warn: #f0c274; --star: #f0c05a; --mark: #2d2a17;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.6 system-ui, "Noto Sans", "Noto Sans Devanagari", sans-serif; overflow-wrap: anywhere;
}
:lang(hi) { line-height: 1.75; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .15rem; }
.width { max-width: 68rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2rem); }
.skip { position: absolute; left: -100vw; background: var(--ground); padding: .6rem 1rem; z-index: 1; }
.skip:focus { left: 0; top: 0; }
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
body > header { background: var(--accent); color: var(--on-accent); }
header .bar { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem 1.5rem; padding-block: .55rem; }
header a { color: inherit; text-decoration: none; padding-block: .35rem; }
header a:hover { text-decoration: underline; }
header :focus-visible { outline-color: currentColor; }
header .portal { font-weight: 700; font-size: 1.1rem; }
header nav { display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; }
.portal + nav:last-child { margin-inline-start: auto; }
main { display: block; padding-block: 1.5rem 3.5rem; min-height: 60vh; }
main:focus { outline: none; }
footer { border-top: 1px solid var(--line); color: var(--quiet); font-size: .9rem; padding-block: 1.2rem; }
footer p { margin: 0 auto; max-width: 68rem; }
h1 { font-size: clamp(1.55rem, 1.2rem + 1.6vw, 2.15rem); line-height: 1.25; margin: .15rem 0 .6rem; text-wrap: balance; }
h2 { font-size: 1.3rem; line-height: 1.35; margin: 2.4rem 0 .8rem; }
h3 { font-size: 1.05rem; line-height: 1.45; margin: 1.2rem 0 .4rem; }
:lang(hi):is(h1, h2, h3), :lang(hi) :is(h1, h2, h3) { line-height: 1.5; }
p { margin: 0 0 .8rem; max-width: 46rem; }
ul, ol { padding-inline-start: 1.2rem; margin: 0 0 1rem; }
pre, code, textarea { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
pre {
  background: var(--panel); border: 1px solid var(--line); border-radius: .4rem; padding: .7rem .9rem; margin: 0 0 1rem;
  white-space: pre-wrap; font-size: .88rem; line-height: 1.5;
}
dl { display: grid; grid-template-columns: minmax(8rem, 13rem) minmax(0, 1fr); gap: 0; margin: 0 0 1rem; }
dt, dd { border-top: 1px solid var(--line); padding: .5rem 0; margin: 0; }
dt { color: var(--quiet); padding-inline-end: 1rem; }
dd > ul { list-style: none; padding: 0; margin: 0; }
dd dl { grid-template-columns: minmax(6rem, 10rem) minmax(0, 1fr); margin: 0; font-size: .95rem; }
dd dl > :nth-child(-n + 2) { border-top: 0; }
details { margin: 0 0 1rem; }
summary { color: var(--link); cursor: pointer; padding-block: .3rem; }
details[open] > summary { margin-bottom: .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid var(--line); padding: .45rem .8rem .45rem 0; text-align: start; vertical-align: top; }
button, input, select, textarea { font: inherit; color: inherit; }
textarea { width: 100%; min-height: 14rem; font-size: .9rem; padding: .7rem; }
textarea, select, input {
  background: var(--ground); color: var(--ink); border: 1px solid var(--edge); border-radius: .4rem;
}
select, input { padding: .4rem .6rem; max-width: 100%; }
input:is([type=text], [type=search], [type=url]) { width: 100%; }
input::placeholder { color: var(--quiet); opacity: 1; }
form label { display: block; font-weight: 600; margin: .8rem 0 .3rem; }
.row { display: flex; flex-wrap: wrap; align-items: end; gap: 1rem; margin-block: .8rem; }
.row label { margin-top: 0; }
.button, button {
  display: inline-block; background: var(--accent); color: var(--on-accent); border: 1px solid var(--accent);
  border-radius: .4rem; padding: .45rem 1rem; text-decoration: none; cursor: pointer;
}
.button:hover, button:hover { text-decoration: underline; }
.button.second { background: none; color: var(--link); border-color: currentColor; }
`;
