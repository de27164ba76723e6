import { z } from 'zod'
import { RUN_OUTCOMES } from '@/lib/schema/skill-run-choices'
import type { RunOutcome, RunRecorded } from '@/lib/schema/skill-run'
import type { SlackRequest, SlackTask } from '@/lib/schema/slack'
import { cutText, escapeText, linkTo, listOf, type HrefOf } from './answers'

type RunRequest = Extract<SlackRequest, { kind: 'skill-run' }>

const ACTION = 'skill_run_'
const PressedSchema = z.object({
  type: z.literal('block_actions'),
  trigger_id: z.string(),
  response_url: z.url(),
  user: z.object({ id: z.string() }),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().max(200) })).min(1),
})

const outcomeOf = (word: string): RunOutcome | undefined => RUN_OUTCOMES.find((outcome) => outcome === word)

/** A button below a skill that was told of, as a task; null for any other payload. */
export function readRunButton(payload: unknown): SlackTask | null {
  const { data } = PressedSchema.safeParse(payload)
  const [pressed] = data?.actions ?? []
  const outcome = pressed?.action_id.startsWith(ACTION) ? outcomeOf(pressed.action_id.slice(ACTION.length)) : undefined
  if (!data || !pressed || !outcome) return null
  const request: RunRequest = { kind: 'skill-run', outcome, skill: pressed.value, note: null }
  return { delivery: `button:${data.trigger_id}`, user: data.user.id, responseUrl: data.response_url, request }
}

/** "failed auth-jwks-rotation-spike step 2 is gone", the skill by its slug or by its address; null for anything else. */
export function readRunWords(verb: string, about: string): RunRequest | null {
  const outcome = outcomeOf(verb)
  const { named = '', note = '' } = /^(?<named>\S+)\s*(?<note>[\s\S]*)$/.exec(about)?.groups ?? {}
  if (!outcome || named === '') return null
  // Slack puts addresses in angle brackets.
  const address = /\/skills\/([^/?#|>\s]+)/.exec(named)?.[1] ?? named
  return { kind: 'skill-run', outcome, skill: decoded(address).slice(0, 200), note: note.trim().slice(0, 4000) || null }
}

function decoded(slug: string): string {
  try {
    return decodeURIComponent(slug)
  } catch {
    return slug
  }
}

/** Buttons that say what became of a skill, for a message that names it. */
export function buttonsOfSkill(slug: string): Record<string, unknown> {
  const button = (outcome: RunOutcome, text: string) => ({
    type: 'button',
    action_id: `${ACTION}${outcome}`,
    value: slug,
    text: { type: 'plain_text', text },
  })
  return {
    type: 'actions',
    elements: [button('worked', 'It worked'), button('failed', 'It failed'), button('outdated', 'It is outdated')],
  }
}

/** What the report has changed. */
export function answerRun(
  { outcome, skill, note }: RunRequest,
  { confidence: { computed, reasons, lastVerified } }: RunRecorded,
  hrefOf: HrefOf,
): string {
  const told = outcome === 'worked' ? 'It worked' : outcome === 'failed' ? 'It failed' : 'It is outdated'
  const lines = reasons
    .filter(({ weight }) => weight !== 0)
    .slice(-4)
    .map(({ text, weight }) => `${weight < 0 ? '−' : '+'}${Math.round(Math.abs(weight) * 100)} %: ${escapeText(text)}`)
  const ask =
    outcome === 'worked' || note !== null ? '' : `\nWhat did not fit? \`/hindsight ${outcome} ${escapeText(skill)} …\``
  const verified = lastVerified === null ? '' : `, last verified ${lastVerified}`
  return cutText(
    `${told}: ${linkTo(hrefOf('skill', skill), skill)} has a computed confidence of *${Math.round(computed * 100)} %* now${verified}.\n${listOf(lines)}${ask}`,
  )
}
