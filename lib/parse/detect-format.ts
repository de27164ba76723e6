import type { Format } from '@/lib/schema/draft'
import { headingSectionKey } from './section-names'
import { isStatusReport } from './status-report'

/** What kind of document a text is; `reason` says for a person why it is none that can be read here. */
export type Detected = { format: Format } | { format: null; reason: string }

const SKILL_SECTIONS = new Set(['symptoms', 'diagnosis', 'resolution', 'escalation', 'recurrence'])
const POSTMORTEM_SECTIONS = new Set([
  'timeline',
  'root-cause',
  'lessons',
  'what-happened',
  'contributing',
  'went-well',
  'went-wrong',
  'customer-actions',
])

/** Tells the format by name and content. Only the beginning and the headings are looked at: linear, and cheap on long texts. */
export function detectFormat(text: string, filename: string | null): Detected {
  const start = text
    .slice(0, 4000)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (/^<!doctype html|^<html[\s>]|^<\?xml[^>]*>\s*<!doctype html/i.test(start)) {
    return {
      format: null,
      reason: `This is an HTML page${titleOf(start)}, not a document. Open it in a browser, copy the text of the article and paste that.`,
    }
  }
  if (/^<\?xml|^<(?:rss|feed|svg)[\s>]/i.test(start))
    return {
      format: null,
      reason: 'This is an XML file, not a document that can be read here. Paste the text of the report instead.',
    }
  if (isJson(text, start))
    return {
      format: null,
      reason: 'This is JSON data, not a document. Paste the text of a postmortem, a status page or a runbook.',
    }
  if (isCsv(start))
    return {
      format: null,
      reason:
        'This is a table of comma-separated values, not a document. Paste the text of a postmortem, a status page or a runbook.',
    }
  if (/\.skill\.md$/i.test(filename ?? '') || /(?:^|[\\/])skill\.md$/i.test(filename ?? '')) return { format: 'skill' }
  if (isStatusReport(text)) return { format: 'status-report' }
  return { format: looksLikeSkill(text, start) ? 'skill' : 'postmortem' }
}

function titleOf(start: string): string {
  const title = /<title[^>]*>([^<]{1,120})/i.exec(start)?.[1]?.trim()
  return title ? ` ("${title}")` : ''
}

function isJson(text: string, start: string): boolean {
  if (!/^[[{]\s*(?:["{[\]}]|\d)/.test(start)) return false
  if (/^\[\[\p{L}/u.test(start)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return /^\{\s*"[^"\n]{1,80}"\s*:/.test(start)
  }
}

/** At least four lines, all with the same number (two or more) of commas, semicolons or tabs, and no sentence among them. */
function isCsv(start: string): boolean {
  const lines = start
    .split(/\r\n|\n|\r/)
    .slice(0, 12)
    .filter((line) => line.trim())
  if (lines.length < 3) return false
  const full = start.length >= 4000 ? lines.slice(0, -1) : lines
  return [',', ';', '\t'].some((separator) => {
    const counts = full.map((line) => line.split(separator).length)
    // Prose has commas too, but a space after them; a short or narrow table must be free of such.
    const sure = full.length >= 4 && (counts[0] ?? 0) >= 3
    return (
      (sure || ((counts[0] ?? 0) >= 2 && !full.some((line) => line.includes(`${separator} `)))) &&
      counts.every((count) => count === counts[0]) &&
      !full.some((line) => /^[-*#>|]/.test(line))
    )
  })
}

function looksLikeSkill(text: string, start: string): boolean {
  if (/^wiki\/skills\/|\.skill\.md\s*$/m.test(start)) return true
  const matter = /^---[ \t]*\r?\n([\s\S]{0,3000}?)\r?\n---/.exec(start)?.[1] ?? ''
  if (/^(?:kind|type)\s*:\s*['"]?(?:skill|runbook)/im.test(matter)) return true
  if (/^name\s*:/m.test(matter) && /^description\s*:/m.test(matter) && !/^date\s*:/m.test(matter)) return true
  let skill = 0
  let postmortem = 0
  for (const match of text.slice(0, 200_000).matchAll(/^ {0,3}#{1,6}[ \t]+(.{1,90})$/gm)) {
    const key = headingSectionKey(match[1] ?? '')
    if (key && SKILL_SECTIONS.has(key)) skill++
    if (key && POSTMORTEM_SECTIONS.has(key)) postmortem++
  }
  return skill >= 2 && skill > postmortem
}
