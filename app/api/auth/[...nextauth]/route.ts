import { connection, NextRequest } from 'next/server'
import { answerSignIn } from '@/lib/auth/answer-sign-in'
import { countRequest } from '@/lib/web/rate-limit'
import { readBytes } from '@/lib/web/read-body'
import { respondError } from '@/lib/web/respond'

type Context = { params: Promise<{ nextauth: string[] }> }

/** In bytes: the forms of a sign-in hold a few fields. */
const LIMIT = 64 * 1024

/** The same request with no longer a body than may be: next-auth reads all of it before it asks whether the form is one of ours. */
async function withBoundedBody(request: NextRequest): Promise<NextRequest> {
  const { url, method, headers } = request
  return method !== 'POST' ? request : new NextRequest(url, { method, headers, body: await readBytes(request, LIMIT) })
}

async function answer(request: NextRequest, { params }: Context): Promise<Response> {
  await connection()
  try {
    await countRequest(request.headers)
    return await answerSignIn(await withBoundedBody(request), (await params).nextauth)
  } catch (error) {
    return respondError(error)
  }
}

export { answer as GET, answer as POST }
