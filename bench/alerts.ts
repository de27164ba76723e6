import { existsSync } from 'node:fs'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { type CompiledCues, compileCues } from '@/lib/recognise/cue-index'
import { matchText } from '@/lib/recognise/match-patterns'
import { rankSkills, type RecognisableSkill } from '@/lib/recognise/recognise'
import { answersOf, QUERY_FILES, readQueries, readRunbooks, RUNBOOK_FOLDERS } from './alert-runbooks'
import { readCatalogueFiles } from './catalogue'

/* Measures alert to runbook: `npx tsx bench/alerts.ts [--errors]`. Runbooks and queries are read from ../shared when present. */
type Tally = { first: number; three: number; of: number }
const NONE: Tally = { first: 0, three: 0, of: 0 }
const share = ({ first, three, of }: Tally) =>
  `first ${first}/${of} (${(first / of).toFixed(2)}), in three ${three}/${of} (${(three / of).toFixed(2)})`

function main(): void {
  const missing = [...RUNBOOK_FOLDERS, ...QUERY_FILES].filter((place) => !existsSync(place))
  if (missing.length > 0) {
    console.log(`Not there: ${missing.join(', ')}; nothing to measure.`)
    return
  }
  const cues = compileCues(readCatalogueFiles())
  const skills = readRunbooks(cues)
  for (const file of QUERY_FILES) measure(file, skills, cues)
}

function measure(file: string, skills: RecognisableSkill[], cues: CompiledCues): void {
  const queries = readQueries(file)
  const tally = new Map<string, Tally>()
  const started = performance.now()
  for (const question of queries) {
    const { style, query, answers } = question
    const hits = rankSkills(query, matchText(query, cues), skills)
    const place = hits.findIndex((hit) => answersOf(question, hit))
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

main()
