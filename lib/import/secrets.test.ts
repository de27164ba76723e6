import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { parse as parseYaml } from 'yaml'
import { chance, HEX, jwt, pem, placedSamples, tokenSamples } from '@/tests/factories/secrets'
import { keptTexts } from '@/tests/factories/secret-lookalikes'
import { maskSecrets } from './secrets'

const MARK = /MASKED_[A-Z_]+_\d+/
const markIn = (text: string) => MARK.exec(text)?.[0]
/** What a failed expectation shows must not look like a live key in somebody's log: whether it is there, not what it is. */
const holds = (text: string, secret: string) => text.includes(secret)
/** Some pieces are as bad as the whole. */
const holdsPart = (text: string, secret: string) =>
  secret.length >= 24 && holds(text, secret.slice(-12)) ? true : holds(text, secret)

const CONTEXTS: Record<string, (secret: string) => string> = {
  prose: (secret) => `Deepak pasted ${secret} into the channel at 11:42.`,
  'a code block': (secret) => `Then:\n\n\`\`\`sh\nexport THING=${secret}\n./deploy.sh\n\`\`\`\n`,
  'a JSON string': (secret) =>
    JSON.stringify({ text: `it was "${secret}"\nso we rotated it`, ts: '1700000000.000100' }),
  YAML: (secret) => `thing:\n  value: ${secret}\n  other: 1\n`,
  'a URL': (secret) => `https://api.example.org/v1/orders?page=2&q=${secret}&sort=asc`,
  'a cell of CSV': (secret) => `time,value,who\n11:42,${secret},maya\n`,
}

describe.each(Object.entries(CONTEXTS))('in %s', (_, inContext) => {
  test('a key is masked by its form', () => {
    const missed = tokenSamples().filter(({ kind, secret }) => {
      const { text, findings } = maskSecrets(inContext(secret))
      return holdsPart(text, secret) || findings.length !== 1 || findings[0]?.kind.toLowerCase() !== kind.toLowerCase()
    })
    expect(missed.map(({ kind }) => kind)).toEqual([])
  })
})

test('what stays of JSON and YAML is still JSON and YAML', () => {
  for (const { secret } of tokenSamples()) {
    const json = maskSecrets(CONTEXTS['a JSON string']?.(secret) ?? '').text
    expect(JSON.parse(json)).toEqual({
      text: `it was "${markIn(json)}"\nso we rotated it`,
      ts: '1700000000.000100',
    })
    const yaml = maskSecrets(CONTEXTS.YAML?.(secret) ?? '').text
    expect(parseYaml(yaml)).toEqual({ thing: { value: markIn(yaml), other: 1 } })
  }
})

test('a secret is masked by its place', () => {
  const missed = placedSamples().flatMap(({ kind, secret, text }) => {
    const masked = maskSecrets(text)
    const kinds = masked.findings.map((finding) => finding.kind)
    return holds(masked.text, secret) || !kinds.includes(kind)
      ? [`${kind}: ${masked.text.replaceAll(secret, '<left>')}`]
      : []
  })
  expect(missed).toEqual([])
})

test('a secret is masked by its place within a message of an export', () => {
  const missed = placedSamples().flatMap(({ kind, secret, text }) => {
    const message = JSON.stringify({ text, blocks: [{ elements: [{ text: `\`${text}\`` }] }] })
    const masked = maskSecrets(message).text
    JSON.parse(masked)
    return holds(masked, secret) || holds(masked, JSON.stringify(secret).slice(1, -1))
      ? [`${kind}: ${masked.replaceAll(secret, '<left>')}`]
      : []
  })
  expect(missed).toEqual([])
})

