import { useEffect, useRef, type RefObject } from 'react'

/**
 * The keyboard goes back to the button that began an edit. `editing` says whether it is going on; `comeBack` asks for it when the edit is
 * closed. After the next drawing and no sooner: until then the button is not on the page.
 */
export function useFocusBack(editing: boolean): { button: RefObject<HTMLButtonElement | null>; comeBack: () => void } {
  const button = useRef<HTMLButtonElement>(null)
  const wanted = useRef(false)
  useEffect(() => {
    if (editing || !wanted.current) return
    wanted.current = false
    button.current?.focus()
  }, [editing])
  return {
    button,
    comeBack: () => {
      wanted.current = true
    },
  }
}
