import { Play } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'

/** Leads to following a skill step by step. */
export function FollowLink({ slug }: { slug: string }) {
  return (
    <Button asChild variant="primary">
      <Link href={`/skills/${encodeURIComponent(slug)}/run`}>
        <Play aria-hidden /> Follow this skill
      </Link>
    </Button>
  )
}
