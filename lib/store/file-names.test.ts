import { expect, test } from 'vitest'
import { growth } from '@/tests/factories/growth'
import { FileNames } from './file-names'

test('no two files have one name, also where a name looks like the copy of another', () => {
  const names = new FileNames()
  const given = ['a', 'a (2)', 'a', 'a', 'b', 'a (2)', 'a'].map((name) => names.take(name))
  expect(given).toEqual(['a', 'a (2)', 'a (3)', 'a (4)', 'b', 'a (2) (2)', 'a (5)'])
})

test('many files of one name are named in time that grows with their number', () => {
  const work = (size: number) => {
    const names = new FileNames()
    for (let file = 0; file < size; file++) names.take('report.md')
  }
  expect(growth(work, 200_000)).toBeLessThan(3)
})
