import { printTable } from './report.mjs'

/**
 * @typedef {object} KindResult
 * @property {string} kind
 * @property {number} files
 * @property {number} failures
 * @property {number} documents
 * @property {number} timeline entries
 * @property {number} instants entries with an instant
 * @property {number} updates of status pages
 * @property {number} actionItems
 * @property {number} plainTimeline what a plain count of lines sees
 * @property {number} plainActionItems
 * @property {number} known fields that are filled
 * @property {number} asked
 * @property {number} kept
 * @property {number} inFields
 * @property {number} weight
 * @property {{ outcomes: Record<string, number>, seconds: number, documents: number, memory: number[], peak: number }} imported
 */

const percent = (/** @type {number} */ part, /** @type {number} */ whole) =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`
const megabytes = (/** @type {number} */ bytes) => `${Math.round(bytes / 1e6)} MB`

/** @param {KindResult[]} results */
export function printImportReport(results) {
  console.log(
    '\nWhat was found; in brackets what a plain count of lines sees, which knows no tables of figures and no prose',
  )
  printTable([
    [
      'kind',
      'files',
      'failed',
      'documents',
      'timeline',
      'with instant',
      'updates',
      'action items',
      'fields',
      'text kept',
      'text in fields',
    ],
    ...results.map((one) => [
      one.kind,
      String(one.files),
      String(one.failures),
      String(one.documents),
      `${one.timeline} (${one.plainTimeline})`,
      String(one.instants),
      String(one.updates),
      `${one.actionItems} (${one.plainActionItems})`,
      percent(one.known, one.asked),
      percent(one.kept, one.weight),
      percent(one.inFields, one.weight),
    ]),
  ])
  console.log('\nImport into Postgres with recognition, without the start of the process')
  printTable([
    ['kind', 'documents/s', 'seconds', 'peak memory', 'memory along the way', 'outcomes'],
    ...results.map(({ kind, imported: { seconds, documents, peak, memory, outcomes } }) => [
      kind,
      (documents / seconds).toFixed(0),
      seconds.toFixed(1),
      megabytes(peak),
      memory
        .filter((_, index) => index % Math.ceil(memory.length / 6 || 1) === 0)
        .map(megabytes)
        .join(', '),
      Object.entries(outcomes)
        .map(([outcome, count]) => `${count} ${outcome}`)
        .join(', '),
    ]),
  ])
}
