import { expect, test } from 'vitest'
import { ACTIONS, ACTIONS_ABOUT_OTHERS, actionsOnDisk } from './actions'
import { foldersWith, paramsOf } from './routes'
import { PAGES_WITH_NAMES } from './pages'

/** What is on disk and in no matrix would be walked by nobody. */
test('every server action is in the matrix, or is about nothing of an incident', () => {
  const all = actionsOnDisk()
  const isKnown = (action: string) =>
    action in ACTIONS || ACTIONS_ABOUT_OTHERS.some((begin) => action.startsWith(begin))
  expect(all.filter((action) => !isKnown(action))).toEqual([])
  expect(Object.keys(ACTIONS).filter((action) => !all.includes(action))).toEqual([])
})

test('every page whose address has a name in it is in the matrix', () => {
  const pages = foldersWith('page.tsx').filter((folder) => Object.keys(paramsOf(folder, ['x'])[0] ?? {}).length > 0)
  // Of settings and of the reference of the API nothing is part of an incident; those pages are walked without a name.
  const apart = /^(?:settings|public|api-reference)\//
  const named = pages.filter((page) => !apart.test(page))
  expect(named).toEqual(PAGES_WITH_NAMES.toSorted())
})
