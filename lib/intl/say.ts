import type { Messages, NamespaceKeys, NestedKeyOf, useTranslations } from 'next-intl'

/** What says the words under a name: a component gives it to what has no hook of its own. */
export type Say<Name extends NamespaceKeys<Messages, NestedKeyOf<Messages>>> = ReturnType<typeof useTranslations<Name>>
