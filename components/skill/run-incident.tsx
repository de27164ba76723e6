'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { hrefOf } from '@/lib/render/links'
import type { RunView } from '@/lib/schema/skill-run'

type RunIncidentProps = {
  run: RunView
  incidents: { slug: string; title: string }[]
  onLink: (incident: string | null) => void
}

/** In which incident the skill is followed. */
export function RunIncident({ run, incidents, onLink }: RunIncidentProps) {
  const t = useTranslations('skill.runIncident')
  const { incident } = run
  const known = incident && !incidents.some(({ slug }) => slug === incident.slug) ? [incident, ...incidents] : incidents
  return (
    <div className="space-y-1">
      <Field label={t('incident')}>
        {(control) => (
          <Select {...control} value={incident?.slug ?? ''} onChange={(event) => onLink(event.target.value || null)}>
            <option value="">{t('none')}</option>
            {known.map((one) => (
              <option key={one.slug} value={one.slug}>
                {one.title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {incident && (
        <Link href={hrefOf('incident', incident.slug)} className="inline-block min-h-6 text-accent-ink hover:underline">
          {t('open')}
        </Link>
      )}
    </div>
  )
}
