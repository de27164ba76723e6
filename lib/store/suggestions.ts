import { randomUUID } from 'node:crypto'
import type { Suggestion } from './identity'
import { readRows, recordChange } from './import-changes'
import type { Saving } from './saving'
import type { WrittenIncident } from './write-incident'

/**
 * Stores that other incidents may be this one. A pair is stored once, the smaller slug first, with its best score; one that
 * a person has dismissed stays dismissed. Runs after the incident's own row is inserted.
 */
export async function writeSuggestions(
  saving: Saving,
  incident: WrittenIncident,
  suggestions: readonly Suggestion[],
): Promise<void> {
  const { tx } = saving
  for (const { incidentId: otherId, score, reasons } of suggestions) {
    const pair = [
      { incidentId: incident.id, otherId },
      { incidentId: otherId, otherId: incident.id },
    ]
    const known = await tx.editionSuggestion.findFirst({ where: { OR: pair } })
    if (!known) {
      const id = randomUUID()
      await tx.editionSuggestion.create({ data: { id, incidentId: incident.id, otherId, score, reasons } })
      recordChange(saving, 'suggestion-created', id, null)
    } else if (score > known.score) {
      const [row = {}] = await readRows(tx, 'EditionSuggestion', 'id', [known.id])
      recordChange(saving, 'suggestion-updated', known.id, { row })
      await tx.editionSuggestion.update({ where: { id: known.id }, data: { score, reasons } })
    }
  }
  await orderPairs({ tx }, incident.id)
}

/** Adds the rows of what a new incident may be; no pair of it can be known. Its pairs still have to be put in order. */
export function addSuggestions(saving: Saving, incidentId: string, suggestions: readonly Suggestion[]): void {
  for (const { incidentId: otherId, score, reasons } of suggestions) {
    const id = randomUUID()
    saving.rows.add('EditionSuggestion', { id, incidentId, otherId, score, reasons })
    recordChange(saving, 'suggestion-created', id, null)
  }
}

/** Puts the smaller slug first in every pair of these incidents; their slugs may have changed. */
export async function orderPairs({ tx }: Pick<Saving, 'tx'>, ...incidentIds: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "EditionSuggestion" s SET "incidentId" = s."otherId", "otherId" = s."incidentId"
    FROM "Incident" a, "Incident" b
    WHERE a.id = s."incidentId" AND b.id = s."otherId" AND a.slug COLLATE "C" > b.slug COLLATE "C"
      AND (s."incidentId" = ANY(${incidentIds}) OR s."otherId" = ANY(${incidentIds}))`
}
