import { AppError } from '@/lib/domain/errors'
import { handle } from '@/lib/web/handle'

/** What no other route answers: an error in the API's own form, not a page. */
const nothingHere = handle<Record<never, string>>(() =>
  Promise.reject(new AppError('not_found', 'The API has nothing at this address.')),
)

export { nothingHere as GET, nothingHere as POST, nothingHere as PUT, nothingHere as PATCH, nothingHere as DELETE }
