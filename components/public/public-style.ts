/** The style of pages for everybody: system fonts, light and dark by the reader's choice, 390 px and paper. */
export const PUBLIC_STYLE = `
:root { color-scheme: light dark; --canvas: #faf9f7; --surface: #fff; --line: #e7e4de; --ink: #1d1b18; --muted: #57534c; --accent: #0b6059; --subtle: #f4f2ee; }
@media (prefers-color-scheme: dark) {
  :root { --canvas: #131312; --surface: #191918; --line: #413f3a; --ink: #ecebe6; --muted: #b2afa6; --accent: #62cbbb; --subtle: #201f1d; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--surface); padding: .25rem .5rem; }
.top { border-bottom: 1px solid var(--line); background: var(--surface); }
.top nav, main { max-width: 46rem; margin: 0 auto; padding: .75rem 1rem; }
.top nav { display: flex; justify-content: space-between; gap: 1rem; }
.top a, .pages a, .languages a, .languages span { display: inline-block; min-height: 1.75rem; }
.home { font-weight: 600; text-decoration: none; }
main { padding-bottom: 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.25rem 0 .75rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: .95rem; margin: 1rem 0 .25rem; }
p { margin: .25rem 0; }
ul, ol { padding-left: 1.25rem; margin: .25rem 0; }
li { margin: .25rem 0; }
code { font-family: ui-monospace, monospace; font-size: .9em; background: var(--subtle); border: 1px solid var(--line); border-radius: 3px; padding: 0 .25em; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .5rem 1rem; margin: 1rem 0; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); }
dt { font-size: .8rem; color: var(--muted); }
dd { margin: 0; }
.causes div { margin: .5rem 0; }
.list, .timeline { list-style: none; padding: 0; }
.list li { border-bottom: 1px solid var(--line); padding: .6rem 0; margin: 0; }
.list a { font-weight: 600; }
.note, .when { color: var(--muted); font-size: .875rem; }
.timeline li { border-left: 2px solid var(--line); padding: 0 0 .75rem .9rem; margin: 0; }
.badge { border: 1px solid var(--line); border-radius: 4px; background: var(--subtle); color: var(--ink); padding: 0 .35em; font-size: .75rem; white-space: nowrap; }
.languages, .pages { display: flex; gap: 1rem; }
[aria-current] { font-weight: 600; }
@media print {
  :root { --canvas: #fff; --surface: #fff; --ink: #000; --muted: #333; --accent: #000; --line: #999; --subtle: #fff; }
  .top, .skip, .languages, .pages { display: none; }
  main { max-width: none; padding: 0; }
  h2, h3 { break-after: avoid; }
  li, .causes div { break-inside: avoid; }
}
`.trimStart()
