import { expect, test } from 'vitest'
import { growth } from '@/tests/factories/growth'
import { maskSecrets } from './secrets'

/** The beginnings of keys and of the places that hold secrets. None is a secret. */
const BEGINNINGS = [
  ...'eyJ eyJr eyJrIjoi AKIA AIza ya29. GOCSPX- ghp_ github_pat_ glpat- xoxb- xapp- sk_live_ whsec_ SG. key- npm_ pypi-'.split(
    ' ',
  ),
  ...'dckr_pat_ sk-ant- hf_ r8_ AGE-SECRET-KEY-1 ATBB ATATT3 :AA hvs. glc_ NRAK- sntrys_ dp.pt. 8Q~ AKCp LTAI pat oy2'.split(
    ' ',
  ),
  ...'hooks.slack.com/services/ discord.com/api/webhooks/1 password= password">< secret=" Bearer https://a:b@ ?sig= $2a$10$'.split(
    ' ',
  ),
  '-----BEGIN',
  '-----BEGIN RSA PRIVATE KEY-----',
  'Authorization: Basic ',
  'curl -u a:',
  '--password ',
]
/** What may stand between two of them: nothing, what a key may hold, the end of a line. */
const BETWEEN = ['', '-', '\n']

test.each(BEGINNINGS)('%j over and over is searched in time that grows with the text', (beginning) => {
  for (const between of BETWEEN) {
    const one = beginning + between
    // Lines before and after it: what is broken over lines is looked for only where there are some.
    const work = (size: number) => maskSecrets(`# Report\n\n${one.repeat(size / one.length)}\n\nThe end.\n`)
    expect(growth(work, 200_000), JSON.stringify(between)).toBeLessThan(3)
  }
})

test('a key is found after many beginnings of others in its run, and one that goes on in the next line', () => {
  const token = `${'eyJ'}hbGciOiJIUzI1NiJ9.${'eyJ'}zdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N`
  expect(maskSecrets(`# Report\n\n${'eyJ-'.repeat(50)} ${token}\n`).text).not.toContain('zdWIi')
  expect(maskSecrets(`id_${token}`).text).not.toContain('zdWIi')
  const key = `${'ghp'}_aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6`
  const broken = `${'ghp_x-'.repeat(30)}${key.slice(0, 20)}\\\n${key.slice(20)}`
  expect(maskSecrets(`# Report\n\n${broken}\n`).text).not.toContain(key.slice(20))
})
