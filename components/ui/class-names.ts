import { clsx } from 'clsx'

/**
 * Joins class names. The order says nothing: of two utilities that set the same property the stylesheet decides. What others may change
 * about a component (its height, its border) is therefore set in the components layer of `globals.css`, which any utility overrides.
 */
export const cn = clsx
