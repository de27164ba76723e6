import { GENERAL_CARD, LIST_CARD } from '@/components/public/preview-card'
import { answerPreview } from '../answer-preview'

/** What is shown beside a link to the list of public incidents (`?of=list`), or to a page for which one has to sign in. */
export async function GET(request: Request): Promise<Response> {
  const isList = new URL(request.url).searchParams.get('of') === 'list'
  return answerPreview(request, () => Promise.resolve(isList ? LIST_CARD : GENERAL_CARD))
}
