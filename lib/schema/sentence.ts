/**
 * A sentence for readers, in English: gives what is written, as a string, its values in their places. Nothing else happens here: the tag is
 * how `tests/rules/sentences.test.ts` finds what `lib/intl/sentences` must say in every language.
 */
export const sentence = (parts: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  String.raw({ raw: parts }, ...values)
