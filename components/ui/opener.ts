import { cloneElement, isValidElement, type MouseEvent, type ReactElement, type ReactNode } from 'react'

type Pressed = { onClick?: (event: MouseEvent<HTMLElement>) => void }

/** The button `trigger` with one thing more that it does when it is pressed, and what it says of what it opens. */
export function withOpening(
  trigger: ReactNode,
  open: (event: MouseEvent<HTMLElement>) => void,
  says: { 'aria-haspopup': 'dialog' | 'menu'; 'aria-expanded': boolean },
): ReactNode {
  if (!isValidElement(trigger)) return trigger
  const button = trigger as ReactElement<Pressed & typeof says>
  return cloneElement(button, {
    ...says,
    onClick: (event: MouseEvent<HTMLElement>) => {
      button.props.onClick?.(event)
      if (!event.defaultPrevented) open(event)
    },
  })
}
