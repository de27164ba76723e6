// What the linter cannot see: the pure rooms take the time as an argument and load nothing behind its back.
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const lib = path.resolve(import.meta.dirname, '../../lib')
const pure = ['schema', 'parse', 'domain', 'recognise', 'export']
const impurities = [
  { what: 'the clock', pattern: /new Date\(\)|\bDate\.now\(|DateTime\.(now|local|utc)\(\)|performance\.now\(/ },
  { what: 'the environment', pattern: /\bprocess\./ },
  { what: 'a module at run time', pattern: /\bimport\(|\brequire\(/ },
]

function findImpurities(room: string): string[] {
  const names = fs.readdirSync(path.join(lib, room), { recursive: true, encoding: 'utf8' })
  const sources = names.filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  return sources.flatMap((name) => {
    const text = fs.readFileSync(path.join(lib, room, name), 'utf8')
    return impurities.filter(({ pattern }) => pattern.test(text)).map(({ what }) => `${room}/${name} reads ${what}`)
  })
}

test.each(pure)('lib/%s is pure', (room) => {
  expect(findImpurities(room)).toEqual([])
})
