/** @typedef {import('./measure.mjs').Latency} Latency */
/**
 * @typedef {object} SizeResult
 * @property {number} size incidents stored
 * @property {number} importRate documents a second, the start of the command included
 * @property {{ list: Latency, incident: Latency, search: Latency, recognise: Latency }} latency
 * @property {Record<string, number>} script compressed bytes by page
 * @property {{ app: number, postgres: number }} memory bytes
 * @property {{ byKey: Latency, list: Latency, matching: Latency }} raw
 * @property {{ tool: string, latency: Latency }} files
 * @property {Latency} bare
 */

const ms = (/** @type {Latency} */ { p50, p95 }) => `${p50.toFixed(1)} / ${p95.toFixed(1)}`
const megabytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e6)} MB`
const kilobytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e3)} kB`

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

/** @param {SizeResult[]} results */
export function printReport(results) {
  for (const { size, importRate, latency, memory, raw, files, bare } of results) {
    console.log(`\n${size.toLocaleString('en')} incidents; latency in ms, p50 / p95`)
    printTable([
      ['what', 'Hindsight', 'beside', ''],
      ['incident list, page', ms(latency.list), ms(raw.list), 'raw Postgres query of 50 rows'],
      ['incident, page', ms(latency.incident), ms(bare), 'bare Node server, page of 20 kB'],
      ['', '', ms(raw.byKey), 'raw Postgres query by key'],
      ['search', ms(latency.search), ms(raw.matching), 'raw Postgres full-text query'],
      ['', '', ms(files.latency), `${files.tool} over the same files`],
      ['recognise', ms(latency.recognise), ms(bare), 'bare Node server'],
      ['import, documents/s', importRate.toFixed(1), '', ''],
      ['memory, application', megabytes(memory.app), '', ''],
      ['memory, Postgres', megabytes(memory.postgres), '', ''],
    ])
  }
  const last = results.at(-1)
  if (!last) return
  console.log('\nJavaScript of a first visit, compressed (a bare page ships 0)')
  printTable(Object.entries(last.script).map(([path, bytes]) => [path, kilobytes(bytes)]))
}
