import type { Tone } from '@/components/ui/badge'
import type { ActionItemKind, ActionItemStatus } from '@/lib/schema/action-item'

export const STATUS_LABEL: Record<ActionItemStatus, string> = {
  open: 'Open',
  'in-progress': 'In progress',
  blocked: 'Blocked',
  done: 'Done',
  'wont-do': 'Won’t do',
}

export const STATUS_TONE: Record<ActionItemStatus, Tone> = {
  open: 'blue',
  'in-progress': 'violet',
  blocked: 'red',
  done: 'green',
  'wont-do': 'neutral',
}

export const KIND_LABEL: Record<ActionItemKind, string> = {
  prevent: 'Prevent',
  detect: 'Detect',
  mitigate: 'Mitigate',
  process: 'Process',
}
