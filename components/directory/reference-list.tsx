import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { webHref } from '@/components/thread/message-address'
import { Badge } from '@/components/ui/badge'
import { hrefOf } from '@/lib/render/links'
import type { BacklinkView, ReferenceView } from '@/lib/schema/reference'

/** What a text refers to. A name that nothing has yet is kept and said to be unresolved. */
export function ReferenceList({ references }: { references: ReferenceView[] }) {
  return (
    <ul className="space-y-1.5">
      {references.map((reference, index) => (
        <li key={index} className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <ReferenceTarget reference={reference} />
          {reference.note && <span className="min-w-0 [overflow-wrap:anywhere] text-muted">{reference.note}</span>}
        </li>
      ))}
    </ul>
  )
}

function ReferenceTarget({ reference }: { reference: ReferenceView }) {
  const t = useTranslations('directory.referenceList')
  const { resolved, target } = reference
  if (resolved) {
    return (
      <>
        <Link href={hrefOf(resolved.kind, resolved.slug)} className="font-medium text-accent-ink hover:underline">
          {resolved.title}
        </Link>
        <span className="text-xs text-faint">{t(`kind.${resolved.kind}`)}</span>
      </>
    )
  }
  if (reference.kind === 'url') {
    const href = webHref(target)
    // What was stored before, or comes from elsewhere than a file, may name any scheme.
    if (href === null) return <span className="[overflow-wrap:anywhere]">{target}</span>
    return (
      <a
        href={href}
        rel="noopener noreferrer nofollow"
        className="[overflow-wrap:anywhere] text-accent-ink hover:underline"
      >
        {target}
      </a>
    )
  }
  return (
    <>
      <NamedLink target={target} />
      <Badge title={t('unresolved')}>{t('notWritten')}</Badge>
    </>
  )
}

/** People and companies have a page as soon as something names them; other names lead nowhere yet. */
export function NamedLink({ target }: { target: string }) {
  const [folder, slug] = target.split('/')
  const hasPage = slug && (folder === 'people' || folder === 'companies')
  const name = <span className="font-mono text-xs [overflow-wrap:anywhere]">{target}</span>
  return hasPage ? (
    <Link href={`/${folder}/${encodeURIComponent(slug)}`} className="text-accent-ink hover:underline">
      {name}
    </Link>
  ) : (
    name
  )
}

/** What refers to this thing, with the words that say why. */
export function BacklinkList({ backlinks }: { backlinks: BacklinkView[] }) {
  const t = useTranslations('directory.referenceList')
  return (
    <ul className="space-y-1.5">
      {backlinks.map((link) => (
        <li key={`${link.kind}:${link.slug}`} className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <Link href={hrefOf(link.kind, link.slug)} className="font-medium text-accent-ink hover:underline">
            {link.title}
          </Link>
          <span className="text-xs text-faint">{t(`kind.${link.kind}`)}</span>
          {link.note && <span className="min-w-0 [overflow-wrap:anywhere] text-muted">{link.note}</span>}
        </li>
      ))}
    </ul>
  )
}
