import type { Format } from '@/lib/schema/draft'
import { sentence } from '@/lib/schema/sentence'
import { isFeedEntry } from './atom-history'
import { isChatText } from './chat-text'
import { looksLikeSkill } from './looks-like-skill'
import { whyNoConversation } from './slack-refusals'
import { isSlackStatusIncident } from './slack-status-api'
import { slackFormatOf } from './slack-thread'
import { isMonitorIssue } from './status-issue'
import { isPostWithUpdates } from './status-post'
import { isStatusReport } from './status-report'
import { isStatusDataIncident } from './status-data'
import { isStatuspageIncident } from './statuspage-api'

/** What kind of document a text is; `reason` says for a person why it is none that can be read here. */
export type Detected = { format: Format } | { format: null; reason: string }

/** Tells the format by name and content. Only the beginning and the headings are looked at: linear, and cheap on long texts. */
export function detectFormat(text: string, filename: string | null): Detected {
  const start = text
    .slice(0, 4000)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (/^<!doctype html|^<html[\s>]|^<\?xml[^>]*>\s*<!doctype html/i.test(start)) {
    const title = titleOf(start)
    return {
      format: null,
      reason: title
        ? sentence`This is an HTML page ("${title}"), not a document. Open it in a browser, copy the text of the article and paste that.`
        : sentence`This is an HTML page, not a document. Open it in a browser, copy the text of the article and paste that.`,
    }
  }
  if (/^<\?xml|^<(?:rss|feed|svg|entry|item)[\s>]/i.test(start)) return detectXml(text)
  const slack = slackFormatOf(text)
  if (slack) return { format: slack }
  if (isJson(text, start)) return detectJson(text, start)
  if (isCsv(start))
    return {
      format: null,
      reason: sentence`This is a table of comma-separated values, not a document. Paste the text of a postmortem, a status page or a runbook.`,
    }
  if (/\.skill\.md$/i.test(filename ?? '') || /(?:^|[\\/])skill\.md$/i.test(filename ?? '')) return { format: 'skill' }
  if (isChatText(text)) return { format: 'chat-text' }
  if (isPostWithUpdates(text) || isMonitorIssue(text) || isStatusReport(text)) return { format: 'status-report' }
  return { format: looksLikeSkill(text, filename) ? 'skill' : 'postmortem' }
}

function detectXml(text: string): Detected {
  if (isFeedEntry(text)) return { format: 'status-report' }
  return {
    format: null,
    reason: sentence`This is an XML file, not a document that can be read here. A status page's feed (history.atom, history.rss) can be; of other pages, paste the text of the report.`,
  }
}

function detectJson(text: string, start: string): Detected {
  if (isStatuspageIncident(text)) return { format: 'statuspage-api' }
  if (isSlackStatusIncident(text)) return { format: 'slack-status-api' }
  if (isStatusDataIncident(text)) return { format: 'statuspage-api' }
  if (/"(?:status_page|status_report|status_update)"/.test(text) && /"attributes"\s*:/.test(text))
    return {
      format: null,
      reason: sentence`This is data of a status page in a form that cannot be read: its updates stand apart from their incidents. Read are the data of Statuspage, Slack, Google Cloud, incident.io and Instatus, and feeds (history.atom, history.rss); or paste the text of the page.`,
    }
  if (/"(?:incidents|scheduled_maintenances|active_incidents|incident_updates)"\s*:/.test(start))
    return { format: null, reason: sentence`This is JSON data of a status page, but no incident in it can be read.` }
  const chat = whyNoConversation(text)
  if (chat) return { format: null, reason: chat }
  return {
    format: null,
    reason: sentence`This is JSON data, not a document. Paste the text of a postmortem, a status page or a runbook.`,
  }
}

function titleOf(start: string): string | null {
  return /<title[^>]*>([^<]{1,120})/i.exec(start)?.[1]?.trim() || null
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
