import { parentPort } from 'node:worker_threads'
import type { RenderAnswer, RenderTask } from './render-thread'
import { toHtml } from './to-html'

/* What the thread of `render-thread.ts` runs. */
if (!parentPort) throw new Error('This runs as a thread of the application.')
const port = parentPort
const tell = (answer: RenderAnswer): void => port.postMessage(answer)

async function answerTo({ markdown, options, links }: RenderTask): Promise<void> {
  const meaning = new Map(links)
  try {
    tell({ say: 'done', html: await toHtml(markdown, options, (target) => meaning.get(target) ?? null) })
  } catch {
    // A text that the parser stumbles over is shown as it is.
    tell({ say: 'done', html: null })
  }
}
port.on('message', (task: RenderTask) => void answerTo(task))
tell({ say: 'ready' })
