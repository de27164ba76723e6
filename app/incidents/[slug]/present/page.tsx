import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound, redirect } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { showingOf, shownTitle } from '@/components/incident/incident-address'
import { Presentation } from '@/components/presentation/presentation'
import { requireViewer } from '@/lib/auth/viewer'
import { findIncident } from '@/lib/query/incidents'

type Props = {
  params: Promise<{ slug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

/** Once for a request: the title in the head and the page ask for the same incident. */
const readIncident = cache(async (slug: string) => findIncident(await requireViewer(), slug))

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  await connection()
  const incident = await readIncident(decodeURIComponent((await params).slug))
  const t = await getTranslations('pages.incidents')
  if (!incident) return { title: t('notFound') }
  const query = await searchParams
  const showing = showingOf(incident, { lang: first(query.lang), edition: first(query.edition) })
  return { title: t('present.title', { title: shownTitle(incident, showing).text }) }
}

export default async function PresentPage({ params, searchParams }: Props) {
  await connection()
  const slug = decodeURIComponent((await params).slug)
  const incident = await readIncident(slug)
  if (!incident) notFound()
  if (incident.slug !== slug) redirect(`/incidents/${encodeURIComponent(incident.slug)}/present`)
  const query = await searchParams
  return (
    <Presentation
      incident={incident}
      showing={showingOf(incident, { lang: first(query.lang), edition: first(query.edition) })}
    />
  )
}
