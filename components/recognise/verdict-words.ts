import type { Verdict } from '@/lib/schema/asked'

export const VERDICT_WORDS = {
  right: 'It was right',
  wrong: 'It was wrong',
  none: 'Nothing known fits',
} as const satisfies Record<Verdict, string>
