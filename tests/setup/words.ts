import { createTranslator, type Messages, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core'
import en from '@/words/en'

/** What the interface says in English under a name, as a component's `useTranslations` gives it. */
export const inEnglish = <Name extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(namespace: Name) =>
  createTranslator<Messages, Name>({ locale: 'en', messages: en, namespace })
