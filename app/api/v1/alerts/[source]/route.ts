import { webhookViewer } from '@/lib/auth/webhook-viewer'
import { AppError } from '@/lib/domain/errors'
import { env } from '@/lib/env'
import { readAlertmanager, readGeneric, readGrafana, readPagerduty } from '@/lib/recognise/recognise-alert'
import {
  ALERT_SOURCES,
  AlertmanagerSchema,
  AlertSourceSchema,
  GenericSchema,
  GrafanaSchema,
  PagerdutySchema,
  type Alert,
  type AlertSource,
} from '@/lib/schema/alert'
import { admit, countMore, withHeaders } from '@/lib/web/rate-limit'
import { parseInput, readBytes } from '@/lib/web/read-body'
import { respondError, respondJson } from '@/lib/web/respond'
import { answerAlerts, weightOf } from '../answer-alerts'

/** In bytes: a group of a thousand alerts is smaller. */
const LIMIT = 1024 * 1024

/** What monitoring fires: recognised, with the skill that fits and why. Authorised by a token, a webhook's secret or a signature. */
export async function POST(request: Request, context: { params: Promise<{ source: string }> }): Promise<Response> {
  try {
    const source = AlertSourceSchema.safeParse((await context.params).source).data
    if (!source) throw new AppError('not_found', `Alerts come from one of: ${ALERT_SOURCES.join(', ')}.`)
    const { ALERT_WEBHOOK_SECRET: bearer, PAGERDUTY_WEBHOOK_SECRET: pagerduty } = env()
    let body = new Uint8Array()
    // Signatures are over what is sent; it is read when its address has been counted.
    const find = async () => {
      body = await readBytes(request, LIMIT)
      return webhookViewer(request, body, source, { bearer, pagerduty })
    }
    const { viewer, headers } = await admit(request, find)
    const alerts = readAlerts(source, readValue(body))
    await countMore(viewer, weightOf(alerts) - 1)
    return withHeaders(respondJson(await answerAlerts(viewer, source, alerts, new Date())), headers)
  } catch (error) {
    return respondError(error)
  }
}

function readValue(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw new AppError('bad_input', 'The body is not valid JSON in UTF-8.')
  }
}

function readAlerts(source: AlertSource, value: unknown): Alert[] {
  switch (source) {
    case 'alertmanager':
      return readAlertmanager(parseInput(AlertmanagerSchema, value))
    case 'grafana':
      return readGrafana(parseInput(GrafanaSchema, value))
    case 'pagerduty':
      return readPagerduty(parseInput(PagerdutySchema, value))
    case 'generic': {
      const alert = readGeneric(parseInput(GenericSchema, Array.isArray(value) ? { alerts: value } : value))
      if (!alert) throw new AppError('unprocessable', 'The JSON holds no text that says what is wrong.')
      return [alert]
    }
  }
}
