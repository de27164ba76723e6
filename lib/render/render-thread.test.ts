import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { startUnderTsx } from '@/lib/tsx-thread'
import { root } from '@/scripts/programs.mjs'
import { RenderThread, type RenderTask, type RenderThreadOptions } from './render-thread'

const urlOf = (file: string): string => pathToFileURL(path.join(root, file)).href
const taskOf = (markdown: string, links: RenderTask['links'] = []): RenderTask => ({ markdown, links, options: {} })
const COSTLY = '*a_'.repeat(8_000)

let starts = 0
let threads: RenderThread[] = []

function newThread(options: Partial<RenderThreadOptions> = {}): RenderThread {
  const start = () => {
    starts++
    return startUnderTsx(urlOf('lib/render/render-worker.ts'), urlOf('node_modules/tsx/dist/loader.mjs'), {})
  }
  const thread = new RenderThread({ start, limit: 800, startLimit: 30_000, idle: 60_000, ...options })
  threads.push(thread)
  return thread
}
afterEach(async () => {
  await Promise.all(threads.map((thread) => thread.stop()))
  threads = []
  starts = 0
})

test('24 kB of `*a_` is given up while this process goes on, and what waits behind it is read by another thread', async () => {
  const thread = newThread()
  let turns = 0
  const ticking = setInterval(() => turns++, 20)
  const costly = thread.render(taskOf(COSTLY))
  const next = thread.render(taskOf('# Read'))
  expect(await costly).toBeNull()
  clearInterval(ticking)
  // The limit alone is forty turns: a process that reads by itself has none.
  expect(turns).toBeGreaterThan(20)
  expect(await next).toContain('Read</h1>')
  expect(starts).toBe(2)
})

test('a text that was given up is not tried again', async () => {
  const thread = newThread()
  expect(await thread.render(taskOf(COSTLY))).toBeNull()
  expect(await thread.render(taskOf(COSTLY))).toBeNull()
  expect(starts).toBe(1)
})

test('a long log in a code block and its links come out whole', async () => {
  const log = Array.from({ length: 1_000 }, (_, line) => `12:30:01 worker ${line} failed`).join('\n')
  const link = { href: '/skills/rotate', title: 'Rotate keys', known: true }
  const html = await newThread({ limit: 20_000 }).render(
    taskOf(`See [[skills/rotate]].\n\n\`\`\`\n${log}\n\`\`\``, [['skills/rotate', link]]),
  )
  expect(html).toContain('href="/skills/rotate"')
  expect(html).toContain('worker 999 failed')
})

test('where no thread can be started, or it ends at once, texts are shown as they are', async () => {
  const none = newThread({
    start: () => {
      throw new Error('no threads here')
    },
  })
  expect(await none.render(taskOf('# Read'))).toBeNull()
  const missing = newThread({
    start: () => startUnderTsx(urlOf('lib/render/no-such-file.ts'), urlOf('node_modules/tsx/dist/loader.mjs'), {}),
  })
  expect(await missing.render(taskOf('# Read'))).toBeNull()
})

test('a thread without work ends, and the next text gets another', async () => {
  const thread = newThread({ idle: 1 })
  expect(await thread.render(taskOf('one'))).toContain('one')
  await expect.poll(() => thread.isRunning).toBe(false)
  expect(await thread.render(taskOf('two'))).toContain('two')
  expect(starts).toBe(2)
})
