'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Primitive } from 'radix-ui'
import { useEffect, useRef, useState, type ComponentProps, type ReactNode } from 'react'
import { cn } from './class-names'

const item =
  'flex min-h-7 cursor-default items-center gap-2 rounded px-2 py-1 text-sm text-ink outline-none select-none data-[disabled]:opacity-50 data-[highlighted]:bg-hover [&_svg]:size-3.5 [&_svg]:text-faint'

/** A menu that is open when it first appears; `byKey` when it was a key that opened it. */
export function OpenMenu(props: { trigger: ReactNode; align: 'start' | 'end'; byKey: boolean; children: ReactNode }) {
  const content = useRef<HTMLDivElement>(null)
  const [byKey] = useState(props.byKey)
  useEffect(() => {
    if (!byKey) return
    // Radix gives the keyboard to the menu when it is in its place; a menu that was opened by key goes on to its first entry.
    const frame = requestAnimationFrame(() => content.current?.querySelector<HTMLElement>('[role^=menuitem]')?.focus())
    return () => cancelAnimationFrame(frame)
  }, [byKey])
  return (
    <Primitive.Root modal={false} defaultOpen>
      <Primitive.Trigger asChild>{props.trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          ref={content}
          align={props.align}
          sideOffset={4}
          className="z-50 min-w-44 animate-[fade_100ms] rounded-md border border-line-strong bg-surface p-1 shadow-float"
        >
          {props.children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

export function Item({ className, ...rest }: ComponentProps<typeof Primitive.Item>) {
  return <Primitive.Item className={cn(item, className)} {...rest} />
}

export function CheckItem({ children, ...rest }: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem className={cn(item, 'pl-7')} onSelect={(event) => event.preventDefault()} {...rest}>
      <Primitive.ItemIndicator className="absolute -ml-5">
        <Check aria-hidden />
      </Primitive.ItemIndicator>
      {children}
    </Primitive.CheckboxItem>
  )
}

export function Label({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2 py-1 text-xs text-faint">{children}</Primitive.Label>
}

export function Separator() {
  return <Primitive.Separator className="my-1 h-px bg-line" />
}
