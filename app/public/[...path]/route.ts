import { answerPublic } from '../answer-public'

/** Whatever else is asked for below /public is not there, and says so as a public page. */
export function GET(request: Request): Promise<Response> {
  return answerPublic(request, () => Promise.resolve(null))
}
