import { Badge, type Tone } from '@/components/ui/badge'

const TONES: Record<string, Tone> = { GET: 'blue', POST: 'green', PUT: 'amber', PATCH: 'amber', DELETE: 'red' }

/** The method of a call. */
export function MethodBadge({ method }: { method: string }) {
  return (
    <Badge tone={TONES[method] ?? 'neutral'} className="w-14 justify-center font-mono">
      {method}
    </Badge>
  )
}