describe('private keys', () => {
  const KINDS = [
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'DSA PRIVATE KEY',
    'PGP PRIVATE KEY BLOCK',
  ]
  const linesOf = (key: string) => key.split('\n').slice(1, -1)
  const rests = (text: string, key: string) => linesOf(key).filter((line) => holds(text, line)).length

  test.each(KINDS)('%s', (kind) => {
    const key = pem(kind)
    const { text, findings } = maskSecrets(`It was:\n\n\`\`\`\n${key}\n\`\`\`\n\nand then`)
    expect(text).toBe('It was:\n\n```\nMASKED_PRIVATE_KEY_1\n```\n\nand then')
    expect(findings).toEqual([{ kind: 'Private key', line: 4, span: [13, 33] }])
  })

  test('with escaped line ends in JSON, twice escaped, quoted, indented, in pieces, and cut off', () => {
    const key = pem('PRIVATE KEY')
    const account = JSON.stringify({
      type: 'service_account',
      private_key_id: chance(40, HEX),
      private_key: `${key}\n`,
    })
    const texts = [
      account,
      JSON.stringify({ text: account }),
      key.replaceAll(/^/gm, '> '),
      key.replaceAll(/^/gm, '    '),
      key.replaceAll(/^(.*)$/gm, '  "$1\\n" +'),
      key.slice(0, 300),
      key.replaceAll('\n', '\r\n'),
      key.replaceAll('\n', ' '),
    ]
    expect(texts.map((text) => rests(maskSecrets(text).text, key))).toEqual(texts.map(() => 0))
    expect(JSON.parse(maskSecrets(account).text)).toMatchObject({
      type: 'service_account',
      private_key_id: chance(40, HEX),
    })
  })

  test('what is public stays', () => {
    for (const kind of ['CERTIFICATE', 'PUBLIC KEY', 'CERTIFICATE REQUEST', 'PGP PUBLIC KEY BLOCK']) {
      expect(maskSecrets(pem(kind)).text).toBe(pem(kind))
    }
  })
})

