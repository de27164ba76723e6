import { getMessages } from 'next-intl/server'
import type { ReactNode } from 'react'
import namesByPart from '@/lib/intl/client-words.json'
import { pickWords } from '@/lib/intl/pick-words'
import { AddedWords } from './added-words'

/** Gives a part of the app the words that its components say in the browser; no page carries those of another. */
export async function ClientWords({ part, children }: { part: keyof typeof namesByPart; children: ReactNode }) {
  return <AddedWords words={pickWords(await getMessages(), namesByPart[part])}>{children}</AddedWords>
}
