const SERVICES = ['billing', 'search', 'mail', 'login', 'maps', 'uploads', 'reports', 'quotas']

/** A postmortem of its own for each number: other names, days and figures than all others. */
export function numberedReport(number: number): string {
  const service = `${SERVICES[number % SERVICES.length]}-${number}`
  const day = new Date(Date.UTC(2021, 0, 1 + number * 3)).toISOString().slice(0, 10)
  const minute = String(number % 50).padStart(2, '0')
  return `# The ${service} service refused requests

Date: ${day} (UTC)

## Timeline (UTC)

- 09:${minute} requests to ${service} failed
- 10:${minute} service restored

## Root cause

A limit of ${1000 + number * 7} connections was reached on host node-${number * 13}.
`
}
