import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MessageDraft, ParticipantDraft, ThreadDraft } from '@/lib/schema/thread'

/** A sentence of a labelled conversation: where it stands in its message, what it does, and the words of the work that it promises. */
export type LabelledSentence = { from: number; to: number; label: string; whom: string | null; work: string | null }
export type LabelledThread = {
  file: string
  lang: string
  setting: string
  thread: ThreadDraft
  /** Of each message. */
  sentences: LabelledSentence[][]
}

const DIRECTORY = 'bench/threads'
const MESSAGE = /^(?<name>\S+(?: \S+){0,3}?) (?<hour>\d{1,2}):(?<minute>\d{2})(?<bot> ?\*)? ?\| ?(?<rest>.+)$/u
const PART = /^\[(?<mark>[+#-])?(?<label>[a-z-]+)(?::\s*(?<whom>[^\]]+))?\]\s*(?<text>.*)$/su
const UNSPACED = new Set(['ja', 'zh'])
const DAY = Date.UTC(2026, 2, 10)

/** Reads the labelled conversations of `directory`. Throws, with file and line, on a line of another form. */
export function readLabelledThreads(directory: string = DIRECTORY): LabelledThread[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.txt'))
    .toSorted()
    .flatMap((name) => readFile(name, readFileSync(join(directory, name), 'utf8')))
}

function readFile(file: string, text: string): LabelledThread[] {
  const threads: LabelledThread[] = []
  text.split('\n').forEach((raw, index) => {
    const line = raw.trim()
    if (line === '') return
    const head = /^==\s*(?<lang>[a-z]{2})\S*\s*\|\s*(?<setting>.*)$/u.exec(line)
    if (head) {
      threads.push({
        file,
        lang: head.groups?.lang ?? 'en',
        setting: head.groups?.setting ?? '',
        thread: {
          workspace: null,
          channel: { id: null, name: null },
          participants: [],
          messages: [],
          nextCursor: null,
        },
        sentences: [],
      })
      return
    }
    const own = threads.at(-1)
    const message = MESSAGE.exec(line)
    if (!own || !message) throw new Error(`${file}:${index + 1}: no message: ${line.slice(0, 80)}`)
    addMessage(own, message.groups ?? {}, `${file}:${index + 1}`)
  })
  return threads
}

function addMessage(own: LabelledThread, fields: Partial<Record<string, string>>, place: string): void {
  const { messages, participants } = own.thread
  const last = messages.at(-1)?.at
  let at = DAY + Number(fields.hour) * 3_600_000 + Number(fields.minute) * 60_000
  while (last && at < Date.parse(last)) at += 86_400_000
  const sentences: LabelledSentence[] = []
  let text = ''
  for (const part of (fields.rest ?? '').split(/ \| (?=\[)/u)) {
    const { mark, label = '', whom, text: written = '' } = PART.exec(part.trim())?.groups ?? {}
    if (label === '') throw new Error(`${place}: no label: ${part.slice(0, 60)}`)
    const work = /\{([^{}]+)\}/u.exec(written)?.[1] ?? null
    const bare = written.replace(/[{}]/gu, '').trim()
    if (text !== '') text += mark ? '\n' : UNSPACED.has(own.lang) ? '' : ' '
    if (mark === '-') text += '- '
    if (mark === '#') text += `${sentences.length}. `
    sentences.push({ from: text.length, to: text.length + bare.length, label, whom: whom?.trim() ?? null, work })
    text += bare
  }
  const name = fields.name ?? ''
  const bot = fields.bot !== undefined
  messages.push(messageOf(`${messages.length + 1}`, new Date(at).toISOString().replace('.000Z', 'Z'), name, bot, text))
  own.sentences.push(sentences)
  const known = participants.find((one) => one.name === name)
  if (known) known.messages++
  else participants.push(participantOf(name, bot))
}

function messageOf(id: string, at: string, author: string, bot: boolean, text: string): MessageDraft {
  const none = { timeText: null, authorId: null, replyTo: null, editedAt: null, permalink: null, noise: null }
  return { id, at, author, bot, text, kind: 'message', files: [], reactions: [], span: [0, 0], ...none }
}

function participantOf(name: string, bot: boolean): ParticipantDraft {
  return { id: null, name, handle: name, zone: null, bot, messages: 1, roles: [] }
}
