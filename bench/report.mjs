/** @typedef {import('./measure.mjs').Latency} Latency */
/** @typedef {import('./measure.mjs').Repeated} Repeated */
/** @typedef {{ alone: Repeated, many: Repeated }} Both one request at a time, and sixteen */
/**
 * @typedef {object} SizeResult
 * @property {number} size incidents stored
 * @property {number} importRate documents a second, the start of the command included
 * @property {number} startSeconds from the start of the application, with its database there, until it answers
 * @property {Record<string, Both>} latency by what is asked for
 * @property {Record<string, number>} script compressed bytes by page
 * @property {{ rest: number, app: number, postgres: number }} memory bytes: of both before anything was asked, of each after all was
 * @property {{ byKey: Repeated, list: Repeated, matching: Repeated, ranked: Repeated }} raw
 * @property {{ tool: string, latency: Latency }} files
 * @property {import('./search-overlap.mjs').Overlap} overlap of a search's first ten with those of the full ranking
 * @property {{ incident: Both, list: Both }} bare a bare Node server with the bytes of these pages
 */
/** @typedef {{ processors: number, node: string, on: string, originals: number }} Machine originals: texts that were varied */

const ms = (/** @type {{ p50: number, p95: number }} */ { p50, p95 }) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`
const megabytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e6)} MB`
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1e3).toFixed(1)} kB`
const shares = (/** @type {SizeResult['overlap']} */ { strict, tied }) =>
  `${strict.toFixed(2)}, with ties ${tied.toFixed(2)}`
const number = (/** @type {number} */ value) => value.toLocaleString('en')

/** @param {string[][]} rows */
export function printTable(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

/** @param {SizeResult} result @returns {string[][]} what was asked for, and what stands beside it */
function rowsOf({ latency, raw, files, bare }) {
  const beside = (/** @type {string} */ name) => {
    if (name === 'incident, page' || name === 'incident, page, again')
      return `bare server, same bytes ${ms(bare.incident.alone)}`
    if (name === 'incident list, page' || name === 'incident list, page, again')
      return `bare server, same bytes ${ms(bare.list.alone)}`
    if (name.startsWith('search, English')) return `raw ranked query ${ms(raw.ranked)}`
    if (name === 'search, page') return `${files.tool} over the same files ${ms(files.latency)}`
    return ''
  }
  return Object.entries(latency).map(([name, { alone, many }]) => [
    name,
    ms(alone),
    alone.spread.toFixed(2),
    ms(many),
    many.perSecond.toFixed(0),
    beside(name),
  ])
}

const HEADINGS = ['what', 'one at a time', 'spread', 'sixteen', 'a second', 'beside']

/**
 * How fast a figure grows between the least and the greatest size: 0 not at all, 1 with the number of incidents.
 * @param {SizeResult[]} results @param {string} name
 */
function exponentOf(results, name) {
  const [first] = results
  const last = results.at(-1)
  const from = first?.latency[name]?.alone.p50
  const to = last?.latency[name]?.alone.p50
  if (!first || !last || first === last || from === undefined || to === undefined) return null
  return Math.log(to / from) / Math.log(last.size / first.size)
}

/** @param {SizeResult[]} results */
export function printReport(results) {
  for (const result of results) {
    const { size, importRate, startSeconds, memory, raw, overlap } = result
    console.log(`\n${number(size)} incidents; in ms, p50 / p95, medians of three repeats`)
    printTable([HEADINGS, ...rowsOf(result)])
    printTable([
      ['raw query by key', ms(raw.byKey)],
      ['raw list of 50', ms(raw.list)],
      ['raw matching', ms(raw.matching)],
      ['top ten as of the full ranking', shares(overlap)],
      ['import, documents/s', importRate.toFixed(1)],
      ['start, s', startSeconds.toFixed(1)],
      ['memory at rest', megabytes(memory.rest)],
      ['memory after the load', `${megabytes(memory.app)} and ${megabytes(memory.postgres)} of Postgres`],
    ])
  }
  const last = results.at(-1)
  if (!last) return
  console.log('\nJavaScript of a first visit, compressed')
  printTable(Object.entries(last.script).map(([path, bytes]) => [path, kilobytes(bytes)]))
}

/** @param {string[][]} rows the first are headings */
function markdownTable(rows) {
  const [headings = [], ...others] = rows
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |`
  return [line(headings), line(headings.map(() => '---')), ...others.map(line)].join('\n')
}

