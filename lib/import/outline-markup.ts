/*
 * AsciiDoc, Org and MediaWiki pages as Markdown: their headings, labels, lists, code and simple tables. Each line stays one line, and
 * what is not known stays as it is, so that no text is lost.
 */

/** Changes the lines outside of code; `fence` gives the Markdown fence for a line that opens or closes code, else null. */
function changeLines(
  text: string,
  fence: (line: string, inCode: boolean) => string | null,
  change: (line: string, index: number) => string,
): string {
  let inCode = false
  return text
    .split('\n')
    .map((line, index) => {
      const end = line.endsWith('\r') ? '\r' : ''
      const bare = end ? line.slice(0, -1) : line
      const mark = fence(bare, inCode)
      if (mark !== null) {
        inCode = !inCode
        return mark + end
      }
      return inCode ? line : change(bare, index) + end
    })
    .join('\n')
}

/** AsciiDoc: `== Title`, `Term:: text`, `*Label:*`, `* item`, `. step`, `|===` tables with a row on each line, `----` code. */
export function replaceAsciidoc(text: string): string {
  let delimiter = ''
  let row = -1
  return changeLines(
    text,
    (line, inCode) => {
      if (inCode ? line !== delimiter : !/^(?:-{4,}|\.{4,})$/.test(line)) return null
      delimiter = line
      return '```'
    },
    (line) => {
      if (/^\|={3,}[ \t]*$/.test(line)) {
        row = row < 0 ? 0 : -1
        return ''
      }
      if (row >= 0 && line.startsWith('|')) return asciidocRow(line, row++ === 0)
      return asciidocLine(line)
    },
  )
}

function asciidocRow(line: string, isFirst: boolean): string {
  const cells = line
    .slice(1)
    .split('|')
    .map((cell) => cell.trim())
  const written = `| ${cells.join(' | ')} |`
  return isFirst ? `${written}\n|${' --- |'.repeat(cells.length)}` : written
}

function asciidocLine(line: string): string {
  // Attributes of the block below: no text.
  if (/^\[[\w%",=.#;: -]*\]$/.test(line)) return ''
  const heading = /^(={1,6})[ \t]+(\S.*)$/.exec(line)
  if (heading) return `${'#'.repeat(heading[1]?.length ?? 1)} ${heading[2]}`
  const item = /^(\*{1,5}|\.{1,5})[ \t]+(\S.*)$/.exec(line)
  if (item) {
    const indent = '  '.repeat((item[1]?.length ?? 1) - 1)
    return `${indent}${item[1]?.startsWith('.') ? '1.' : '-'} ${boldOf(item[2] ?? '')}`
  }
  const term = /^([^:\n]{1,80})::(?:[ \t]+(.*))?$/.exec(line)
  if (term) return `**${term[1]?.trim()}:** ${boldOf(term[2] ?? '')}`.trimEnd()
  return boldOf(line)
}

/** `*Label*` is bold in AsciiDoc and Org, and slanted in Markdown. */
function boldOf(line: string): string {
  return line.replaceAll(/(?<![\w*])\*([^*\s](?:[^*\n]{0,120}[^*\s])?)\*(?![\w*])/g, '**$1**')
}

/** Org: `* Title`, `#+TITLE:`, `- term :: text`, `#+BEGIN_SRC`, `[[url][text]]`, and table rules `|---+---|`. */
export function replaceOrg(text: string): string {
  return changeLines(
    text,
    (line, inCode) => {
      const mark = /^[ \t]*#\+(BEGIN|END)_(?:SRC|EXAMPLE)(?:[ \t]+(\S+))?/i.exec(line)
      if (!mark || (mark[1]?.toUpperCase() === 'END') !== inCode) return null
      return inCode ? '```' : `\`\`\`${mark[2] ?? ''}`
    },
    orgLine,
  )
}

function orgLine(line: string): string {
  const title = /^#\+TITLE:[ \t]*(\S.*)$/i.exec(line)
  if (title) return `# ${title[1]}`
  const keyword = /^#\+(DATE|AUTHOR):[ \t]*(\S.*)$/i.exec(line)
  if (keyword) return `**${keyword[1]}:** ${keyword[2]}`
  const heading = /^(\*{1,6})[ \t]+(?:(?:TODO|DONE)[ \t]+)?(\S.*)$/.exec(line)
  if (heading) return `${'#'.repeat((heading[1]?.length ?? 1) + 1).slice(0, 6)} ${heading[2]}`
  const linked = line.replaceAll(/\[\[([^\][\n]{1,500})\]\[([^\][\n]{1,300})\]\]/g, '[$2]($1)')
  const term = /^([ \t]*)- ([^:\n]{1,80}) ::[ \t]*(.*)$/.exec(linked)
  if (term) return `${term[1]}- **${term[2]}:** ${term[3]}`.trimEnd()
  if (/^[ \t]*\|[-+]+\|[ \t]*$/.test(line)) return line.replaceAll('+', '|')
  return boldOf(linked)
}

/** MediaWiki: `== Title ==`, `'''bold'''`, `* item`, `# step`, `; term : text`, `[url text]`, `<pre>` code. */
export function replaceMediawiki(text: string): string {
  return changeLines(
    text,
    (line, inCode) => {
      const mark = /^[ \t]*<(\/?)(?:pre|source|syntaxhighlight)(?:[ \t]+lang="?([\w-]{1,20})"?)?[ \t]*>[ \t]*$/i.exec(
        line,
      )
      if (!mark || (mark[1] === '/') !== inCode) return null
      return inCode ? '```' : `\`\`\`${mark[2] ?? ''}`
    },
    mediawikiLine,
  )
}

function mediawikiLine(line: string): string {
  const heading = /^(={1,6})[ \t]*([^=\s](?:[^\n]{0,200}[^=\s])?)[ \t]*\1[ \t]*$/.exec(line)
  if (heading) return `${'#'.repeat(heading[1]?.length ?? 1)} ${mediawikiText(heading[2] ?? '')}`
  const item = /^([*#]{1,5})[ \t]*([^*#\s].*)$/.exec(line)
  if (item) {
    const marks = item[1] ?? '*'
    return `${'   '.repeat(marks.length - 1)}${marks.endsWith('#') ? '1.' : '-'} ${mediawikiText(item[2] ?? '')}`
  }
  const term = /^;[ \t]*([^:\n]{1,80}):?(.*)$/.exec(line)
  if (term) return `**${term[1]?.trim()}:** ${mediawikiText(term[2]?.trim() ?? '')}`.trimEnd()
  return mediawikiText(line.replace(/^:{1,5}[ \t]*(?=\S)/, '> '))
}

function mediawikiText(text: string): string {
  return text
    .replaceAll(/\{\{(?:done|tick|yes|fixed)\}\}/gi, '✅')
    .replaceAll(/\{\{(?:doing|in progress|working|partly done)\}\}/gi, '🔄')
    .replaceAll(/\{\{(?:phab|bug|task|ticket)\|([A-Z]{0,10}-?\d{1,8})\}\}/gi, '$1')
    .replaceAll(/\[(https?:\/\/[^\s\]]{1,500})[ \t]+([^\][\n]{1,300})\]/g, '[$2]($1)')
    .replaceAll(/\[\[(?:[^\][|\n]{1,200}\|)?([^\][|\n]{1,200})\]\]/g, '$1')
    .replaceAll(/'''([^'\n]{1,300})'''/g, '**$1**')
    .replaceAll(/''([^'\n]{1,300})''/g, '*$1*')
}
