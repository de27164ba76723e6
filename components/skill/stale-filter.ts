import { z } from 'zod'

/** Whose skills are shown; an empty name is nobody's. */
export const StaleFilterSchema = z.object({ owner: z.string().max(120).optional() })
