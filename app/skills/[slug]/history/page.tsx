import type { Metadata } from 'next'
import { HistoryPage } from '@/components/revision/history-page'
import { readHistory, type HistoryPageProps } from '@/app/incidents/[slug]/history/read-history'

export const metadata: Metadata = { title: 'History' }

export default async function SkillHistoryPage(props: HistoryPageProps) {
  return <HistoryPage {...await readHistory('skill', props)} />
}
