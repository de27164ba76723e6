import type {
  ListResourcesResult,
  ListResourceTemplatesResult,
  ReadResourceResult,
} from '@modelcontextprotocol/sdk/types.js'
import { listIncidents } from '@/lib/query/incidents'
import { listSkills } from '@/lib/query/skills'
import { IncidentFilterSchema } from '@/lib/schema/incident'
import type { Viewer } from '@/lib/schema/viewer'
import { AppError } from '@/lib/domain/errors'
import { readIncidentTool } from './incident-tools'
import { cursorAfter, CursorSchema, offsetOf } from './paging'
import { readPatternTool } from './pattern-tools'
import { readSkillTool } from './skill-tools'
import type { Asking, Tool } from './tool'
import { NOTICE } from './untrusted'

const SIZE = 50
const MARKDOWN = 'text/markdown'

/** What can be read by its address, and the tool that reads it. */
const READERS: Record<string, { tool: Tool; name: string; args: object; about: string }> = {
  incidents: {
    tool: readIncidentTool,
    name: 'incident',
    args: { part: 'overview' },
    about: 'What is known of an incident',
  },
  skills: { tool: readSkillTool, name: 'skill', args: {}, about: 'A runbook as Markdown' },
  patterns: { tool: readPatternTool, name: 'pattern', args: {}, about: 'A failure pattern with its members' },
}

const uriOf = (folder: string, slug: string) => `hindsight://${folder}/${encodeURIComponent(slug)}`

/** The kinds of addresses that can be read. */
export function listResourceTemplates(): ListResourceTemplatesResult {
  const resourceTemplates = Object.entries(READERS).map(([folder, { name, about }]) => ({
    name,
    uriTemplate: `hindsight://${folder}/{slug}`,
    description: `${about}. ${NOTICE}`,
    mimeType: MARKDOWN,
  }))
  return { resourceTemplates }
}

/** Runbooks, then incidents, the newest first. Nothing of their titles: a list has no place to mark what is untrusted. */
export async function listResources(viewer: Viewer, cursor: string | undefined): Promise<ListResourcesResult> {
  const from = offsetOf(readCursor(cursor))
  const page = Math.floor(from / SIZE) + 1
  const [skills, incidents] = await Promise.all([
    page === 1 ? listSkills(viewer) : [],
    listIncidents(viewer, IncidentFilterSchema.parse({ page, size: SIZE })),
  ])
  const entry = (folder: string, slug: string, about: string) => ({
    uri: uriOf(folder, slug),
    name: slug,
    description: about,
    mimeType: MARKDOWN,
  })
  const nextCursor = cursorAfter(page * SIZE, incidents.total)
  return {
    resources: [
      ...skills.map(({ slug }) => entry('skills', slug, 'A runbook')),
      ...incidents.items.map(({ slug, on }) => entry('incidents', slug, `An incident, ${on ?? 'date unknown'}`)),
    ],
    ...(nextCursor === null ? {} : { nextCursor }),
  }
}

function readCursor(cursor: string | undefined): string | undefined {
  const read = CursorSchema.safeParse(cursor)
  if (!read.success) throw new AppError('bad_input', 'This is not a cursor of this list.')
  return read.data
}

/** What stands at an address, marked as untrusted. Throws `not_found`, as the tool that reads it does. */
export async function readResource(viewer: Viewer, uri: string, asking: Asking): Promise<ReadResourceResult> {
  const [, folder = '', name = ''] = /^hindsight:\/\/([a-z]{1,20})\/([^/?#]{1,600})$/.exec(uri) ?? []
  const reader = Object.hasOwn(READERS, folder) ? READERS[folder] : undefined
  if (!reader) throw new AppError('not_found', 'There is no resource at this address.')
  const { content } = await reader.tool.call(viewer, { ...reader.args, slug: decoded(name) }, asking)
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('\n')
  return { contents: [{ uri, mimeType: MARKDOWN, text, _meta: { untrusted: true } }] }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name).slice(0, 200)
  } catch {
    throw new AppError('not_found', 'There is no resource at this address.')
  }
}
