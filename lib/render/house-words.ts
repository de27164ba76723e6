/** Words of the house that the screen explains where they first stand, in one sentence each; ARCHITECTURE.md has all of them. */
export const HOUSE_WORDS = {
  'recurrence-debt': {
    word: 'recurrence debt',
    means:
      'An action item that was still open when a later incident with the same pattern happened: done in time, it could have prevented that one.',
  },
  pattern: {
    word: 'a pattern',
    means:
      'A mechanism by which things break, with a name, the words by which it is found in a text, and questions to ask before a change.',
  },
  stale: {
    word: 'a stale skill',
    means:
      'A skill that failed when it was followed, that nobody has verified for 90 days, or that names something that has changed since.',
  },
  trust: {
    word: 'trust',
    means:
      'How sure a skill is, computed from its runs, its age and its contradictions, with the reasons, beside what the skill says of itself.',
  },
  gap: {
    word: 'a gap',
    means:
      'Something that happened and that no skill answers: a pattern without a skill, an alert that nothing matched, a skill that nobody has seen work.',
  },
  'only-referred-to': {
    word: '“only referred to”',
    means:
      'An incident that other documents name and of which nobody has imported an account: its time or cause may be unknown.',
  },
  spread: {
    word: 'the spread',
    means:
      'The median is the middle one of all: half took longer. Nine of ten lie above the 10th percentile, nine of ten below the 90th.',
  },
} as const satisfies Record<string, { word: string; means: string }>
export type HouseWord = keyof typeof HOUSE_WORDS
