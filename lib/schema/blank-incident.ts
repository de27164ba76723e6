import type { IncidentDraft, WindowDraft } from './draft'

/** An incident of which nothing is known. */
export function blankIncident(): IncidentDraft {
  return {
    on: null,
    reportedOn: null,
    zone: null,
    zoneText: null,
    statedDuration: null,
    severity: null,
    status: 'unknown',
    windows: [],
    timeline: [],
    statusUpdates: [],
    causes: [],
    impact: { summary: null, affected: [], unaffected: [], negativeFindings: [], residual: [] },
    actionItems: [],
    customerActions: [],
    lessons: [],
  }
}

/** A window of which nothing is known. */
export function blankWindow(): WindowDraft {
  return {
    label: null,
    startedAt: null,
    detectedAt: null,
    declaredAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    affected: [],
    unaffected: [],
    span: null,
  }
}
