/** On paper: no navigation, dark on white, and the addresses that links lead to elsewhere. */
export const printStyles = `
@media print {
  :root { --ground: #fff; --panel: #fff; --line: #999; --ink: #000; --quiet: #333; --link: #000; --star: #000; }
  @page { margin: 1.8cm; }
  body { font-size: 10.5pt; line-height: 1.45; }
  body > header { background: none; color: #000; border-bottom: 1px solid #000; }
  header nav, .search, .skip, footer, .breadcrumbs, summary, [rel=next] { display: none; }
  .width { max-width: none; padding: 0; }
  main { padding-block: .5rem; min-height: 0; }
  h1, h2, h3, dt { break-after: avoid; }
  .card, .facts, pre, .list > li { break-inside: avoid; }
  .button, .button.second { background: none; color: #000; border: 0; padding: 0; }
  dl:not(.facts) a.external::after, li a.external::after, a.button[rel~=external]::after { content: " <" attr(href) ">"; font-size: .85em; }
}
`;
