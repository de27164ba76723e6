import { Pencil } from 'lucide-react'
import Link from 'next/link'
import { hrefOf } from '@/lib/render/links'
import { Button } from '../ui/button'

/** The way to the editor of a skill. */
export function SkillEditLink({ slug }: { slug: string }) {
  return (
    <Button asChild>
      <Link href={`${hrefOf('skill', slug)}/edit`}>
        <Pencil aria-hidden /> Edit
      </Link>
    </Button>
  )
}
