const HEADING = /^h([1-6])\.[ \t]+(\S.*)$/
const CODE = /^[ \t]*\{(?:code|noformat)(?::([\w-]{1,20}))?[^}\n]{0,80}\}[ \t]*$/

/** Whether a text is written in the wiki markup of Jira and Confluence: `h2. Title` heads it more than once, and no line between empty ones is a heading of Markdown. */
export function isJiraMarkup(text: string): boolean {
  const start = text.slice(0, 50_000)
  return (start.match(/^h[1-6]\.[ \t]+\S/gm)?.length ?? 0) >= 2 && !/\n[ \t]*\n#{2,6} \S[^\n]*\n[ \t]*\n/.test(start)
}

/**
 * Jira and Confluence wiki markup as Markdown: `h2. Title`, `*bold*`, `* item`, `# step`, `||head||head||`, `|cell|cell|`,
 * `[text|url]`, `{code}`. What is not known stays as it is.
 */
export function replaceJira(text: string): string {
  let inCode = false
  return text
    .split('\n')
    .map((line) => {
      const end = line.endsWith('\r') ? '\r' : ''
      const bare = end ? line.slice(0, -1) : line
      const mark = CODE.exec(bare)
      if (mark) {
        inCode = !inCode
        return (inCode ? `\`\`\`${mark[1] ?? ''}` : '```') + end
      }
      return inCode ? line : jiraLine(bare) + end
    })
    .join('\n')
}

function jiraLine(line: string): string {
  const heading = HEADING.exec(line)
  if (heading) return `${'#'.repeat(Number(heading[1]))} ${jiraText(heading[2] ?? '')}`
  if (/^[ \t]*\|\|.*\|\|[ \t]*$/.test(line)) {
    const cells = line.trim().slice(2, -2).split('||')
    return `| ${cells.map((cell) => jiraText(cell.trim())).join(' | ')} |\n|${' --- |'.repeat(cells.length)}`
  }
  const item = /^[ \t]*([*#-]{1,5})[ \t]+(\S.*)$/.exec(line)
  if (item) {
    const marks = item[1] ?? '*'
    return `${'   '.repeat(marks.length - 1)}${marks.endsWith('#') ? '1.' : '-'} ${jiraText(item[2] ?? '')}`
  }
  return jiraText(line)
}

function jiraText(line: string): string {
  return line
    .replaceAll(/\{color(?::[#\w]{1,20})?\}/g, '')
    .replaceAll(/\[([^\][|\n]{1,300})\|(https?:\/\/[^\]|\s]{1,500})(?:\|[^\]\n]{0,40})?\]/g, '[$1]($2)')
    .replaceAll(/\{\{([^{}\n]{1,200})\}\}/g, '`$1`')
    .replaceAll(/(?<![\w*])\*([^*\s](?:[^*\n]{0,120}[^*\s])?)\*(?![\w*])/g, '**$1**')
    .replaceAll(/(?<![\w-])-([^-\s](?:[^-\n]{0,120}[^-\s])?)-(?=[ \t]*$)/g, '~~$1~~')
}
