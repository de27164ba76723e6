import { Panel } from '@/components/ui/panel'
import { TimeText } from '@/components/ui/time-text'
import { Unknown } from '@/components/ui/unknown'
import type { SkillView } from '@/lib/schema/skill'

/** Every saved state of a skill, newest first. */
export function Revisions({ revisions }: { revisions: SkillView['revisions'] }) {
  return (
    <Panel title="Revisions" id="revisions" count={revisions.length}>
      <ol className="space-y-2">
        {revisions.map((revision) => (
          <li key={revision.id}>
            <span className="font-medium tabular-nums">#{revision.number}</span>{' '}
            {revision.version ? (
              <span className="font-mono text-xs">{revision.version}</span>
            ) : (
              <Unknown what="version" />
            )}
            <p className="text-xs text-muted">
              <TimeText at={revision.at} show="full" /> by {revision.by}
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
