type Update = { status: string; body: string; display_at: string }
type StatusIncident = {
  id: string
  name: string
  impact: string
  status: string
  started_at: string
  resolved_at: string
  incident_updates: Update[]
}

const PARTS = ['sign-in', 'uploads', 'search', 'billing', 'exports', 'webhooks', 'previews']

/** An incident of a made-up status page: each index another one. Of the eight of a day two have the same name. */
export function statusIncident(index: number): StatusIncident {
  const part = PARTS[index % PARTS.length] ?? ''
  const start = Date.UTC(2024, 0, 1 + Math.floor(index / 8), (index % 8) * 2 + 1, (index * 7) % 60)
  const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString()
  return {
    id: `inc${String(index).padStart(5, '0')}`,
    name: `Errors with ${part}`,
    impact: 'minor',
    status: 'resolved',
    started_at: at(0),
    resolved_at: at(31 + (index % 9)),
    incident_updates: [
      { status: 'resolved', body: `All ${part} requests succeed again.`, display_at: at(31 + (index % 9)) },
      {
        status: 'monitoring',
        body: `We have restarted the ${part} workers and are watching them.`,
        display_at: at(20),
      },
      {
        status: 'investigating',
        body: `Some ${part} requests fail with error ${500 + (index % 4)}.`,
        display_at: at(0),
      },
    ],
  }
}

/** The history of a made-up status page in the shape of Statuspage's API, newest first. */
export function statusHistory(page: string, incidents: readonly StatusIncident[], indent?: number): string {
  return JSON.stringify({ page: { id: page, name: `${page} status` }, incidents: incidents.toReversed() }, null, indent)
}
