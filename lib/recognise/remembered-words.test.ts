import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { compileCues } from './cue-index'
import { scoreText } from './match-patterns'
import { rankIncidents } from './recognise'
import { ownWord, rememberedByWord } from './remembered-words'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const CUES = compileCues([])

function heldNow(): number {
  collect()
  return process.memoryUsage().heapUsed
}

test('a word is read once, a very long one each time', () => {
  const read: string[] = []
  const of = rememberedByWord((word) => {
    read.push(word)
    return { word }
  })
  expect(of('lift')).toBe(of('lift'))
  of('x'.repeat(200))
  of('x'.repeat(200))
  expect(read).toEqual(['lift', 'x'.repeat(200), 'x'.repeat(200)])
  expect(ownWord('Verbindungsabbruch')).toBe('Verbindungsabbruch')
})

test('a text is not kept in memory for the sake of a word in it', () => {
  const texts = 60
  const length = 200_000
  const read = (name: string) => {
    for (let count = 0; count < texts; count++) {
      const letters = String.fromCharCode(97 + (count % 26), 97 + Math.floor(count / 26))
      const text = `Verbindungsabbruch${name}${letters} ${'z'.repeat(1_000)}${letters} Netz-${name}${letters}/eins ${'.'.repeat(length)}`
      scoreText(text, CUES)
      rankIncidents(text, [], [])
    }
  }
  // What is made once, and what remembers the last texts.
  read('a')
  const before = heldNow()
  read('b')
  expect(heldNow() - before).toBeLessThan((texts * length) / 4)
})
