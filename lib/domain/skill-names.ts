import type { SkillDraft } from '@/lib/schema/draft'

/** Names looked for at most: a runbook of forty commands names much that is everywhere. */
const MOST = 8
/** What commands name by a kind: `deployment/api-worker`, `systemctl restart pgbouncer`. */
const IN_COMMANDS =
  /\b(?:deployments?|deploy|statefulset|sts|daemonset|ds|service|svc|cronjob|job)[/ ]([a-z][a-z0-9-]{3,40})|\bsystemctl [a-z-]+ ([a-z][a-z0-9@._-]{3,40})/g
/** A name and no word of a language has parts that are joined; an underscore is a letter as well, so that there is one way to read it. */
const NAME = /^[A-Za-z]\w*(?:[-.:/]\w+)*$/
const JOINED = /[-.:/]|\w_\w/
/** Characters. */
const SHORTEST = 4
const LONGEST = 60

const isName = (word: string) =>
  word.length >= SHORTEST && word.length <= LONGEST && NAME.test(word) && JOINED.test(word)

/**
 * The services, metrics and settings that a skill names: what its commands act on, what stands in backticks in its steps and symptoms,
 * and the metrics of its triggers that are names. Words of a language are none, however often they come.
 */
export function namesOf(skill: SkillDraft): string[] {
  const steps = [...skill.diagnosis, ...skill.resolution]
  const commands = steps.flatMap(({ code }) => code.map(({ text }) => text))
  const acted = commands.flatMap((text) => [...text.matchAll(IN_COMMANDS)].map(([, kind, unit]) => kind ?? unit ?? ''))
  const texts = [...steps.map(({ text }) => text), ...skill.symptoms]
  const quoted = texts.flatMap((text) => [...text.matchAll(/`([^`\n]{2,120})`/g)].map(([, code = '']) => code))
  const words = [...quoted, ...skill.triggers.map(({ metric }) => metric)].flatMap((text) => text.split(/[\s<>=]+/))
  const named = words.filter(isName)
  return [...new Set([...acted, ...named].map((name) => name.toLowerCase()))].slice(0, MOST)
}
