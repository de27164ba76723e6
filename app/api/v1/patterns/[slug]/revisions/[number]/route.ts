import { answerRevision } from '../../../../revision-answers'

export const GET = answerRevision('pattern')
