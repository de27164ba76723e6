import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { TrackerConnections } from '@/components/settings/tracker-connections'
import { TrackerNew } from '@/components/settings/tracker-new'
import { TrackerPeople } from '@/components/settings/tracker-people'
import { TrackerProject } from '@/components/settings/tracker-project'
import { TrackerQueue } from '@/components/settings/tracker-queue'
import { Panel } from '@/components/ui/panel'
import { requireViewer } from '@/lib/auth/viewer'
import { can } from '@/lib/domain/permissions'
import { listConnections } from '@/lib/integrations/tracker/connect'
import { listTrackerPeople, listTrackerProjects, listTrackerTasks } from '@/lib/query/trackers'
import {
  addProjectAction,
  chooseDefaultAction,
  chooseStatesAction,
  findPeopleAction,
  namePersonAction,
  removeProjectAction,
  retryTaskAction,
  testProjectAction,
} from './actions'

export const metadata: Metadata = { title: 'Trackers' }

export default async function TrackersPage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const connections = listConnections()
  const [projects, people, queue] = await Promise.all([
    listTrackerProjects(viewer),
    listTrackerPeople(viewer),
    listTrackerTasks(viewer),
  ])
  const isConnected = connections.some(({ missing }) => missing.length === 0)
  return (
    <>
      <Panel title="Connections" id="connections">
        <TrackerConnections connections={connections} />
      </Panel>
      <Panel title="Projects" id="projects" count={projects.length} flush={projects.length > 0}>
        {projects.length === 0 ? (
          <p className="max-w-prose text-muted">
            {isConnected
              ? 'No action item goes to a tracker yet. Add a project below: issues are made and linked there, and kept in step.'
              : 'No tracker is connected. Set the variables above, start Hindsight again, and add a project.'}
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {projects.map((project) => (
              <TrackerProject
                key={project.id}
                project={project}
                test={testProjectAction}
                choose={chooseDefaultAction}
                chooseStates={chooseStatesAction}
                findPeople={findPeopleAction}
                remove={removeProjectAction}
              />
            ))}
          </ul>
        )}
      </Panel>
      {isConnected && (
        <Panel title="New project" id="new-project">
          <TrackerNew
            kinds={connections.filter(({ missing }) => missing.length === 0).map(({ kind }) => kind)}
            add={addProjectAction}
          />
        </Panel>
      )}
      {projects.length > 0 && (
        <>
          <Panel title="People" id="tracker-people" count={people.length}>
            <TrackerPeople people={people} name={namePersonAction} />
          </Panel>
          <Panel title="Calls" id="calls" count={queue.tasks.length}>
            <TrackerQueue queue={queue} retry={retryTaskAction} />
          </Panel>
        </>
      )}
    </>
  )
}
