import { cva, type VariantProps } from 'class-variance-authority'
import { Children, cloneElement, isValidElement, type ComponentProps, type ReactElement } from 'react'
import { cn } from './class-names'

const button = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border border-line-strong bg-surface text-ink hover:bg-hover',
        ghost: 'text-muted hover:bg-hover hover:text-ink',
        danger: 'border border-red-line bg-red-tint text-red-ink hover:border-red-ink',
      },
      size: { sm: 'h-7 px-2 text-xs', md: 'h-8 px-3 text-sm', icon: 'size-7' },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof button> & { asChild?: boolean }

/** With `asChild` the one child element (a link, say) gets the looks of a button. */
export function Button({ variant, size, asChild = false, className, children, type = 'button', ...rest }: ButtonProps) {
  const classes = cn(button({ variant, size }), className)
  if (asChild) {
    const child = Children.only(children)
    if (!isValidElement(child)) throw new Error('Button asChild needs one element')
    const element = child as ReactElement<{ className?: string }>
    return cloneElement(element, { ...rest, className: cn(classes, element.props.className) })
  }
  return (
    <button type={type} className={classes} {...rest}>
      {children}
    </button>
  )
}

/** A button with only an icon; `label` is its accessible name and its tooltip. */
export function IconButton({
  label,
  variant = 'ghost',
  ...rest
}: Omit<ButtonProps, 'size' | 'asChild'> & { label: string }) {
  return <Button size="icon" variant={variant} aria-label={label} title={label} {...rest} />
}
