import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HistoryPage } from '@/components/revision/history-page'
import { readHistory, type HistoryPageProps } from './read-history'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.incidents.history'))('title') }
}

export default async function IncidentHistoryPage(props: HistoryPageProps) {
  return <HistoryPage {...await readHistory('incident', props)} />
}
