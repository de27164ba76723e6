import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { SOURCES } from '@/scripts/prepare.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const ROOMS = ['app', 'components', 'lib']

test('the application is built anew when anything changes that it is built from', () => {
  const imported = ROOMS.flatMap((room) =>
    fs
      .readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
      .flatMap((name) => {
        const source = fs.readFileSync(path.join(root, room, name), 'utf8')
        return [...source.matchAll(/(?:from|import\()\s*'@\/([^/']+)/g)].map((match) => match[1])
      }),
  )
  // A part of `generated/` counts as a whole: one thing is generated.
  const known = new Set(SOURCES.map((name) => name.split('/')[0]?.replace(/\.ts$/, '')))
  expect([...new Set(imported)].filter((name) => !known.has(name))).toEqual([])
})
