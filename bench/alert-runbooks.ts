import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { parseSource } from '@/lib/parse/parse-source'
import type { CompiledCues } from '@/lib/recognise/cue-index'
import { matchPatterns } from '@/lib/recognise/match-patterns'
import type { RecognisableSkill } from '@/lib/recognise/recognise'

const QuerySchema = z.object({ style: z.string(), query: z.string(), answers: z.array(z.string()) })
export type Query = z.infer<typeof QuerySchema>
/** Those of the corpus, ours that the words were extended by, and ours that were written when that was done. */
export const QUERY_FILES = [
  '../shared/corpus/patterns/alert-queries.json',
  'bench/alert-queries.json',
  'bench/alert-queries-untuned.json',
]
export const RUNBOOK_FOLDERS = ['../shared/corpus/runbooks', '../shared/seeds']

/** The runbooks of the corpus and the skill of the seeds, as they would be stored. */
export function readRunbooks(cues: CompiledCues): RecognisableSkill[] {
  const skills: RecognisableSkill[] = []
  for (const folder of RUNBOOK_FOLDERS) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:md|txt)$/.test(file)) continue
      const document = parseSource(readFileSync(path.join(folder, file), 'utf8'), { filename: path.basename(file) })
        .documents[0]
      if (!document || (document.kind !== 'skill' && folder === '../shared/seeds')) continue
      const matches = matchPatterns(document, cues)
      skills.push({
        slug: path.basename(file).replace(/\.\w+$/, ''),
        title: document.title,
        description: document.skill?.description ?? null,
        triggers: document.skill?.triggers ?? [],
        symptoms: document.skill?.symptoms ?? [],
        body: document.body,
        matches: matches.map(({ slug, score }) => ({ slug, title: slug, score, state: 'suggested' })),
      })
    }
  }
  return skills
}

/** The queries name the skill of the seeds by a word of their own. */
const ALIASES: Record<string, string> = { 'skill-jwks': 'Auth0 JWKS Rotation Spike' }

function isSame(name: string, answer: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return plain(name) === plain(ALIASES[answer] ?? answer)
}

/** The questions of a file of queries. */
export function readQueries(file: string): Query[] {
  return z.array(QuerySchema).parse(JSON.parse(readFileSync(file, 'utf8')))
}

/** Whether a runbook is one of the right answers to a question. */
export function answersOf({ answers }: Query, { slug, title }: { slug: string; title: string }): boolean {
  return answers.some((answer) => isSame(slug, answer) || isSame(title, answer))
}
