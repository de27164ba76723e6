import { assertCan } from '@/lib/domain/permissions'
import { agentSkillFiles } from '@/lib/export/agent-skill-files'
import { listPresentSkills } from '@/lib/query/agent-skills'
import type { Viewer } from '@/lib/schema/viewer'
import { handle } from '@/lib/web/handle'
import { zipStream, type ZipEntry } from '@/lib/web/zip-stream'

/** All skills that one may read, as a folder of agent skills. */
export const GET = handle(async (viewer) => {
  assertCan(viewer, 'read')
  return new Response(zipStream(listEntries(viewer)), {
    headers: {
      'Content-Type': 'application/zip',
      'Content-Disposition': 'attachment; filename="skills.zip"',
      'Cache-Control': 'private, no-store',
    },
  })
})

async function* listEntries(viewer: Viewer): AsyncGenerator<ZipEntry> {
  const fileOf = agentSkillFiles()
  for await (const { document, updatedAt, ...state } of listPresentSkills(viewer)) {
    yield { ...fileOf(document, state), at: updatedAt }
  }
}
