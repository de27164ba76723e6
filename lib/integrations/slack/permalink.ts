/** A message as its address names it; `root` is the message that opened its thread, or it itself. Both are Slack's `ts`. */
export type Permalink = { workspace: string; channel: string; ts: string; root: string }

/**
 * Reads the address of a message ("https://acme.slack.com/archives/C024BE91L/p1713526920000100?thread_ts=..."); null for any other
 * text.
 */
export function readPermalink(text: string): Permalink | null {
  const address = URL.canParse(text.trim()) ? new URL(text.trim()) : null
  if (address?.protocol !== 'https:' || !/^[a-z0-9-]+(?:\.enterprise)?\.slack\.com$/.test(address.hostname)) return null
  const path = /^\/archives\/(?<channel>[CDG][A-Z0-9]{2,20})\/p(?<seconds>\d{10})(?<rest>\d{6})\/?$/.exec(
    address.pathname,
  )
  if (!path?.groups) return null
  const { channel = '', seconds, rest } = path.groups
  const ts = `${seconds}.${rest}`
  const root = address.searchParams.get('thread_ts')
  return { workspace: address.hostname, channel, ts, root: root && /^\d{10}\.\d{6}$/.test(root) ? root : ts }
}

/** The address of a message in a workspace ("acme.slack.com"). */
export function writePermalink({ workspace, channel, ts, root }: Permalink): string {
  const reply = root === ts ? '' : `?thread_ts=${root}&cid=${channel}`
  return `https://${workspace}/archives/${channel}/p${ts.replace('.', '')}${reply}`
}
