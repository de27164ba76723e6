/** Words of a tag that are text for readers: its quoted strings with a space, and those of attributes that are shown. */
function proseOf(tag: string): string {
  const shown: string[] = []
  for (const [, name, quoted] of tag.matchAll(/(?:(\w{1,40})\s{0,4}[:=]\s{0,4})?("[^"\n]*"|'[^'\n]*')/g)) {
    const text = quoted?.slice(1, -1).trim() ?? ''
    const isShown = name && /^(?:title|caption|summary|label|alt|text|heading)$/i.test(name)
    const isSetting = name && /^(?:class|className|style|src|href|id|width|height)$/.test(name)
    if (isShown || (!isSetting && text.includes(' '))) shown.push(text)
  }
  return shown.join(' ')
}

const STRINGS = /"([^"\n]*)"|'([^'\n]*)'/g

function stringsOf(tag: string): string[] {
  return [...tag.matchAll(STRINGS)].map(([, double, single]) => double ?? single ?? '')
}

/**
 * Takes the tags of embedded Ruby out of a page. What they show to readers stays: links, pictures, texts in quotes. A tag alone
 * on its line leaves the line empty, so that lines keep their numbers.
 */
export function replaceErb(text: string): string {
  return replaceTags(text, '<%', '%>', (tag) => {
    const code = tag
      .replace(/^[=-]+/, '')
      .replace(/-$/, '')
      .trim()
    if (tag.startsWith('#')) return ''
    const [first = '', second = ''] = stringsOf(code)
    if (/^link_to\b/.test(code)) return second ? `[${first}](${second})` : first
    if (/^mail_to\b/.test(code)) return first
    if (/^image_tag\b/.test(code)) return `![${proseOf(code)}](${first})`
    return proseOf(code)
  })
}

/** Replaces what stands between two marks. One that is not closed stays as it is. */
function replaceTags(text: string, open: string, close: string, replace: (tag: string) => string): string {
  const parts: string[] = []
  let at = 0
  for (let start = text.indexOf(open); start >= 0; start = text.indexOf(open, at)) {
    const end = text.indexOf(close, start + open.length)
    if (end < 0) break
    const tag = text.slice(start + open.length, end)
    parts.push(text.slice(at, start), replace(tag), '\n'.repeat(tag.split('\n').length - 1))
    at = end + close.length
  }
  parts.push(text.slice(at))
  return parts.join('')
}

const FENCE = /^ {0,3}(`{3,}|~{3,})/

/** Changes what is outside of fenced code; a fence that stays open reaches to the end, as in Markdown. */
function outsideCode(text: string, change: (prose: string) => string): string {
  const parts: string[] = []
  let lines: string[] = []
  let fence: string | null = null
  const flush = () => {
    if (lines.length > 0) parts.push(fence === null ? change(lines.join('\n')) : lines.join('\n'))
    lines = []
  }
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line)?.[1]
    if (fence === null && mark) {
      flush()
      fence = mark
      lines.push(line)
    } else if (fence !== null && mark?.startsWith(fence) && line.trim() === mark) {
      lines.push(line)
      flush()
      fence = null
    } else lines.push(line)
  }
  flush()
  return parts.join('\n')
}

/** Takes Liquid tags and Hugo shortcodes out of Markdown, outside of code. Values such as `{{ $labels.pod }}` stay: they are text. */
export function replaceShortcodes(text: string): string {
  if (!/\{%|\{\{[<%]/.test(text)) return text
  return outsideCode(text, (prose) => {
    const hugo = replaceTags(prose, '{{<', '>}}', replaceShortcode)
    const percent = replaceTags(hugo, '{{%', '%}}', replaceShortcode)
    return replaceTags(removeComments(percent), '{%', '%}', replaceLiquid)
  })
}

/** Takes out what stands in Liquid's comments. One that is not closed is none; it is looked for once, not at each opening. */
function removeComments(text: string): string {
  const opening = /\{%-? {0,4}comment\b[^%\n]{0,80}%\}/g
  const closing = /\{%-? {0,4}endcomment {0,4}-?%\}/g
  const parts: string[] = []
  let at = 0
  for (let open = opening.exec(text); open; open = opening.exec(text)) {
    closing.lastIndex = opening.lastIndex
    if (!closing.test(text)) break
    const comment = text.slice(open.index, closing.lastIndex)
    parts.push(text.slice(at, open.index), '\n'.repeat(comment.split('\n').length - 1))
    at = opening.lastIndex = closing.lastIndex
  }
  parts.push(text.slice(at))
  return parts.join('')
}

function replaceShortcode(tag: string): string {
  const [name = ''] = tag.trim().split(/\s/, 1)
  const [first = ''] = stringsOf(tag)
  // `track` holds the time of an update (cState)
  if (name === 'ref' || name === 'relref' || name === 'track') return first
  if (name !== 'figure' && name !== 'img') return proseOf(tag)
  const source = /\bsrc\s{0,4}=\s{0,4}["']([^"'\n]*)/.exec(tag)?.[1] ?? ''
  return `![${proseOf(tag)}](${source})`
}

function replaceLiquid(tag: string): string {
  const words = tag.replaceAll(/^-|-$/g, '').trim()
  const highlighted = /^highlight[ \t]+(\S+)/.exec(words)?.[1]
  if (highlighted) return `\`\`\`${highlighted}`
  return words === 'endhighlight' ? '```' : proseOf(words)
}

/** Takes the programming out of MDX: imports, exports, comments, and the tags of components around their text. */
export function replaceMdx(text: string): string {
  return outsideCode(text, (prose) => {
    const plain = prose
      .replaceAll(/^import [^\n]{0,400}?["'][^"'\n]{0,300}["'];?[ \t]*$/gm, '')
      .replaceAll(/^export (?:const|default|let|function)\b[^\n]*$/gm, '')
    const silent = replaceTags(plain, '{/*', '*/}', () => '')
    return silent.replaceAll(
      /<\/?[A-Z][\w.]*(?:\s[^<>]*)?\/?>/g,
      (tag) => proseOf(tag) + '\n'.repeat(tag.split('\n').length - 1),
    )
  })
}

const TOML = /^\uFEFF?\+\+\+[ \t]*\r?\n([\s\S]{0,64000}?)\r?\n\+\+\+[ \t]*(?=\r?\n|$)/

/** Hugo's front matter in TOML as YAML, line by line; a value that TOML writes over several lines keeps it as it is. */
export function replaceToml(text: string): string {
  const found = TOML.exec(text)
  if (!found) return text
  const lines: string[] = []
  let indent = ''
  for (const line of (found[1] ?? '').split(/\r?\n/)) {
    const table = /^\[([\w.-]{1,80})\][ \t]*$/.exec(line)?.[1]
    const pair = /^[ \t]*([\w-]{1,80}|"[^"\n]{1,80}")[ \t]*=[ \t]*(\S.*)$/.exec(line)
    if (table) {
      lines.push(`${table}:`)
      indent = '  '
    } else if (pair && !/^(?:"""|'''|\[[^\]]*$)/.test(pair[2] ?? '')) lines.push(`${indent}${pair[1]}: ${pair[2]}`)
    else if (line.trim() === '' || line.trim().startsWith('#')) lines.push(line)
    else return text
  }
  return `---\n${lines.join('\n')}\n---${text.slice(found[0].length)}`
}
