import { expect, test } from 'vitest'
import { database } from '@/lib/database'
import { testViewer } from '@/tests/factories/viewer'
import { readCompiled } from './compiled-patterns'

const titleOf = async (slug: string) => (await readCompiled(testViewer('read'))).patterns.get(slug)?.title

async function addPattern(slug: string, updatedAt: Date): Promise<void> {
  const about = { family: 'time', mechanism: 'A clock is wrong.', body: '', cues: { en: ['clock'] }, origin: 'team' }
  await database.pattern.create({ data: { slug, title: 'As it was', updatedAt, ...about } })
}

test('a pattern that is changed by a process whose clock is late is read anew', async () => {
  await addPattern('late-clock', new Date('2026-11-21T12:00:00Z'))
  expect(await titleOf('late-clock')).toBe('As it was')
  const change = { title: 'As it is', updatedAt: new Date('2026-11-21T11:00:00Z') }
  await database.pattern.update({ where: { slug: 'late-clock' }, data: change })
  expect(await titleOf('late-clock')).toBe('As it is')
})

test('of two changes at once, the one that began first and is stored last is seen', async () => {
  await addPattern('slow-change', new Date('2026-11-21T12:00:00Z'))
  await addPattern('quick-change', new Date('2026-11-21T12:00:00Z'))
  await database.$transaction(async (slow) => {
    await slow.pattern.update({
      where: { slug: 'slow-change' },
      data: { title: 'Slow', updatedAt: new Date('2026-11-21T12:00:01Z') },
    })
    await database.pattern.update({
      where: { slug: 'quick-change' },
      data: { title: 'Quick', updatedAt: new Date('2026-11-21T12:00:02Z') },
    })
    expect([await titleOf('slow-change'), await titleOf('quick-change')]).toEqual(['As it was', 'Quick'])
  })
  expect([await titleOf('slow-change'), await titleOf('quick-change')]).toEqual(['Slow', 'Quick'])
})

test('a pattern in the place of another one of the same time is read', async () => {
  const at = new Date('2026-11-21T12:00:00Z')
  await addPattern('former', at)
  expect(await titleOf('former')).toBe('As it was')
  await database.pattern.delete({ where: { slug: 'former' } })
  await addPattern('latter', at)
  expect([await titleOf('former'), await titleOf('latter')]).toEqual([undefined, 'As it was'])
})
