import fs from 'node:fs'
import path from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { sentencesIn as saidIn } from '@/lib/intl/sentences'
import { SENTENCES } from '@/lib/intl/sentences/all'
import germanValues from '@/lib/intl/sentences/de/values.json'
import russianValues from '@/lib/intl/sentences/ru/values.json'
import { listSources, sentencesIn, sentencesOf } from './sentences'
import { PLURALS, pluralsOf } from './messages'

/** Rooms whose sentences nobody reads in a page: answers to agents and programs, the command line. */
const UNREAD = /^(?:lib\/(?:backup|mcp|openapi|observe|intl)|app\/(?:api|feeds|metrics))\//

const made = new Set(
  ['lib', 'app', 'components']
    .flatMap(listSources)
    .filter((file) => !UNREAD.test(file))
    .flatMap(sentencesIn),
)
const LANGUAGES = ['de', 'ru'] as const
const VALUES = { de: germanValues as Record<string, string>, ru: russianValues as Record<string, string> }

test.each(LANGUAGES)('each sentence that readers are told can be said in %s', (locale) => {
  expect([...made].filter((english) => !(english in SENTENCES[locale]))).toEqual([])
})

test.each(LANGUAGES)('no sentence in %s is of one that nothing makes', (locale) => {
  const stale = Object.keys(SENTENCES[locale]).filter((english) => !made.has(english) && !(english in VALUES[locale]))
  expect(stale).toEqual([])
})

test.each(LANGUAGES)('each sentence in %s stands in one file', (locale) => {
  const folder = path.join(import.meta.dirname, '../../lib/intl/sentences', locale)
  const keys = fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => Object.keys(JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as object))
  expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([])
})

const namesIn = (elements: readonly MessageFormatElement[]): string[] =>
  elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    const inner =
      element.type === TYPE.plural || element.type === TYPE.select
        ? Object.values(element.options).flatMap(({ value }) => namesIn(value))
        : []
    return 'value' in element ? [String(element.value), ...inner] : inner
  })

test.each(LANGUAGES)('each sentence in %s can be read, and asks only for values that the English one has', (locale) => {
  const odd = Object.entries(SENTENCES[locale]).filter(([english, said]) => {
    const given = [...english.matchAll(/\{(\d+)\}/g)].map((match) => match[1])
    const asked = namesIn(parse(said, { ignoreTag: true }))
    return said.trim() === '' || asked.some((name) => !given.includes(name.replace(/^(?:count|say|list)/, '')))
  })
  expect(odd).toEqual([])
})

test.each(LANGUAGES)('a count in a sentence in %s has every form that its grammar has', (locale) => {
  const short = Object.values(SENTENCES[locale]).filter((said) =>
    pluralsOf(parse(said, { ignoreTag: true })).some((forms) => !PLURALS[locale].every((form) => forms.includes(form))),
  )
  expect(short).toEqual([])
})

test.each(LANGUAGES)('each sentence is known again in %s when values stand in it', (locale) => {
  const say = saidIn(locale)
  const unknown = Object.keys(SENTENCES[locale]).filter((english) => {
    const told = english.replaceAll(/\{(\d+)\}/g, (_, hole: string) => `${Number(hole) + 2} ⟨x⟩`)
    return say(told) === told && SENTENCES[locale][english] !== english
  })
  expect(unknown).toEqual([])
})

test('each item of a list is said; a comma within brackets or quotes ends none', () => {
  const say = saidIn('de')
  expect(
    say(
      '2 secrets are masked in what is kept: Password (lines 4, 9), Private key (line 7). Replace them: they were readable where this came from.',
    ),
  ).toContain('Passwort (Zeilen 4, 9), privater Schlüssel (Zeile 7).')
  expect(say('Is it this mechanism? “Full, then slow”, “Late” are suggested, and nobody has decided.')).toContain(
    '„Full, then slow“, „Late“',
  )
})

test('the scan finds what is refused, what a schema says, and what is tagged, with its values', () => {
  const source = `
    throw new AppError('conflict', \`There is a team “\${name}” already.\`, { name: 'is taken' })
    throw new RateLimitedError('Too many ' + what + ' at once.', 3, 4)
    const text = sentence\`\${count} runs worked\`
    z.string().min(3, 'Give it a title.')
    throw new AppError('stale', isOld ? 'It is old.' : \`It is \${age}.\`)
    throw new Error('for developers')`
  expect(sentencesOf(source)).toEqual([
    'There is a team “{0}” already.',
    'is taken',
    'Too many {0} at once.',
    '{0} runs worked',
    'Give it a title.',
    'It is old.',
    'It is {0}.',
  ])
})
