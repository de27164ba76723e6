import { env } from '@/lib/env'
import { makeOpenapi } from '@/lib/openapi/document'
import { readReference } from '@/lib/openapi/reference'
import type { ApiReference } from '@/lib/schema/api-reference'

let made: ApiReference | undefined

/** The API of this process, which does not change while it runs. */
export function reference(): ApiReference {
  made ??= readReference(makeOpenapi(env().baseUrl))
  return made
}
