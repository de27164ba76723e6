import type { WebClient } from '@slack/web-api'
import { z } from 'zod'

/** What Slack says of who can see a conversation. */
export const OpennessSchema = z.object({
  is_private: z.boolean().optional(),
  is_im: z.boolean().optional(),
  is_mpim: z.boolean().optional(),
})

/** Whether everybody of the workspace can see it; not where Slack does not say so. */
export function isOpenChannel({ is_private, is_im, is_mpim }: z.infer<typeof OpennessSchema>): boolean {
  return is_private === false && is_im !== true && is_mpim !== true
}

const MembersSchema = z.object({
  members: z.array(z.string()).default([]),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
})
/** Members in one answer, and answers read at most: a private channel of more is one of everybody. */
const MEMBERS = 1_000
const MEMBER_PAGES = 50

/** Whether somebody, by Slack's id, is in a conversation that the app is in; nobody whom Slack does not know. Throws as the client does. */
export async function isMember(client: WebClient, channel: string, person: string | null): Promise<boolean> {
  if (person === null) return false
  let cursor: string | undefined
  for (let page = 0; page < MEMBER_PAGES; page++) {
    const { members, response_metadata } = MembersSchema.parse(
      await client.conversations.members({ channel, limit: MEMBERS, ...(cursor && { cursor }) }),
    )
    if (members.includes(person)) return true
    cursor = response_metadata?.next_cursor || undefined
    if (cursor === undefined) break
  }
  return false
}
