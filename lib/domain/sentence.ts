// It stands in `schema` because `parse` makes sentences too and may import nothing else.
export { sentence } from '@/lib/schema/sentence'
