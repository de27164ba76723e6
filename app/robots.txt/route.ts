import { connection } from 'next/server'
import { env } from '@/lib/env'

/** Search engines stay out, but for what is public where the installation says so. */
export async function GET(): Promise<Response> {
  await connection()
  const open = env().PUBLIC_INDEX ? 'Allow: /public\n' : ''
  return new Response(`User-agent: *\n${open}Disallow: /\n`, {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
