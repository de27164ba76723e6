import { answerRevisions } from '../../../revision-answers'

export const GET = answerRevisions('skill')
