import { getTranslations } from 'next-intl/server'
import { MeaningProgress } from '@/components/settings/meaning-progress'
import { Panel } from '@/components/ui/panel'
import { findEmbeddingModel } from '@/lib/integrations/model/client'
import { readEmbeddingProgress } from '@/lib/query/embedding-progress'
import type { Viewer } from '@/lib/schema/viewer'

/** How far a model's vectors have come and which lists use them; nothing where no such model is configured. */
export async function MeaningPanel({ viewer }: { viewer: Viewer }) {
  const model = findEmbeddingModel()
  if (!model) return null
  const t = await getTranslations('pages.settings.connections')
  return (
    <Panel title={t('meaning')} id="near-in-meaning">
      <MeaningProgress progress={await readEmbeddingProgress(viewer, model)} />
    </Panel>
  )
}
