// Choices about runs of skills, without zod: forms in the browser list them.

export const RUN_OUTCOMES = ['worked', 'failed', 'outdated'] as const
/** Where a run is followed or reported. */
export const RUN_VIAS = ['page', 'api', 'slack', 'mcp', 'import'] as const
/** Parts of a skill that are followed step by step, in this order. */
export const RUN_SECTIONS = ['diagnosis', 'resolution'] as const
export type RunSection = (typeof RUN_SECTIONS)[number]
