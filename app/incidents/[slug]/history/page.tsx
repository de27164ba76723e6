import type { Metadata } from 'next'
import { HistoryPage } from '@/components/revision/history-page'
import { readHistory, type HistoryPageProps } from './read-history'

export const metadata: Metadata = { title: 'History' }

export default async function IncidentHistoryPage(props: HistoryPageProps) {
  return <HistoryPage {...await readHistory('incident', props)} />
}
