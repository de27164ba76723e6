import { answerComments, answerNewComment } from '../../../comment-answers'

export const GET = answerComments('incident')
export const POST = answerNewComment('incident')
