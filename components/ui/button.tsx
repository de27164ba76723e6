import { cva, type VariantProps } from 'class-variance-authority'
import { Children, cloneElement, isValidElement, type ComponentProps, type ReactElement } from 'react'
import { cn } from './class-names'

/** The looks of each are in the components layer of `globals.css`. */
const button = cva('button', {
  variants: {
    variant: {
      primary: 'button-primary',
      secondary: 'button-secondary',
      ghost: 'button-ghost',
      danger: 'button-danger',
    },
    size: { sm: 'button-small', md: '', icon: 'button-icon' },
  },
  defaultVariants: { variant: 'secondary', size: 'md' },
})

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
