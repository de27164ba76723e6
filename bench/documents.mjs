// As many different incidents as a size asks for, from a few originals: dates, clock times, numbers, hosts and product names
// vary, so that no two are editions of one incident, while the words stay those of real accounts.
import fs from 'node:fs'
import path from 'node:path'
import { randomFrom } from './random.mjs'

const NAMES =
  'Alder Basalt Cobalt Delta Ember Fjord Garnet Harbor Indigo Juniper Kestrel Lumen Maple Nimbus Onyx'.split(' ')
const MORE_NAMES = 'gateway ledger mailer search billing session catalog router indexer vault quota ingest'.split(' ')
const DAY_MS = 86_400_000
/** Originals longer than this are left out: they would measure themselves. In characters. */
const LONGEST = 40_000

/** @param {string} folder @returns {string[]} Markdown files below it */
function listMarkdown(folder) {
  if (!fs.existsSync(folder)) return []
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return names
    .filter((name) => name.endsWith('.md') && !/readme|template/i.test(name))
    .map((name) => path.join(folder, name))
}

/**
 * @param {string} root of the checkout
 * @returns {{ text: string, own: boolean }[]} own: in the project's own format, with front matter
 */
export function readOriginals(root) {
  const own = listMarkdown(path.join(root, 'content/incidents')).map((file) => ({ file, own: true }))
  const corpus = path.join(root, '../shared/corpus/markdown')
  const folders = ['dfds', 'gsp/docs/incident-reports', 'posthog'].map((name) => path.join(corpus, name))
  const others = folders.flatMap(listMarkdown).map((file) => ({ file, own: false }))
  return [...own, ...others]
    .map(({ file, own }) => ({ text: fs.readFileSync(file, 'utf8'), own }))
    .filter(({ text }) => text.length > 400 && text.length < LONGEST)
}

/** @param {string} date yyyy-mm-dd @param {number} days */
function shiftDate(date, days) {
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) ? date : new Date(at + days * DAY_MS).toISOString().slice(0, 10)
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const MONTH = `(?<month>${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`
const DAY = '(?<day>\\d{1,2})(?<ordinal>st|nd|rd|th)?'
/** `4 December 2019`, `30th June 2021`, and as Americans write it, `September 29, 2025`. */
const WORDED = [`(?<!\\d)${DAY} ${MONTH},? (?<year>\\d{4})(?!\\d)`, `\\b${MONTH} ${DAY},? (?<year>\\d{4})(?!\\d)`].map(
  (pattern) => new RegExp(pattern, 'g'),
)

/** @typedef {{ month: string, day: string, year: string, ordinal?: string }} Groups */

/** Dates in words, written as they were. @param {string} text @param {number} days */
function shiftWordedDates(text, days) {
  const shift = (/** @type {string} */ whole, /** @type {(string | number | Groups)[]} */ ...found) => {
    const { month, day, year, ordinal } = /** @type {Groups} */ (found.at(-1))
    const at = Date.parse(`${day} ${month} ${year} 00:00Z`)
    if (Number.isNaN(at)) return whole
    const to = new Date(at + days * DAY_MS)
    const name = MONTHS[to.getUTCMonth()] ?? ''
    // One pass over the three, so that what has been put in is not replaced again.
    return whole.replace(/[A-Za-z]{3,}|\d{4}|\d{1,2}(?:st|nd|rd|th)?/g, (part) => {
      if (part === year) return String(to.getUTCFullYear())
      if (part === month) return month.length > 3 ? name : name.slice(0, 3)
      return ordinal === undefined ? String(to.getUTCDate()) : withOrdinal(to.getUTCDate())
    })
  }
  return WORDED.reduce((shifted, pattern) => shifted.replace(pattern, shift), text)
}

/** @param {number} day */
function withOrdinal(day) {
  const isTeen = day > 10 && day < 20
  return `${day}${(isTeen ? undefined : ['', 'st', 'nd', 'rd'][day % 10]) ?? 'th'}`
}

/** @param {string} text @param {number} minutes */
const shiftClock = (text, minutes) =>
  text.replace(/(?<![\d:.]|["'\sC][+-])([01]\d|2[0-3]):([0-5]\d)(?!\d)/g, (_, hour, minute) => {
    const total = (Number(hour) * 60 + Number(minute) + minutes) % 1440
    return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`
  })

/**
 * @param {{ text: string, own: boolean }} original
 * @param {number} index which variation: the same index gives the same document
 */
export function varyDocument({ text, own }, index) {
  const random = randomFrom(index + 1)
  const pick = (/** @type {string[]} */ list) => list[Math.floor(random() * list.length)] ?? ''
  const name = `${pick(NAMES)} ${pick(MORE_NAMES)} ${index}`
  const days = -Math.floor(random() * 3000)
  const minutes = Math.floor(random() * 90) // in order, as long as the original does not come close to midnight
  const host = `${pick(MORE_NAMES)}-${index}.example.net`
  let varied = text.replace(/(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)/g, (date) => shiftDate(date, days))
  varied = shiftWordedDates(varied, days)
  varied = shiftClock(varied, minutes)
  varied = varied.replace(/\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|example)\b/g, host)
  varied = varied.replace(/\b\d{2,4}(?=\s?(?:%|ms|MB|GB|requests|users|customers|hosts|pods|nodes)\b)/g, () =>
    String(2 + Math.floor(random() * 5000)),
  )
  return own ? renameOwn(varied, name, index) : `# ${name}: ${headingOf(varied)}\n\n${withoutHeading(varied)}`
}

/** @param {string} text @param {string} name @param {number} index title, slug and identity of the front matter */
function renameOwn(text, name, index) {
  return text
    .replace(
      /^(title|incidentTitle):\s*["']?(.*?)["']?$/m,
      (_, key, title) => `${key}: ${JSON.stringify(`${name}: ${title}`)}`,
    )
    .replace(/^slug:\s*(.*)$/m, (_, slug) => `slug: ${String(slug).trim()}-${index}`)
    .replace(/^incident:\s*(\S.*)$/m, (_, slug) => `incident: ${String(slug).trim()}-${index}`)
}

/** @param {string} text */
const headingOf = (text) => /^#\s+(.+)$/m.exec(text)?.[1]?.trim() ?? 'Postmortem'

/** @param {string} text */
const withoutHeading = (text) => text.replace(/^#\s+.+\n/m, '')

/**
 * Writes variations `from` to `to` (exclusive), one file each.
 * @param {{ text: string, own: boolean }[]} originals @param {string} folder @param {number} from @param {number} to
 */
export function writeDocuments(originals, folder, from, to) {
  fs.mkdirSync(folder, { recursive: true })
  for (let index = from; index < to; index++) {
    const original = originals[index % originals.length]
    if (!original) throw new Error('There are no documents to vary.')
    const name = `${String(index).padStart(6, '0')}.md`
    fs.writeFileSync(path.join(folder, name), varyDocument(original, index))
  }
}
