import { expect, test } from 'vitest'
import { splitHits } from './highlight'

test('marks what stands between the brackets, whatever the language', () => {
  expect(splitHits('срок ⟦ключа⟧ истёк')).toEqual([
    { text: 'срок ', hit: false },
    { text: 'ключа', hit: true },
    { text: ' истёк', hit: false },
  ])
})

test('survives a snippet that was cut inside a hit', () => {
  expect(splitHits('⟦key')).toEqual([{ text: 'key', hit: true }])
  expect(splitHits('key⟧ rest')).toEqual([
    { text: 'key', hit: false },
    { text: ' rest', hit: false },
  ])
  expect(splitHits('')).toEqual([])
})
