const NAMES: Record<string, string> = {
  on: 'Date',
  reportedOn: 'Reported on',
  zone: 'Zone',
  zoneText: 'Zone as written',
  statedDuration: 'Duration',
  windows: 'Impact window',
  timeline: 'Timeline entry',
  statusUpdates: 'Status update',
  causes: 'Cause',
  actionItems: 'Action item',
  customerActions: 'What customers should do',
  lessons: 'Lessons',
  triggers: 'Trigger',
  diagnosis: 'Diagnosis step',
  resolution: 'Resolution step',
  sources: 'Source',
  lastVerified: 'Last verified',
  at: 'time',
  startedAt: 'started',
  detectedAt: 'detected',
  declaredAt: 'declared',
  mitigatedAt: 'mitigated',
  resolvedAt: 'restored',
  negativeFindings: 'looked for and not found',
  residual: 'went on after the end',
  unaffected: 'not affected',
}

/** A field's path in words: "timeline.2.at" is "Timeline entry 3: time". */
export function fieldName(path: string): string {
  const [first = '', second, ...rest] = path.split('.')
  const row = second !== undefined && /^\d+$/.test(second)
  const parts = row ? rest : [second, ...rest].filter((part) => part !== undefined)
  const head = NAMES[first] ?? capital(first)
  const tail = parts.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : (NAMES[part] ?? part))).join(' ')
  return `${head}${row ? ` ${Number(second) + 1}` : ''}${tail ? `: ${tail}` : ''}`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
