import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SkillStep } from '@/lib/schema/draft'
import { fillIn, findParameters, isSecretName } from './run-parameters'

const step = (...codes: [string | null, string][]): SkillStep => ({
  text: '',
  code: codes.map(([lang, text]) => ({ lang, text })),
})
const parameters = (lang: string | null, text: string) => findParameters([step([lang, text])])
const fill = (lang: string | null, text: string, values: Record<string, string>) => {
  const code = { lang, text }
  return fillIn(code, [{ text: '', code: [code] }], new Map(Object.entries(values)))
}

describe('what is asked for', () => {
  test.each<[string | null, string, string[]]>([
    ['bash', 'kubectl logs <pod> -n {{namespace}} --since=$SINCE', ['pod', 'namespace', 'SINCE']],
    [null, 'ssh <user name>@<host>', ['user name', 'host']],
    ['sh', 'echo ${REGION} $REGION', ['REGION']],
    ['bash', 'POD=$(kubectl get pod -o name)\nkubectl logs $POD', []],
    ['bash', 'for ZONE in a b; do echo $ZONE $HOME; done', []],
    ['bash', "awk '{print $NF}' access.log", []],
    ['bash', 'docker ps --format "{{.Names}}"', []],
    ['bash', 'sort < in.txt > out.txt; cat <<EOF\nx\nEOF', []],
    ['java', 'List<String> names = Map<Key>', []],
    ['html', '<form><input></form>', []],
    ['sql', 'SELECT pg_terminate_backend(<pid>)', ['pid']],
    ['yaml', 'replicas: {{ count }}', ['count']],
    ['php', 'echo $NAME', []],
  ])('%s: %s', (lang, text, names) => {
    expect(parameters(lang, text)).toEqual(names)
  })
  test('a variable that another command sets is not asked for', () => {
    expect(findParameters([step(['bash', 'NODE=$(hostname)']), step(['bash', 'drain $NODE <queue>'])])).toEqual([
      'queue',
    ])
  })
})

describe('filling in', () => {
  test('plain words stay as they are, everything else is one word to the shell', () => {
    expect(fill('bash', 'kubectl logs <pod>', { pod: 'api-worker-7d9' }).text).toBe('kubectl logs api-worker-7d9')
    expect(fill('bash', 'kubectl logs <pod>', { pod: 'x; rm -rf /' }).text).toBe("kubectl logs 'x; rm -rf /'")
    expect(fill('bash', 'echo "pod=<pod>"', { pod: '$(id)' }).text).toBe(`echo "pod="'$(id)'""`)
    expect(fill('sql', 'SELECT <pid>', { pid: "o'hara" }).text).toBe("SELECT o'hara")
  })
  test('what has no value yet is left and named', () => {
    expect(fill('bash', 'ssh <user>@<host>', { host: 'db1' })).toEqual({
      text: 'ssh <user>@db1',
      missing: ['user'],
      byHand: [],
    })
  })
  test.each(['cat <<EOF\n<name>\nEOF', 'echo `grep <name>`', "echo $'<name>'", 'ls # <name>'])(
    'where quotes mean something else it is left to the person: %s',
    (text) => {
      expect(fill('bash', text, { name: '$(id)' })).toMatchObject({ text, byHand: ['name'] })
      expect(fill('bash', text, { name: 'plain' }).byHand).toEqual([])
    },
  )
  test.each([
    'printf %s <x>',
    'printf %s "<x>"',
    "printf %s '<x>'",
    'printf %s "$(printf %s "<x>")"',
    'printf %s "a\\"b" >/dev/null; printf %s {{x}}',
  ])('a shell gets just the value and runs nothing of it: %s', (text) => {
    const value = fc.stringMatching(/^[ -~äß€]{1,30}$/).filter((said) => !said.startsWith('-') && said.trim() !== '')
    fc.assert(
      fc.property(value, (said) => {
        const output = execFileSync('sh', ['-c', fill('bash', text, { x: said }).text], { encoding: 'utf8' })
        // A command substitution drops line ends alone.
        expect(output).toBe(said)
      }),
      { numRuns: 40 },
    )
  })
})

test('names of values that are not stored', () => {
  expect(['password', 'DB_PASSWORD', 'api key', 'API_TOKEN', 'client_secret', 'pwd'].every(isSecretName)).toBe(true)
  expect(['pod', 'namespace', 'key id', 'keyspace', 'region'].some(isSecretName)).toBe(false)
})
