'use server'
import { z } from 'zod'
import { runAction } from '@/app/run-action'
import { chooseZone } from '@/lib/import/choose-zone'
import { parseWithoutSecrets } from '@/lib/import/secrets'
import type { ActionResult } from '@/lib/schema/action-result'
import {
  CorrectionSchema,
  TakeBackSchema,
  ZoneChoiceSchema,
  type Correction,
  type TakeBack,
  type ZoneChoice,
} from '@/lib/schema/review'
import type { DocumentDraft } from '@/lib/schema/draft'
import { confirmReviewItem, correctDocument, takeBackReview, type Decided } from '@/lib/store/review'

/** A field is right as it is. */
export async function confirmAction(itemId: string): Promise<ActionResult<Decided>> {
  return runAction((viewer) => confirmReviewItem(viewer, z.uuid().parse(itemId)))
}

/** Stores a corrected document. */
export async function correctAction(correction: Correction): Promise<ActionResult<Decided>> {
  return runAction((viewer) => correctDocument(viewer, parseWithoutSecrets(CorrectionSchema, correction)))
}

/** Says once for all times of a document which clock they are on. */
export async function zoneAction(choice: ZoneChoice): Promise<ActionResult<Decided & { document: DocumentDraft }>> {
  return runAction((viewer) => chooseZone(viewer, ZoneChoiceSchema.parse(choice)))
}

/** Takes the last decision back. */
export async function takeBackAction(decision: TakeBack): Promise<ActionResult<Decided>> {
  return runAction((viewer) => takeBackReview(viewer, parseWithoutSecrets(TakeBackSchema, decision)))
}
