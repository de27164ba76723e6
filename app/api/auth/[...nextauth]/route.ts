import { connection, type NextRequest } from 'next/server'
import { answerSignIn } from '@/lib/auth/answer-sign-in'
import { countRequest } from '@/lib/web/rate-limit'
import { respondError } from '@/lib/web/respond'

type Context = { params: Promise<{ nextauth: string[] }> }

async function answer(request: NextRequest, { params }: Context): Promise<Response> {
  await connection()
  try {
    await countRequest(request.headers)
    return await answerSignIn(request, (await params).nextauth)
  } catch (error) {
    return respondError(error)
  }
}

export { answer as GET, answer as POST }
