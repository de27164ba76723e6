import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { canariesIn } from './restricted-words'
import { addRestricted, makeOpenWorld, type RestrictedWorld } from './restricted-world'
import { ELSEWHERE, READS } from './query-reads'

/** Every function that reads is called by everybody there is: what a restricted incident says must be for its readers alone. */
const QUERY = path.resolve(import.meta.dirname, '../../lib/query')
function readingFunctions(): string[] {
  const files = readdirSync(QUERY).filter((file) => /^[a-z-]+\.ts$/.test(file))
  return files.flatMap((file) => {
    const source = readFileSync(path.join(QUERY, file), 'utf8')
    const found = source.matchAll(/^export (?:async )?function\*? (\w+)\(\s*viewer: Viewer/gm)
    return [...found].map(([, name]) => `${file.slice(0, -3)}.${name}`)
  })
}

const STRANGERS = ['viewer', 'editor'] as const
const READERS = ['reader', 'member', 'administrator'] as const

let world: RestrictedWorld
/** What strangers were told before there was anything restricted. */
const before = new Map<string, unknown>()
const NOTHING = {
  incident: '',
  edition: '',
  source: '',
  item: '',
  skill: '',
  skillItem: null,
  thread: null,
  threadSlug: null,
  import: '',
  comment: '',
  run: '',
  openRun: '',
  drafted: '',
  draftedSource: '',
  taken: '',
  takenSource: '',
}

/** As JSON, without what differs from one call to the next. */
const told = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer ?? null, (key, value: unknown) => (key === 'tookMs' ? 0 : value)))

beforeAll(async () => {
  const open = await makeOpenWorld()
  for (const stranger of STRANGERS) {
    for (const [name, { read }] of Object.entries(READS)) {
      before.set(`${stranger} ${name}`, told(await read(open.people[stranger], { ...open, closed: NOTHING })))
    }
  }
  world = { ...open, closed: await addRestricted(open) }
}, 120_000)

test('every function of query that takes a viewer is in the matrix', () => {
  const known = [...Object.keys(READS), ...Object.keys(ELSEWHERE)]
  const all = readingFunctions()
  expect(all.filter((name) => !known.includes(name))).toEqual([])
  expect(known.filter((name) => !all.includes(name))).toEqual([])
})

describe.each(STRANGERS)('a restricted incident of others is absent for a stranger: %s', (stranger) => {
  test.each(Object.entries(READS))('%s tells nothing, as if it were not there', async (name, { read }) => {
    const answer = told(await read(world.people[stranger], world))
    expect(canariesIn(JSON.stringify(answer))).toEqual([])
    expect(answer).toEqual(before.get(`${stranger} ${name}`))
  })
})

describe.each(READERS)('a restricted incident is there for who is named: %s', (reader) => {
  test.each(Object.entries(READS).filter(([, { shows }]) => shows))('%s tells of it', async (_, { read }) => {
    expect(canariesIn(JSON.stringify(told(await read(world.people[reader], world))))).not.toEqual([])
  })
})
