import { z } from 'zod'
import { respondError } from '@/lib/web/respond'

const FaultSchema = z.object({
  code: z.string(),
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
})
export type Fault = z.infer<typeof FaultSchema>

/** What the API would say of a failure; an unexpected one is logged and shows nothing of itself. */
export async function faultOf(error: unknown): Promise<Fault> {
  const body: unknown = await respondError(error).json()
  return z.object({ error: FaultSchema }).parse(body).error
}
