/** Whether a key is meant for what has the focus: a text, a list of choices, a dialog. A box to tick takes none but the space bar. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role=dialog],[role=menu]') || target.isContentEditable) return true
  const isBox = target instanceof HTMLInputElement && target.type === 'checkbox'
  return !isBox && /^(input|textarea|select)$/i.test(target.tagName)
}
