import { anchorOf } from './message-address'

/** Opens the fold that holds a message and scrolls to it; gives its element, or null when it is not on the page. */
export function showMessage(id: string): HTMLElement | null {
  const element = document.getElementById(anchorOf(id))
  const fold = element?.closest('details')
  if (fold) fold.open = true
  element?.scrollIntoView({ block: 'center' })
  return element
}
