import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HistoryPage } from '@/components/revision/history-page'
import { readHistory, type HistoryPageProps } from '@/app/incidents/[slug]/history/read-history'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('pages.skills.history'))('title') }
}

export default async function SkillHistoryPage(props: HistoryPageProps) {
  return <HistoryPage {...await readHistory('skill', props)} />
}
