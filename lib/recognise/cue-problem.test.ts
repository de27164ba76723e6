import { expect, test } from 'vitest'
import { compileCues } from './cue-index'
import { cueNeedles } from './cue-needles'
import { cueProblem } from './cue-problem'
import { matchText } from './match-patterns'

test('lines that can be read have no problem; others say what to change', () => {
  for (const line of [
    'cert|certificate expired',
    'cache + key* ^2',
    'not: planned',
    '*schlüssel abgelaufen',
    'time-to-live',
  ])
    expect(cueProblem(line)).toBeNull()
  expect(cueProblem('')).toBe('it has no words.')
  expect(cueProblem('maybe: cache')).toBe('only “not:” and “plan:” may stand in front.')
  expect(cueProblem('cache ^9')).toBe('the weight after ^ must be above 0 and at most 5.')
  expect(cueProblem('cache ^x')).toBe('the weight after ^ is not a number.')
  expect(cueProblem('cache +')).toBe('there are no words on one side of a +.')
  expect(cueProblem('ca*che')).toBe('“ca*che” is not a word; * may stand at its ends only.')
  expect(cueProblem('cert| expired')).toBe('a | needs a word on both sides.')
})

const pattern = (...lines: string[]) => ({
  slug: 'x',
  title: 'X',
  body: '',
  family: 'f',
  mechanism: '',
  cues: { en: lines },
  questions: [],
  controls: [],
})

test('every text that a cue speaks for has one of its needles', () => {
  const texts: [string, string][] = [
    ['certificate expired ^5', 'The certificate had expired.'],
    ['*schlüssel + abgelaufen ^5', 'Der Signierschlüssel war ABGELAUFEN.'],
    ['strasse gesperrt ^5', 'Die Straße war gesperrt.'],
    ['ключ истек ^5', 'Ключ истёк.'],
    ['didnt renew ^5', 'It didn’t renew.'],
    ['failover|fail-over stuck ^5', 'The fail-over stuck.'],
  ]
  for (const [cue, text] of texts) {
    const cues = compileCues([pattern(cue)])
    expect(matchText(text, cues).length, cue).toBe(1)
    expect(new RegExp(cueNeedles(cues) ?? '.*', 'iu').test(text), cue).toBe(true)
  }
  expect(new RegExp(cueNeedles(compileCues([pattern('certificate expired')])) ?? '', 'iu').test('Disk full.')).toBe(
    false,
  )
})
