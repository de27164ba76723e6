import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sentencesIn } from './sentences'
import { SENTENCES } from './sentences/all'

const say = sentencesIn('de')

test('values stand in the translation, in the places that it has for them', () => {
  expect(say('There is no incident “Ärger”.')).not.toBe('There is no incident “Ärger”.')
  expect(say('There is no incident “Ärger”.')).toContain('Ärger')
})

test('a sentence that is not known, and one in English, stay as they are', () => {
  expect(say('The lift stopped on the fourth floor.')).toBe('The lift stopped on the fourth floor.')
  expect(sentencesIn('en')('There is no incident “x”.')).toBe('There is no incident “x”.')
})

test('what somebody wrote is taken for none of ours: neither the places of values nor a count without a number', () => {
  for (const written of ['{0} more', '“{0}”', 'Tried it on the staging cluster once more', 'Team without members'])
    expect(say(written)).not.toMatch(/NaN|MISSING/)
  expect(say('Tried it on the staging cluster once more')).toBe('Tried it on the staging cluster once more')
})

test.each(['de', 'ru'] as const)('any text can be asked for in %s', (locale) => {
  const known = Object.keys(SENTENCES[locale])
  const pieces = fc.array(
    fc.oneof(fc.constantFrom(...known), fc.string(), fc.constantFrom(' ', '. ', '{', '<b>', '{0}')),
    {
      maxLength: 6,
    },
  )
  fc.assert(
    fc.property(pieces, (texts) => {
      expect(sentencesIn(locale)(texts.join(''))).toEqual(expect.any(String))
    }),
  )
})

test('a long text of the words of one template is compared in one go', () => {
  const words = `${' incident'.repeat(55)}${' and '.repeat(99)}${' skill'.repeat(82)}${' around '.repeat(62)}`
  expect(say(`${words.slice(0, 1_900)}.`)).toContain('incident')
})

test('of a list fifty items are said: nobody waits for a list of thousands', () => {
  const items = Array.from({ length: 60 }, () => 'not stored').join(', ')
  const said = say(`Same measures: ${items}`)
  expect(said.match(/nicht gespeichert/g)).toHaveLength(50)
  expect(said.match(/not stored/g)).toHaveLength(10)
  expect(said.split(', ')).toHaveLength(60)
})

test('a comma within brackets or quotes of an item divides no list', () => {
  expect(say('Same measures: not stored, x (1, not stored), “y, not stored”, not stored')).toBe(
    'Gleiche Angaben: nicht gespeichert, x (1, not stored), „y, not stored“, nicht gespeichert',
  )
})
