import { answerRestore } from '../../../../../revision-answers'

export const POST = answerRestore('skill')
