import { readIncidentFeed } from '@/lib/query/feeds'
import { answerFeed } from '../answer-feed'

export const GET = (request: Request) => answerFeed(request, readIncidentFeed)
