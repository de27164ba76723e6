import { expect, test } from 'vitest'
import { GET as readIncident } from '@/app/api/v1/incidents/[slug]/route'
import { POST as addTeam } from '@/app/api/v1/teams/route'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { createToken } from '@/lib/store/tokens'

const NOT_TEXT = ['\u0000', 'a\u0000b', '\uD83D', 'a\uDC00b']

test.each(NOT_TEXT)(
  'a zero character and half of a pair in a name or a path are bad input, never a fault: %j',
  async (name) => {
    const { secret } = await createToken(commandLineViewer(), { name: 'characters', scope: 'admin' })
    const headers = { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' }
    const body = JSON.stringify({ name: `Team ${name}` })
    const made = await addTeam(new Request('http://localhost/api/v1/teams', { method: 'POST', headers, body }), {
      params: Promise.resolve({}),
    })
    expect(made.status).toBe(400)
    const read = await readIncident(new Request('http://localhost/api/v1/incidents/x', { headers }), {
      params: Promise.resolve({ slug: name }),
    })
    expect([400, 404]).toContain(read.status)
  },
)
