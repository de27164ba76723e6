/** A glance back: an arrow that turns round to the point it came from. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" fill="none" aria-hidden className={className}>
      <rect width="20" height="20" rx="5" className="fill-accent" />
      <path
        d="M6.2 10.6a4 4 0 1 0 1.5-3.5M7.9 4.6v2.7h2.7"
        className="stroke-on-accent"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="10.2" cy="10.2" r="1.25" className="fill-on-accent" />
    </svg>
  )
}
