import { expect, test } from 'vitest'
import { findMentioned, handleBefore, nameHandles } from './mentions'

const people = nameHandles([
  { id: '1', name: 'Maya', email: 'maya@acme.example' },
  { id: '2', name: 'Sam Lee', email: 'sam.lee@acme.example' },
  { id: '3', name: 'Sam Lee', email: 'sl2@acme.example' },
  { id: '4', name: null, email: 'deepak@acme.example' },
  { id: '5', name: 'Юлия', email: 'yulia@acme.example' },
])
const idsIn = (text: string) => findMentioned(text, people).map(({ id }) => id)

test('people are named by their name, those who are called the same by their address', () => {
  expect(people.map(({ handle }) => handle)).toEqual(['maya', 'sam.lee', 'sl2', 'deepak', 'юлия'])
})

test('a name behind an @ is a mention, also at the end of a sentence and in any script', () => {
  expect(idsIn('@maya please ask @sam.lee. And @Юлия, too')).toEqual(['1', '2', '5'])
  expect(idsIn('(@deepak) @maya @maya')).toEqual(['4', '1'])
})

test('addresses, code and unknown names mention nobody', () => {
  expect(idsIn('write to ops@maya or a@maya.example, git@maya:repo, @nobody')).toEqual([])
  expect(idsIn('`@maya` and\n```\n@deepak\n```\n')).toEqual([])
  expect(idsIn('https://chat.example/@maya')).toEqual([])
})

test('what is being written before the caret is completed', () => {
  expect(handleBefore('ask @ma', 7)).toEqual({ from: 4, typed: 'ma' })
  expect(handleBefore('ask @', 5)).toEqual({ from: 4, typed: '' })
  expect(handleBefore('mail ops@ma', 11)).toBeNull()
  expect(handleBefore('ask @ma now', 11)).toBeNull()
})

test('two who cannot be told apart by name or address have handles of their own', () => {
  const twins = nameHandles([
    { id: '1', name: 'Kim', email: 'kim@a.example' },
    { id: '2', name: 'Kim', email: 'kim@b.example' },
  ])
  expect(twins.map(({ handle }) => handle)).toEqual(['kim', 'kim-2'])
})
