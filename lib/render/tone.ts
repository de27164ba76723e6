/** The tones that badges and marks come in. A tone only repeats what the words beside it say. */
export type Tone = 'neutral' | 'accent' | 'red' | 'amber' | 'green' | 'blue' | 'violet'
