import { getLocale, getTranslations } from 'next-intl/server'
import { MeaningProgress } from '@/components/settings/meaning-progress'
import { Panel } from '@/components/ui/panel'
import { findEmbeddingModel } from '@/lib/integrations/model/client'
import { sentencesIn } from '@/lib/intl/sentences'
import { readEmbeddingProgress } from '@/lib/query/embedding-progress'
import type { Viewer } from '@/lib/schema/viewer'

/** How far a model's vectors have come and which lists use them; nothing where no such model is configured. */
export async function MeaningPanel({ viewer }: { viewer: Viewer }) {
  const model = findEmbeddingModel()
  if (!model) return null
  const t = await getTranslations('pages.settings.connections')
  const say = sentencesIn(await getLocale())
  const progress = await readEmbeddingProgress(viewer, model)
  return (
    <Panel title={t('meaning')} id="near-in-meaning">
      <MeaningProgress progress={{ ...progress, error: progress.error && say(progress.error) }} />
    </Panel>
  )
}
