import { answerComments, answerNewComment } from '../../../comment-answers'

export const GET = answerComments('skill')
export const POST = answerNewComment('skill')
