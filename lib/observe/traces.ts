import { trace, SpanStatusCode, type Attributes } from '@opentelemetry/api'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-node'
import { describeError } from './safe-error'

/** Attributes that say nothing of what was asked or stored. */
const TOLD = new Set([
  'http.method', 'http.request.method', 'http.route', 'http.status_code', 'http.response.status_code', 'next.route',
  'next.span_type', 'next.rsc', 'db.system.name', 'db.operation.name', 'hindsight.request_id',
]) // prettier-ignore

const kept = globalThis as typeof globalThis & { hindsightTraces?: { shutdown: () => Promise<void> } }

/** `fetch GET https://…` names an address with what was asked there; nothing after a query string belongs into a name. */
export function safeSpanName(name: string): string {
  const [short = ''] = name.replace(/^(fetch [A-Z]+) .*$/s, '$1').split('?', 1)
  return short.slice(0, 120)
}

/** The attributes of a span that may leave the process. */
export const safeAttributes = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => TOLD.has(name)))

/** A span as it is sent: its times and relations, a clean name, the attributes that are allowed, of errors only that there was one. */
function clean(span: ReadableSpan): ReadableSpan {
  const told = {
    name: safeSpanName(span.name),
    attributes: safeAttributes(span.attributes),
    events: [],
    links: [],
    status: { code: span.status.code },
  }
  return new Proxy(span, {
    get: (target, key) => (key in told ? Reflect.get(told, key) : Reflect.get(target, key)) as unknown,
  })
}

/** Sends traces to OTEL_EXPORTER_OTLP_ENDPOINT; loads nothing and sends nothing when it is not set. Next makes spans of requests by itself. */
export async function startTraces(): Promise<void> {
  if (!process.env.OTEL_EXPORTER_OTLP_ENDPOINT || kept.hindsightTraces) return
  const { NodeTracerProvider, BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-node')
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http')
  const { defaultResource, resourceFromAttributes } = await import('@opentelemetry/resources')
  const otlp = new OTLPTraceExporter()
  const exporter: SpanExporter = {
    export: (spans, done) => otlp.export(spans.map(clean), done),
    shutdown: () => otlp.shutdown(),
    forceFlush: () => otlp.forceFlush(),
  }
  const name = process.env.OTEL_SERVICE_NAME || 'hindsight'
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': name })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  })
  provider.register()
  kept.hindsightTraces = provider
}

/** Sends what is not sent yet. Never throws: an endpoint that is away keeps nobody from ending. */
export async function stopTraces(): Promise<void> {
  await kept.hindsightTraces?.shutdown().catch(() => undefined)
}

/** Runs one piece of work in a span of its own, when traces are made. */
export async function withSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
  if (!kept.hindsightTraces) return work()
  return trace.getTracer('hindsight').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: describeError(error).code })
      throw error
    } finally {
      span.end()
    }
  })
}
