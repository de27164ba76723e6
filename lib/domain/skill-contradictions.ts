import type { SkillDraft } from '@/lib/schema/draft'
import { compareCommands } from './command-contradictions'
import { readThresholds, sameMetric, type Threshold } from './contradictions'
import { findAlertNames } from './alert-names'
import { readSettings, sentencesOf, type SettingClaim } from './setting-claims'
import { namesOf } from './skill-names'
import { compareParts, readVersionClaims, type VersionClaim } from './version-contradictions'

/** What a skill says that another may say otherwise. */
export type SkillClaims = {
  /** The services, metrics, settings and alerts that it names, in small letters. */
  names: ReadonlySet<string>
  thresholds: Threshold[]
  settings: SettingClaim[]
  targets: VersionClaim[]
  mended: VersionClaim[]
  commands: string[]
}

export type SkillContradiction = {
  kind: 'threshold' | 'setting' | 'version' | 'command'
  /** What both speak of. */
  about: string
  own: string
  other: string
}

/** Takes what two skills are compared by out of one: its conditions, settings, versions and commands, each as it is written. */
export function claimsOf(skill: SkillDraft): SkillClaims {
  const steps = [...skill.diagnosis, ...skill.resolution]
  const texts = [skill.description ?? '', ...skill.symptoms, ...steps.map(({ text }) => text), ...skill.escalation]
  const lines = texts.flatMap((text) => text.split('\n')).map((text) => ({ text, start: 0, block: 0 }))
  const conditions = [skill.description ?? '', ...skill.symptoms].flatMap((text) => text.split('\n'))
  const { targets, mended } = readVersionClaims(lines.map((line, block) => ({ ...line, block })))
  return {
    names: new Set([
      ...namesOf(skill),
      ...conditions.flatMap((text) => findAlertNames(text)).map((name) => name.toLowerCase()),
    ]),
    thresholds: [
      ...skill.triggers.map(thresholdOf),
      ...conditions.flatMap((text) =>
        sentencesOf(text).flatMap((sentence) => readThresholds({ text: sentence, start: 0 }, 'symptoms')),
      ),
    ],
    settings: lines.flatMap(({ text }) => readSettings(text)),
    targets,
    mended,
    commands: steps.flatMap(({ text, code }) => [
      ...code.map((block) => block.text),
      ...[...text.matchAll(/`([^`\n]+)`/g)].map(([, quoted = '']) => quoted),
    ]),
  }
}

function thresholdOf({ metric, op, value, unit }: SkillDraft['triggers'][number]): Threshold {
  const said = [metric, op, String(value), unit].filter(Boolean).join(' ')
  const [first] = readThresholds({ text: said, start: 0 }, 'triggers')
  const words = new Set(metric.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  const quantity = first?.quantity ?? {
    value,
    unit: 'number' as const,
    text: String(value),
    span: [0, 0],
    approximate: false,
  }
  return { words, up: op.startsWith('>'), quantity, span: [0, 0], field: 'triggers', level: '', said }
}

/**
 * Where two skills say of the same service, alert or setting what cannot both hold: thresholds of one metric, values that a setting is
 * said to have, a version to move to beside a later one that first has the fix, and commands that differ in one value. Words that are
 * everywhere ("error rate") count only where both name the same service or alert as well. Each once, with what both say.
 */
export function compareSkills(own: SkillClaims, other: SkillClaims): SkillContradiction[] {
  const shared = [...own.names].filter((name) => other.names.has(name))
  const found = [
    ...compareThresholds(own, other, shared.length > 0),
    ...compareSettings(own, other, shared.length > 0),
    ...compareVersions(own, other),
    ...commandsApart(own, other, shared),
  ]
  const told = new Map(found.map((one) => [`${one.kind} ${one.own} ${one.other}`, one]))
  return [...told.values()]
}

function compareThresholds(own: SkillClaims, other: SkillClaims, share: boolean): SkillContradiction[] {
  return own.thresholds.flatMap((one) => {
    const same = other.thresholds.filter(
      (two) => sameMetric(one, two) && (share || (isSpecific(one) && isSpecific(two))),
    )
    const [first] = same
    // Where the other has this value as well, it says the same and more.
    if (!first || same.some(({ quantity }) => quantity.value === one.quantity.value)) return []
    if (own.thresholds.some((mine) => sameMetric(mine, first) && mine.quantity.value === first.quantity.value))
      return []
    return [{ kind: 'threshold' as const, about: [...one.words].join(' '), own: one.said, other: first.said }]
  })
}

/** A joined name, as `queue_depth`, or many words: single words of a language are everywhere. */
const isSpecific = ({ said, words }: Threshold) => words.size >= 5 || /[\p{L}\d][_.][\p{L}]/u.test(said)

function compareSettings(own: SkillClaims, other: SkillClaims, share: boolean): SkillContradiction[] {
  return own.settings.flatMap((one) => {
    const isSame = (two: SettingClaim) =>
      two.quantity.unit === one.quantity.unit &&
      two.words.size === one.words.size &&
      [...one.words].every((word) => two.words.has(word))
    const same = other.settings.filter((two) => isSame(two) && (one.isName || share || one.words.size >= 3))
    const [first] = same
    if (!first || same.some(({ quantity }) => quantity.value === one.quantity.value)) return []
    return [{ kind: 'setting' as const, about: [...one.words].join(' '), own: one.said, other: first.said }]
  })
}

/** "upgrade it to 2.3" names nothing. */
const NO_PRODUCT = /^(?:it|them|this|that|version|release|the|everything|auf|es|sie|его|их)$/i

function compareVersions(own: SkillClaims, other: SkillClaims): SkillContradiction[] {
  const pairs = [
    ...versionPairs(own, other).map(([one, two]) => ({ one, own: one.said, other: two.said })),
    ...versionPairs(other, own).map(([one, two]) => ({ one, own: two.said, other: one.said })),
  ]
  return pairs.map(({ one, own: mine, other: theirs }) => ({
    kind: 'version',
    about: one.product ?? '',
    own: mine,
    other: theirs,
  }))
}

/** A version to move to in the one, and a later one that first has the fix in the other. */
function versionPairs({ targets }: SkillClaims, { mended }: SkillClaims): [VersionClaim, VersionClaim][] {
  return targets.flatMap((target): [VersionClaim, VersionClaim][] => {
    if (target.product === null || NO_PRODUCT.test(target.product)) return []
    const fixes = mended.filter(({ product }) => product === target.product)
    const [fix] = fixes
    return fix && fixes.every(({ parts }) => compareParts(target.parts, parts) < 0) ? [[target, fix]] : []
  })
}

/** Options that say how much is shown, how long is waited, or of what: other values are no other deed. */
const VIEWS = new Set(
  '--tail --since --limit --interval --timeout --max-time --sort-by --format --start --end -m -t -c -l -w --selector --field-selector --duration --lines --until -s -d --output-format -p --port -i'.split(
    ' ',
  ),
)

function commandsApart(own: SkillClaims, other: SkillClaims, shared: readonly string[]): SkillContradiction[] {
  if (shared.length === 0 || own.commands.length === 0) return []
  const said = other.commands.map((text) => ({ text: `\`\`\`\n${text}\n\`\`\``, ref: '' }))
  return compareCommands(own.commands, said).flatMap(({ option, skill, other: theirs }) => {
    const names = skill.toLowerCase()
    // The same program on the same service, and not on whatever stands there.
    if (VIEWS.has(option) || !shared.some((name) => names.includes(name))) return []
    return [{ kind: 'command' as const, about: option, own: skill, other: theirs }]
  })
}
