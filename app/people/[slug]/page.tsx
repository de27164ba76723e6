import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { cache } from 'react'
import { DirectoryPage } from '@/components/directory/directory-page'
import { requireViewer } from '@/lib/auth/viewer'
import { findDirectoryEntry } from '@/lib/query/directory'

type PageProps = { params: Promise<{ slug: string }> }

const readEntry = cache(async (slug: string) => findDirectoryEntry(await requireViewer(), 'person', slug))

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  await connection()
  const entry = await readEntry(decodeURIComponent((await params).slug))
  return { title: entry?.title ?? (await getTranslations('pages.people'))('unknown') }
}

export default async function PersonPage({ params }: PageProps) {
  await connection()
  const entry = await readEntry(decodeURIComponent((await params).slug))
  if (!entry) notFound()
  return <DirectoryPage entry={entry} />
}
