import { ACTION_ITEMS } from './action-items'
import { EDITING } from './editing'
import type { Noun } from './entry'
import { IMPORTS } from './imports'
import { INCIDENTS } from './incidents'
import { MEASURES } from './measures'
import { PATTERNS } from './patterns'
import { PEOPLE } from './people'
import { PRODUCT } from './product'
import { PROPOSALS } from './proposals'
import { RECOGNITION } from './recognition'
import { SKILLS } from './skills'
import { TOKENS } from './tokens'
import { WEBHOOKS } from './webhooks'

/** All of the API. A new noun is a file with its entries and a line here. */
export const NOUNS: readonly Noun[] = [
  RECOGNITION,
  INCIDENTS,
  SKILLS,
  PATTERNS,
  ACTION_ITEMS,
  MEASURES,
  IMPORTS,
  PROPOSALS,
  EDITING,
  TOKENS,
  PEOPLE,
  WEBHOOKS,
  PRODUCT,
]
