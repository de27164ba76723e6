import { escapeHtml } from './escape-html'

/** One line of a list: a link, and what is said beside it. */
export type MailLine = { title: string; href: string; note: string }
/** A heading with its lines; `more` is how many there are beyond them, and where. */
export type MailPart = { heading: string; lines: MailLine[]; more: { count: number; href: string } | null }

const STYLE = `:root{color-scheme:light dark}
body{margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,sans-serif;color:#1c1b19;background:#faf9f7;overflow-wrap:anywhere}
main{max-width:40rem;margin:0 auto}h1{font-size:20px;margin:0 0 16px}h2{font-size:16px;margin:24px 0 8px}
ul{margin:0;padding-left:20px}li{margin:0 0 8px}a{color:#1f4f8f}.note{color:#5c5a55;font-size:14px;display:block}
footer{margin-top:32px;padding-top:12px;border-top:1px solid #d8d5cf;color:#5c5a55;font-size:14px}
@media (prefers-color-scheme:dark){body{color:#eceae6;background:#191817}a{color:#9dc0ee}.note,footer{color:#a9a69f}footer{border-color:#3a3835}}`

/** A mail of lists in both forms that programs show. Nothing in it is fetched from elsewhere. */
export function writeMail(mail: { title: string; lead: string | null; parts: MailPart[]; foot: MailLine[] }): {
  text: string
  html: string
} {
  const { title, lead, parts, foot } = mail
  return {
    text:
      [title, lead, ...parts.map(partAsText), ['--', ...foot.map(footAsText)].join('\n')].filter(Boolean).join('\n\n') +
      '\n',
    html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${lead === null ? '' : `<p>${escapeHtml(lead)}</p>`}
${parts.map(partAsHtml).join('\n')}
<footer>
${foot.map((line) => `<p>${escapeHtml(line.note)} ${linkAsHtml(line)}</p>`).join('\n')}
</footer>
</main>
</body>
</html>
`,
  }
}

const footAsText = ({ title, href, note }: MailLine) => `${note} ${title}: ${href}`

const linkAsHtml = ({ title, href }: MailLine) => `<a href="${escapeHtml(href)}">${escapeHtml(title)}</a>`

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

function partAsText({ heading, lines, more }: MailPart): string {
  const listed = lines.map(
    ({ title, href, note }) => `- ${[oneLine(title), oneLine(note)].filter(Boolean).join(' · ')}\n  ${href}`,
  )
  if (more) listed.push(`- and ${more.count} more\n  ${more.href}`)
  return `${heading}\n${listed.join('\n')}`
}

function partAsHtml({ heading, lines, more }: MailPart): string {
  const listed = lines.map(
    (line) =>
      `<li>${linkAsHtml(line)}${line.note === '' ? '' : `<span class="note">${escapeHtml(line.note)}</span>`}</li>`,
  )
  if (more) listed.push(`<li><a href="${escapeHtml(more.href)}">and ${more.count} more</a></li>`)
  return `<h2>${escapeHtml(heading)}</h2>\n<ul>\n${listed.join('\n')}\n</ul>`
}