describe('what hides a secret', () => {
  const token = `ghp_${chance(36)}`
  const insert = (sign: string) => token.slice(0, 9) + sign + token.slice(9)
  const letters = (write: (letter: string) => string) => Array.from(token, write).join('')
  const HIDDEN: Record<string, string> = {
    'a zero-width space': insert('\u200B'),
    'a soft hyphen': insert('\u00AD'),
    'a word joiner': insert('\u2060'),
    'full-width letters': letters((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    'escapes of JSON': letters((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
    'HTML references': letters((letter) => `&#${letter.charCodeAt(0)};`),
    'hexadecimal HTML references': letters((letter) => `&#x${letter.charCodeAt(0).toString(16)};`),
    'percent escapes': letters((letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`),
    'escapes of Markdown': token.replace('_', '\\_'),
    'the end of a line': insert('\n'),
    'the end of a quoted line': insert('\n> '),
    'the end of a line that goes on': insert('\\\n    '),
    'an escaped end of a line': insert('\\n'),
  }
  test.each(Object.entries(HIDDEN))('%s', (_, hidden) => {
    expect(maskSecrets(`Look: ${hidden} there`).text).toBe('Look: MASKED_GITHUB_TOKEN_1 there')
  })

  test('a long key on several lines', () => {
    const key = jwt(7)
    const lines = key.match(/.{1,64}/g) ?? []
    expect(maskSecrets(`before\n${lines.join('\n')}\n\nafter`).text).toBe('before\nMASKED_JWT_1\n\nafter')
  })

  test('the line after a whole key stays', () => {
    expect(maskSecrets(`${token}\nworker-7 failed`).text).toBe('MASKED_GITHUB_TOKEN_1\nworker-7 failed')
  })

  test('links that an editor made of the password and the host', () => {
    const word = `Tr0ub${chance(6)}`
    for (const link of [
      `<mailto:${word}@db.internal|${word}@db.internal>`,
      `[${word}@db.internal](mailto:${word}@db.internal)`,
    ]) {
      const { text } = maskSecrets(`postgres://app:${link}:5432/orders`)
      expect(holds(text, word)).toBe(false)
      expect(text).toContain('@db.internal')
    }
  })
})

describe('marks', () => {
  test('the same secret has the same mark, another one another', () => {
    const [one, two] = [`ghp_${chance(36)}`, `ghp_${chance(36, undefined, 2)}`]
    const { text, findings } = maskSecrets(`${one} and ${two},\nagain ${one}`)
    expect(text).toBe('MASKED_GITHUB_TOKEN_1 and MASKED_GITHUB_TOKEN_2,\nagain MASKED_GITHUB_TOKEN_1')
    expect(findings.map(({ kind, line }) => `${kind} ${line}`)).toEqual([
      'GitHub token 1',
      'GitHub token 1',
      'GitHub token 2',
    ])
    expect(findings.map(({ span }) => text.slice(...span))).toEqual(text.match(/MASKED_GITHUB_TOKEN_\d/g))
  })

  test('a secret that only its place tells of is masked wherever it is again', () => {
    const word = `Tr0ub${chance(6)}`
    expect(maskSecrets(`password=${word}\n\nthen ${word} was in the log`).text).toBe(
      'password=MASKED_PASSWORD_1\n\nthen MASKED_PASSWORD_1 was in the log',
    )
  })

  test('numbers go on after those that the text has', () => {
    expect(maskSecrets(`MASKED_GITHUB_TOKEN_3 ghp_${chance(36)}`).text).toBe(
      'MASKED_GITHUB_TOKEN_3 MASKED_GITHUB_TOKEN_4',
    )
  })

  test('only the password of a URL goes', () => {
    expect(maskSecrets(`postgres://app:x${chance(8)}@db-1.internal:5432/orders`).text).toBe(
      'postgres://app:MASKED_URL_PASSWORD_1@db-1.internal:5432/orders',
    )
  })
})

test('what only resembles a secret stays', () => {
  const texts = keptTexts()
  expect(texts.length).toBeGreaterThanOrEqual(60)
  expect(texts.filter((text) => maskSecrets(text).text !== text)).toEqual([])
})

describe('any text', () => {
  const samples = [
    ...tokenSamples().map(({ secret }) => secret),
    ...placedSamples().map(({ text }) => text),
    pem('RSA PRIVATE KEY'),
  ]
  const pieces = fc.oneof(
    fc.constantFrom(...samples),
    fc.constantFrom(...keptTexts()),
    fc.constantFrom(
      '\n',
      ' ',
      '"',
      '\\n',
      ': ',
      '=',
      '> ',
      '```',
      ',',
      '@',
      '\u200B',
      '&#45;',
      '%2B',
      '<mailto:',
      '|',
      '>',
      'password',
      'token',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))

  test('that is masked stays as it is when it is masked again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const masked = maskSecrets(text)
        expect(maskSecrets(masked.text)).toEqual(masked)
      }),
      { numRuns: 300 },
    )
  })

  test('in JSON leaves JSON, of the same shape', () => {
    const shapeOf = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shapeOf)
      return typeof value === 'object' && value !== null
        ? Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)])
        : typeof value
    }
    const json = fc.array(fc.record({ text: texts, blocks: fc.array(texts, { maxLength: 2 }), ts: fc.integer() }), {
      maxLength: 3,
    })
    fc.assert(
      fc.property(json, fc.boolean(), (value, twice) => {
        const text = JSON.stringify(twice ? { text: JSON.stringify(value), value } : value)
        const masked: unknown = JSON.parse(maskSecrets(text).text)
        expect(shapeOf(masked)).toEqual(shapeOf(JSON.parse(text)))
      }),
      { numRuns: 400 },
    )
  })

  test('keeps what is around its secrets', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...tokenSamples()),
        fc.lorem({ maxCount: 12 }),
        fc.lorem({ maxCount: 12 }),
        ({ secret }, before, after) => {
          const { text, findings } = maskSecrets(`${before} ${secret} ${after}`)
          expect(findings).toHaveLength(1)
          expect(text.replace(MARK, '')).toBe(`${before}  ${after}`)
        },
      ),
    )
  })

  test('without candidates is given back as it is', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 60 }), fc.uuid(), fc.date({ noInvalidDate: true }), (words, id, date) => {
        const text = `${words}\n\n- ${date.toISOString()} trace_id=${id} ${words}`
        expect(maskSecrets(text)).toEqual({ text, findings: [] })
      }),
    )
  })
})

test('a text of thousands of secrets is masked in time that grows with it, each with its own mark', () => {
  const keys = Array.from({ length: 3_000 }, (_, number) => `AKIA${String(number).padStart(16, 'Q')}`)
  const { text, findings } = maskSecrets(`${keys.join('\n')}\n${keys.join(' ')}`)
  expect(text).not.toContain('AKIA')
  expect(findings).toHaveLength(6_000)
  expect(new Set(text.match(/MASKED_\w+/g)).size).toBe(3_000)
})

test('a value in a cell of CSV, whose quotes are doubled, is masked, and the cell stays one', () => {
  const secret = `Tr0ub${chance(8)}`
  const { text } = maskSecrets(`time,what,who\n11:42,"DB_PASSWORD=""${secret}"" was printed",maya\n`)
  expect(text).toBe('time,what,who\n11:42,"DB_PASSWORD=""MASKED_PASSWORD_1"" was printed",maya\n')
})
