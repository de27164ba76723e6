import { z } from 'zod'
import { listImports } from '@/lib/query/imports'
import { handle } from '@/lib/web/handle'
import { asList, CursorSchema, pageOfCursor } from '@/lib/web/paging'
import { readQuery } from '@/lib/web/read-body'
import { respondJson } from '@/lib/web/respond'
import { hrefOfImport } from './import-answer'

const QuerySchema = z.object({ cursor: CursorSchema })

export const GET = handle(async (viewer, request) => {
  const { items, ...rest } = asList(await listImports(viewer, pageOfCursor(readQuery(request, QuerySchema).cursor)))
  return respondJson({ items: items.map((found) => ({ ...found, url: hrefOfImport(found.id) })), ...rest })
})
