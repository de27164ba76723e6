import { env } from '@/lib/env'

/** The address by which somebody who has been invited signs in first; it works once. */
export function invitationLink(token: string): string {
  return `${env().baseUrl}/sign-in/link?${new URLSearchParams({ token })}`
}
