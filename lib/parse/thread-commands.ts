import { matchesOf } from './light-expression'

/** Commands that change something. */
export const CHANGES =
  /(?:^|[\s"'])(?:restart|rollout (?:undo|restart)|rollback|scale|delete|del|rm|truncate|revert|apply|patch|flush\w*|purge|renew|reload|undo|resize|vacuum|kill|upgrade|failover|drop|pg_drop\w*|pg_terminate\w*|alter|update|insert|set|create|prune|clean|import\w*|drain|-import\w*)(?=[\s"';(]|$)|-X (?:POST|PUT|DELETE|PATCH)|^(?:POST|PUT|DELETE|PATCH) \//im
/** What stands between backticks. */
const INLINE = /`[^`\n]{6,400}(?=`)/g
/** Whether a command that changes something stands between backticks in `text`, a sentence. */
export function runsChange(text: string): boolean {
  return matchesOf(text, INLINE).some(([code]) => code.includes(' ') && CHANGES.test(code.slice(1)))
}
