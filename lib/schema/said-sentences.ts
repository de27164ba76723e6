/**
 * What may be asked for at once of the action that says sentences: sentences, their characters together, and of one. A call holds up
 * all others while it lasts; what is longer is no sentence of ours.
 */
export const SAID_AT_ONCE = { sentences: 400, characters: 20_000, longest: 2_000 } as const
