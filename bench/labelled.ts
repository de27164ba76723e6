import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { parseSource } from '@/lib/parse/parse-source'

/** A text with the patterns that a reader found in it, the main one first; none is a label, too. */
export type Labelled = { id: string; group: string; text: string; labels: string[] }

const INCIDENTS = '../shared/corpus/patterns/incidents.jsonl'
const MARKDOWN = '../shared/corpus/patterns/markdown-labels.json'
const EXEMPLARS = 'bench/exemplars'
const NONE = 'none'

const RowSchema = z.object({
  id: z.string(),
  company: z.string().nullish(),
  title: z.string(),
  text: z.string(),
  labels: z.array(z.string()),
  primary: z.string(),
  split: z.enum(['dev', 'test']),
})

/** Public incidents labelled by a reader, of one split; none where the corpus is not at hand. */
export function readIncidents(split: 'dev' | 'test'): Labelled[] {
  if (!existsSync(INCIDENTS)) return []
  return readFileSync(INCIDENTS, 'utf8')
    .trim()
    .split('\n')
    .map((line) => RowSchema.parse(JSON.parse(line)))
    .filter((row) => row.split === split)
    .map(({ id, company, title, text, labels, primary }) => ({
      id,
      group: company ?? id,
      text: `${title}\n\n${text}`,
      labels: [primary, ...labels.filter((label) => label !== primary)],
    }))
}

/** Labelled reports in Markdown, as the reader of documents gives them: title and body. */
export function readMarkdown(): Labelled[] {
  if (!existsSync(MARKDOWN)) return []
  const labels = z.record(z.string(), z.array(z.string())).parse(JSON.parse(readFileSync(MARKDOWN, 'utf8')))
  return Object.entries(labels).map(([name, own]) => {
    const file = path.join('../shared/corpus', name)
    const [document] = parseSource(readFileSync(file, 'utf8'), { filename: path.basename(file) }).documents
    return {
      id: name,
      group: path.dirname(name),
      text: `${document?.title ?? ''}\n\n${document?.body ?? ''}`,
      labels: own,
    }
  })
}

/**
 * Short accounts written for training, a file for each pattern: paragraphs under a heading for each language. A paragraph may
 * end with further patterns in brackets: `(also: dormant-path)`.
 */
export function readExemplars(): Labelled[] {
  return readdirSync(EXEMPLARS)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .flatMap((name) => {
      const slug = name.replace(/\.md$/, '')
      const paragraphs = readFileSync(path.join(EXEMPLARS, name), 'utf8')
        .split(/\n\s*\n/)
        .map((paragraph) => paragraph.trim())
        .filter((paragraph) => paragraph !== '' && !paragraph.startsWith('#'))
      return paragraphs.map((paragraph, index) => {
        const also = /\s*\(also: ([a-z, -]+)\)$/.exec(paragraph)
        const further = also?.[1]?.split(',').map((label) => label.trim()) ?? []
        const text = also ? paragraph.slice(0, also.index) : paragraph
        return { id: `${slug} ${index}`, group: slug, text, labels: slug === NONE ? [] : [slug, ...further] }
      })
    })
}