/** @param {SizeResult[]} results @param {string} title @param {string[]} names @returns {string} a chart in Mermaid's words */
function chartOf(results, title, names) {
  const lines = names.map((name) => {
    const values = results.map(({ latency }) => latency[name]?.alone.p50.toFixed(1) ?? '0')
    return `  line "${name}" [${values.join(', ')}]`
  })
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${title}"`,
    `  x-axis "incidents" [${results.map(({ size }) => `"${number(size)}"`).join(', ')}]`,
    '  y-axis "p50 in ms"',
    ...lines,
    '```',
  ].join('\n')
}

/** @param {SizeResult[]} results @returns {string} */
function growthTable(results) {
  const names = Object.keys(results[0]?.latency ?? {})
  return markdownTable([
    ['what', ...results.map(({ size }) => `${number(size)}, p50 / p95`), 'growth'],
    ...names.map((name) => [
      name,
      ...results.map(({ latency }) => (latency[name] ? ms(latency[name].alone) : '')),
      exponentOf(results, name)?.toFixed(2) ?? '',
    ]),
  ])
}

/**
 * The page of the documentation with the figures of a run.
 * @param {SizeResult[]} results @param {Machine} machine
 */
export function benchmarksPage(results, { processors, node, on, originals }) {
  const last = results.at(-1)
  const sizes = results.map((result) => {
    const { size, importRate, startSeconds, memory, raw, overlap } = result
    return [
      `## ${number(size)} incidents`,
      markdownTable([HEADINGS, ...rowsOf(result)]),
      markdownTable([
        ['what', 'figure'],
        [
          'raw query by key, list of 50, matching, ranked',
          [raw.byKey, raw.list, raw.matching, raw.ranked].map(ms).join('; '),
        ],
        ['share of the ten best that are those of the full ranking', shares(overlap)],
        ['import', `${importRate.toFixed(0)} documents a second, the start of the command included`],
        ['start of the application with its database there', `${startSeconds.toFixed(1)} s`],
        ['memory at rest, application and Postgres', megabytes(memory.rest)],
        ['memory after the load', `${megabytes(memory.app)} and ${megabytes(memory.postgres)}`],
      ]),
    ].join('\n\n')
  })
  return `${[
    '# Benchmarks',
    `\`npm run bench\` made this page on ${on}, on ${processors} processors with Node ${node}; \`BENCH_SIZES=1000,10000 BENCH_PAGE=true npm run bench\` makes it anew. Texts are ${number(originals)} real accounts varied deterministically, in three languages; the fewer they are, the more of the incidents share a pattern and all words. Times are in ms, p50 / p95, medians of three repeats with ${number(60)} requests each; the spread is the greatest p95 of the three over the least.`,
    'What the figures mean, which targets they miss, and where the time goes: [performance](performance.md).',
    growthTable(results),
    'Growth is the exponent between the least and the greatest size: 0 is none, 1 is as fast as the number of incidents.',
    chartOf(
      results,
      'Pages',
      ['incident list, page', 'incident, page', 'skill, page', 'action items, page'].filter(
        (name) => last?.latency[name],
      ),
    ),
    chartOf(results, 'Search and recognition', [
      'search, English',
      'search, with a typo',
      'related, API',
      'recognise, API',
    ]),
    ...sizes,
    '## JavaScript of a first visit, compressed',
    markdownTable([
      ['page', 'kB'],
      ...Object.entries(last?.script ?? {}).map(([path, bytes]) => [path, (bytes / 1e3).toFixed(1)]),
    ]),
  ].join('\n\n')}\n`
}
