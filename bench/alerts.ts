import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { parseSource } from '@/lib/parse/parse-source'
import { compileCues } from '@/lib/recognise/cue-index'
import { matchPatterns, matchText } from '@/lib/recognise/match-patterns'
import { rankSkills, type RecognisableSkill } from '@/lib/recognise/recognise'
import { readCatalogueFiles } from './catalogue'

/* Measures alert to runbook: `npx tsx bench/alerts.ts [--errors]`. Runbooks and queries are read from ../shared when present. */
const QuerySchema = z.object({ style: z.string(), query: z.string(), answers: z.array(z.string()) })
const QUERIES = '../shared/corpus/patterns/alert-queries.json'
const FOLDERS = ['../shared/corpus/runbooks', '../shared/seeds']

function main(): void {
  if (!existsSync(QUERIES)) {
    console.log(`No queries at ${QUERIES}; nothing to measure.`)
    return
  }
  const cues = compileCues(readCatalogueFiles())
  const skills: RecognisableSkill[] = []
  for (const folder of FOLDERS) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:md|txt)$/.test(file)) continue
      const document = parseSource(readFileSync(path.join(folder, file), 'utf8'), { filename: path.basename(file) })
        .documents[0]
      if (!document || (document.kind !== 'skill' && folder === '../shared/seeds')) continue
      skills.push({
        slug: path.basename(file).replace(/\.\w+$/, ''),
        title: document.title,
        description: document.skill?.description ?? null,
        triggers: document.skill?.triggers ?? [],
        symptoms: document.skill?.symptoms ?? [],
        body: document.body,
        matches: matchPatterns(document, cues).map(({ slug, score }) => ({
          slug,
          title: slug,
          score,
          state: 'suggested',
        })),
      })
    }
  }
  const queries = z.array(QuerySchema).parse(JSON.parse(readFileSync(QUERIES, 'utf8')))
  const tally = new Map<string, { first: number; three: number; of: number }>()
  const started = performance.now()
  for (const { style, query, answers } of queries) {
    const hits = rankSkills(query, matchText(query, cues), skills)
    const place = hits.findIndex((hit) =>
      answers.some((answer) => isSame(hit.slug, answer) || isSame(hit.title, answer)),
    )
    const counts = tally.get(style) ?? { first: 0, three: 0, of: 0 }
    tally.set(style, {
      first: counts.first + Number(place === 0),
      three: counts.three + Number(place >= 0 && place < 3),
      of: counts.of + 1,
    })
    if (place !== 0 && process.argv.includes('--errors')) {
      const shown = hits.slice(0, 3).map((hit) => `${hit.title} ${hit.score}`)
      console.log(`${style}: ${query}\n   wanted ${answers.join(', ')} at ${place + 1}; got ${shown.join(' | ')}`)
    }
  }
  const ms = (performance.now() - started) / queries.length
  for (const [style, { first, three, of }] of tally)
    console.log(style.padEnd(12), `first ${first}/${of}, in three ${three}/${of}`)
  const sum = [...tally.values()].reduce((a, b) => ({
    first: a.first + b.first,
    three: a.three + b.three,
    of: a.of + b.of,
  }))
  console.log(
    'all'.padEnd(12),
    `first ${sum.first}/${sum.of}, in three ${sum.three}/${sum.of}; ${skills.length} skills, ${ms.toFixed(1)} ms/query`,
  )
}

/** The queries name the skill of the seeds by a word of their own. */
const ALIASES: Record<string, string> = { 'skill-jwks': 'Auth0 JWKS Rotation Spike' }

function isSame(name: string, answer: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return plain(name) === plain(ALIASES[answer] ?? answer)
}

main()
