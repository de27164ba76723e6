import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
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
import { sentencesIn } from '@/lib/intl/sentences'
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

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.settings.tabs'))('settingsTrackers') }
}

export default async function TrackersPage() {
  await connection()
  const viewer = await requireViewer()
  if (!can(viewer, 'admin')) notFound()
  const t = await getTranslations('pages.settings.trackers')
  const say = sentencesIn(await getLocale())
  const connections = listConnections()
  const [projects, people, queue] = await Promise.all([
    listTrackerProjects(viewer),
    listTrackerPeople(viewer),
    listTrackerTasks(viewer),
  ])
  const tasks = queue.tasks.map((task) => ({ ...task, error: task.error && say(task.error) }))
  const isConnected = connections.some(({ missing }) => missing.length === 0)
  return (
    <>
      <Panel title={t('connections')} id="connections">
        <TrackerConnections connections={connections} />
      </Panel>
      <Panel title={t('projects')} id="projects" count={projects.length} flush={projects.length > 0}>
        {projects.length === 0 ? (
          <p className="max-w-prose text-muted">{isConnected ? t('noProjects') : t('notConnected')}</p>
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
        <Panel title={t('newProject')} id="new-project">
          <TrackerNew
            kinds={connections.filter(({ missing }) => missing.length === 0).map(({ kind }) => kind)}
            add={addProjectAction}
          />
        </Panel>
      )}
      {projects.length > 0 && (
        <>
          <Panel title={t('people')} id="tracker-people" count={people.length}>
            <TrackerPeople people={people} name={namePersonAction} />
          </Panel>
          <Panel title={t('calls')} id="calls" count={tasks.length}>
            <TrackerQueue queue={{ ...queue, tasks }} retry={retryTaskAction} />
          </Panel>
        </>
      )}
    </>
  )
}
