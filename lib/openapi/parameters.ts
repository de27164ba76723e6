const text = (description: string, example: string) => ({ description, schema: { type: 'string' }, example })

/** What stands in braces in an address. */
export const PARAMETERS: Readonly<Record<string, { description: string; schema: object; example: unknown }>> = {
  slug: text('Name of the thing in its address', '2026-01-08-stale-jwks-after-key-rotation'),
  id: text('Id of the thing', '5f0b4c1e-8f0a-4d7e-9a53-0b2f6c1d7e11'),
  pattern: text('Name of the pattern', 'cache-vs-rotation'),
  delivery: text('Id of the delivery', '0d3c2b1a-5e4f-4a6b-8c7d-9e8f7a6b5c4d'),
  keyId: text('Id of the key, as tokens name it (`kid`)', '2026-01-key'),
  number: { description: 'Number of the revision', schema: { type: 'integer', minimum: 1 }, example: 3 },
  source: {
    description: 'Who sends the alert',
    schema: { type: 'string', enum: ['alertmanager', 'grafana', 'pagerduty', 'generic'] },
    example: 'generic',
  },
}
