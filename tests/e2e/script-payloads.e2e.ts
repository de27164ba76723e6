// Text that comes from outside never runs: imported in every field, looked at on every page that shows it.
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { SCRIPT_PAYLOADS } from '../factories/script-payloads'
import { useApp } from './app'

const app = useApp()

const PER_DOCUMENT = 40
const oneLine = (payload: string) => payload.replaceAll(/\s+/g, ' ')

/** One postmortem with its share of the payloads in its body, and one of them in every field of a line. */
function postmortemWith(payloads: readonly string[], index: number): string {
  const at = (place: number) => oneLine(payloads[place % payloads.length] ?? '')
  return `# Payloads ${index}: ${at(0)}

Date: 2026-03-${String(10 + index)}
Status: Resolved
Severity: SEV-2
Authors: ${at(1)}
Tags: ${at(2)}

## Summary

${at(3)}

## Timeline (UTC)

${payloads.map((payload, line) => `- 10:${String(line % 60).padStart(2, '0')} ${oneLine(payload)}`).join('\n')}

## Root cause

${at(4)}

## Action items

| Action | Owner | Status | Ticket |
|---|---|---|---|
| ${at(5).replaceAll('|', '/')} | ${at(6).replaceAll('|', '/')} | open | ${at(7).replaceAll('|', '/')} |
${payloads.map((payload) => `- [ ] ${oneLine(payload)}`).join('\n')}

## Lessons learned

${payloads.join('\n\n')}
`
}

const CHAT = SCRIPT_PAYLOADS.map((payload, line) => {
  const minute = String(line % 60).padStart(2, '0')
  return `[${String(2 + Math.floor(line / 60)).padStart(2, '0')}:${minute}] @maya: ${oneLine(payload)}`
}).join('\n')

const SKILL = `---
name: payload-skill
description: ${JSON.stringify(oneLine(SCRIPT_PAYLOADS[0] ?? ''))}
---

# Payload skill ${oneLine(SCRIPT_PAYLOADS[3] ?? '')}

## Diagnosis

${SCRIPT_PAYLOADS.slice(0, 60)
  .map((payload, step) => `${step + 1}. ${oneLine(payload)}`)
  .join('\n')}
`

let slugs: string[] = []

async function importText(page: Page, text: string, filename: string): Promise<string[]> {
  const answer = await page.evaluate(
    async (body) => {
      const headers = { 'Content-Type': 'application/json' }
      const response = await fetch('/api/v1/import', { method: 'POST', headers, body: JSON.stringify(body) })
      return { status: response.status, text: await response.text() }
    },
    { text, filename },
  )
  expect(answer.status, answer.text).toBe(200)
  const { documents } = JSON.parse(answer.text) as { documents: { slug: string | null; kind: string | null }[] }
  return documents.flatMap(({ kind, slug }) =>
    kind && slug ? [`/${kind === 'thread' ? 'threads' : `${kind}s`}/${slug}`] : [],
  )
}

beforeAll(async () => {
  const page = await app.open('/audit')
  for (let index = 0; index * PER_DOCUMENT < SCRIPT_PAYLOADS.length; index++) {
    const share = SCRIPT_PAYLOADS.slice(index * PER_DOCUMENT, (index + 1) * PER_DOCUMENT)
    slugs.push(...(await importText(page, postmortemWith(share, index), `payloads-${index}.md`)))
  }
  slugs.push(...(await importText(page, CHAT, 'payloads.txt')))
  slugs.push(...(await importText(page, SKILL, 'payloads.skill.md')))
  slugs = [...new Set(slugs)]
}, 120_000)

/** What a browser made of a page: scripts that ran, and whatever in the document could have run one. */
async function dangersOn(pathname: string): Promise<string[]> {
  const page = await app.open('/sign-in')
  const violations: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) violations.push(message.text())
  })
  page.on('dialog', (dialog) => void dialog.dismiss())
  await page.addInitScript(() => {
    const counted = window as typeof window & { ranTimes?: number; __ran?: () => void }
    counted.ranTimes = 0
    counted.__ran = () => (counted.ranTimes = (counted.ranTimes ?? 0) + 1)
  })
  await page.goto(`${app.url}${pathname}`, { waitUntil: 'load' })
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const found = await page.evaluate(() => {
    const dangers: string[] = []
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on')) dangers.push(`${element.tagName} ${name}`)
        // What a browser reads an address as, whatever stands before and inside of its scheme.
        const address = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'srcdoc'].includes(name)
        const scheme = value.replaceAll(/[\s\p{Cc}]/gu, '').toLowerCase()
        if (address && /^(?:javascript|vbscript|data:text|data:image\/svg)/.test(scheme))
          dangers.push(`${name}=${value}`)
      }
      if (
        element.matches(
          'main iframe, main object, main embed, main form[action^="j"], main base, main meta, main script',
        )
      ) {
        dangers.push(element.outerHTML.slice(0, 120))
      }
    }
    const { ranTimes } = window as typeof window & { ranTimes?: number }
    return ranTimes === 0 ? dangers : [...dangers, `${String(ranTimes)} scripts ran`]
  })
  return [...found, ...violations].map((danger) => `${pathname}: ${danger}`)
}

test('there are over two hundred payloads, each in a document', () => {
  expect(new Set(SCRIPT_PAYLOADS).size).toBeGreaterThan(200)
  expect(slugs.length).toBeGreaterThan(SCRIPT_PAYLOADS.length / PER_DOCUMENT)
})

test('no payload runs on the page of a thing that holds it', async () => {
  const found = []
  for (const pathname of slugs) found.push(...(await dangersOn(pathname)))
  expect(found).toEqual([])
}, 180_000)

test('no payload runs in lists, search, review, action items, the map, the history of imports and the source itself', async () => {
  const lists = ['/', '/incidents', '/skills', '/threads', '/action-items', '/review', '/sources', '/sources/imports']
  const asked = ['/search?q=payloads', '/search?q=javascript', '/search?q=%3Cimg%20src%3Dx%20onerror%3D__ran()%3E']
  const found = []
  for (const pathname of [...lists, '/audit', '/map', '/people', ...asked]) found.push(...(await dangersOn(pathname)))
  const page = await app.open('/sources')
  const sources = await page
    .locator('main a[href^="/sources/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  for (const pathname of [...new Set(sources)].slice(0, 8)) found.push(...(await dangersOn(pathname)))
  expect(found).toEqual([])
}, 180_000)
