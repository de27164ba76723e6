import type { GetPromptResult, Prompt } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { AppError } from '@/lib/domain/errors'
import { PLAN_LIMIT } from '@/lib/schema/premortem'
import { fenced } from './untrusted'

type Written = { listed: Prompt; argument: string; limit: number; lead: string }

const PROMPTS: readonly Written[] = [
  {
    listed: {
      name: 'triage_alert',
      title: 'Triage an alert',
      description: 'Has this happened before, what helped, and what to do first',
      arguments: [{ name: 'alert', description: 'The alert as it came', required: true }],
    },
    argument: 'alert',
    limit: 200_000,
    lead: [
      'Help the person on call with the alert below.',
      '1. Call `recognise` with its whole text.',
      '2. Read the best runbook with `read_skill`, and the nearest past incident with `read_incident`.',
      '3. Say in at most ten lines: what this most likely is and how sure you are, which evidence speaks for and against it, ' +
        'what to check first, and which step of the runbook comes next. Name slugs, so that the person can look them up.',
      '4. Propose commands, never run any that change something. If nothing known fits, say so plainly.',
    ].join('\n'),
  },
  {
    listed: {
      name: 'review_change',
      title: 'Review a change',
      description: 'Which known failures a planned change could set off, as a checklist',
      arguments: [{ name: 'change', description: 'A diff or a plan', required: true }],
    },
    argument: 'change',
    limit: PLAN_LIMIT,
    lead: [
      'Review the planned change below against what has failed here before.',
      '1. Call `premortem` with the change.',
      '2. For each pattern that it names, look at the quoted lines and decide whether it really applies; leave out what does not.',
      '3. Give a checklist: each question, the pattern or incident it comes from, and where the change answers it or does not.',
      '4. Say plainly what the knowledge base does not know.',
    ].join('\n'),
  },
]

/** All prompts. */
export function listPrompts(): { prompts: Prompt[] } {
  return { prompts: PROMPTS.map(({ listed }) => listed) }
}

/** A prompt with what was given for it fenced off. Throws `not_found` and `bad_input`. */
export function findPrompt(name: string, args: Record<string, string> = {}): GetPromptResult {
  const prompt = PROMPTS.find(({ listed }) => listed.name === name)
  if (!prompt) throw new AppError('not_found', 'There is no prompt of this name.')
  const given = z.string().trim().min(1).max(prompt.limit).safeParse(args[prompt.argument])
  if (!given.success) throw new AppError('bad_input', `The argument \`${prompt.argument}\` is missing or too long.`)
  const text = fenced(prompt.lead, given.data)
  return { description: prompt.listed.description, messages: [{ role: 'user', content: { type: 'text', text } }] }
}
