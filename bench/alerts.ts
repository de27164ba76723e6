import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { parseSource } from '@/lib/parse/parse-source'
import { type CompiledCues, compileCues } from '@/lib/recognise/cue-index'
import { matchPatterns, matchText } from '@/lib/recognise/match-patterns'
import { rankSkills, type RecognisableSkill } from '@/lib/recognise/recognise'
import { readCatalogueFiles } from './catalogue'

/* Measures alert to runbook: `npx tsx bench/alerts.ts [--errors]`. Runbooks and queries are read from ../shared when present. */
const QuerySchema = z.object({ style: z.string(), query: z.string(), answers: z.array(z.string()) })
/** Those of the corpus, ours that the words were extended by, and ours that were written when that was done. */
const QUERIES = [
  '../shared/corpus/patterns/alert-queries.json',
  'bench/alert-queries.json',
  'bench/alert-queries-untuned.json',
]
const FOLDERS = ['../shared/corpus/runbooks', '../shared/seeds']

function readSkills(): RecognisableSkill[] {
  const cues = compileCues(readCatalogueFiles())
  const skills: RecognisableSkill[] = []
  for (const folder of FOLDERS) {
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

type Tally = { first: number; three: number; of: number }
const NONE: Tally = { first: 0, three: 0, of: 0 }
const share = ({ first, three, of }: Tally) =>
  `first ${first}/${of} (${(first / of).toFixed(2)}), in three ${three}/${of} (${(three / of).toFixed(2)})`

function main(): void {
  const missing = [...FOLDERS, ...QUERIES].filter((place) => !existsSync(place))
  if (missing.length > 0) {
    console.log(`Not there: ${missing.join(', ')}; nothing to measure.`)
    return
  }
  const cues = compileCues(readCatalogueFiles())
  const skills = readSkills()
  for (const file of QUERIES) measure(file, skills, cues)
}

function measure(file: string, skills: RecognisableSkill[], cues: CompiledCues): void {
  const queries = z.array(QuerySchema).parse(JSON.parse(readFileSync(file, 'utf8')))
  const tally = new Map<string, Tally>()
  const started = performance.now()
  for (const { style, query, answers } of queries) {
    const hits = rankSkills(query, matchText(query, cues), skills)
    const place = hits.findIndex((hit) =>
      answers.some((answer) => isSame(hit.slug, answer) || isSame(hit.title, answer)),
    )
    for (const key of [style, 'all']) {
      const { first, three, of } = tally.get(key) ?? NONE
      const isFirst = Number(place === 0)
      tally.set(key, { first: first + isFirst, three: three + Number(place >= 0 && place < 3), of: of + 1 })
    }
    if (place !== 0 && process.argv.includes('--errors')) {
      const shown = hits.slice(0, 3).map((hit) => `${hit.title} ${hit.score}`)
      console.log(`${style}: ${query}\n   wanted ${answers.join(', ')} at ${place + 1}; got ${shown.join(' | ')}`)
    }
  }
  const ms = (performance.now() - started) / queries.length
  console.log(
    `${path.basename(path.dirname(file))}/${path.basename(file)}: ${skills.length} skills, ${ms.toFixed(1)} ms a query`,
  )
  for (const [style, counts] of tally) console.log(`  ${style.padEnd(16)} ${share(counts)}`)
}

/** The queries name the skill of the seeds by a word of their own. */
const ALIASES: Record<string, string> = { 'skill-jwks': 'Auth0 JWKS Rotation Spike' }

function isSame(name: string, answer: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return plain(name) === plain(ALIASES[answer] ?? answer)
}

main()
