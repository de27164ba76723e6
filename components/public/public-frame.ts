import { html, type Html, type HtmlPart } from '@/lib/render/html'
import { PREVIEW_SIZE } from './preview-card'
import type { PublicWords } from './public-words'

export type Frame = {
  title: string
  description: string
  /** Address of the page itself. */
  url: string
  /** Address of the site. */
  base: string
  kind: 'website' | 'article'
  /** Address of the picture that others show beside a link to it. */
  picture: string | null
  /** Whether search engines may list it. */
  indexed: boolean
  /** Language of what it tells, when it is another than that of its own words. */
  lang?: string
  words: PublicWords
}

const previewOf = (picture: string, title: string) =>
  html`<meta property="og:image" content="${picture}" />
    <meta property="og:image:type" content="image/png" />
    <meta property="og:image:width" content="${PREVIEW_SIZE.width}" />
    <meta property="og:image:height" content="${PREVIEW_SIZE.height}" />
    <meta property="og:image:alt" content="${title}" />`

/** A whole page for anybody: no script, one style, its own description for whoever shows links. */
export function publicPage(frame: Frame, content: HtmlPart): string {
  const { title, description, url, base, kind, picture, indexed, words } = frame
  const { locale, say } = words
  const lang = frame.lang ?? locale
  const whole = html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content="${description}" />
        <meta name="robots" content="${indexed ? 'index, follow' : 'noindex, nofollow'}" />
        <meta name="color-scheme" content="light dark" />
        <meta property="og:title" content="${title}" />
        <meta property="og:description" content="${description}" />
        <meta property="og:type" content="${kind}" />
        <meta property="og:url" content="${url}" />
        <meta property="og:site_name" content="Hindsight" />
        ${picture && previewOf(picture, title)}
        <meta name="twitter:card" content="${picture ? 'summary_large_image' : 'summary'}" />
        <link rel="canonical" href="${url}" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/public/style.css" />
        <link rel="alternate" type="application/atom+xml" title="Public incidents" href="${base}/public/feed.atom" />
      </head>
      <body>
        <a class="skip" href="#content" lang="${locale}">${say('publicFrame.skip')}</a>
        <header class="top" lang="${locale}">
          <nav aria-label="${say('publicFrame.label')}">
            <a class="home" href="/public">${say('publicFrame.incidents')}</a>
            <a href="/public/feed.atom">${say('publicFrame.feed')}</a>
          </nav>
        </header>
        <main id="content">${content}</main>
      </body>
    </html> `
  return whole.text
}

/** A short text in which words in backticks are code. */
export function inlineText(text: string): Html[] {
  return text
    .split(/(`[^`\n]{1,200}`)/)
    .map((part, index) => (index % 2 === 1 ? html`<code>${part.slice(1, -1)}</code>` : html`${part}`))
}
