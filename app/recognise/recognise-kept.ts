import { getLocale } from 'next-intl/server'
import { maskSecrets } from '@/lib/import/secrets'
import { sentencesIn } from '@/lib/intl/sentences'
import { meaningOf } from '@/lib/jobs/meaning-asked'
import { recognise } from '@/lib/query/recognise'
import type { Recognition } from '@/lib/schema/recognise'
import type { Viewer } from '@/lib/schema/viewer'
import { keepAsked } from '@/lib/store/recognition-history'
import { sayRecognition } from './say-recognition'

/** Recognises what a person asks on the page, and keeps it without its secrets; gives the answer in the person's language. */
export async function recogniseKept(viewer: Viewer, text: string): Promise<Recognition> {
  const answer = await recognise(viewer, text, new Date(), undefined, meaningOf('recognise', text))
  const { id } = await keepAsked(viewer, { source: 'page', text: maskSecrets(text).text, answer })
  return { ...sayRecognition(answer, sentencesIn(await getLocale())), askedId: id }
}
