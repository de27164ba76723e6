import type { Element, ElementContent, Nodes, Properties, Root } from 'hast'

/** What is known of a page beside its text. */
export type Page = {
  /** Its main content, without what belongs to the site around it. */
  content: Element
  /** The title, when the content does not say it in a heading of the first level. */
  title: string | null
  /** Address that the page gives itself, else null. */
  url: string | null
}

/** Parts that hold no text of a document in any page. */
const NEVER = new Set(
  'script style template noscript iframe object embed canvas svg math audio video dialog nav select textarea link meta base'.split(
    ' ',
  ),
)
const NEVER_ROLES = new Set([
  'navigation',
  'search',
  'banner',
  'contentinfo',
  'menu',
  'menubar',
  'dialog',
  'alertdialog',
])
/** What a site puts around an article, by the names that themes and consent tools give it. */
const SITE_NAMES =
  /(?:^|[\s_-])(?:onetrust|cookie-?(?:banner|consent|notice|bar|popup|law)|gdpr|consent-(?:banner|manager)|newsletter|breadcrumbs?|share-(?:buttons?|links?)|social-(?:share|links?)|related-(?:posts?|articles?)|sidebar|skip-link|skip-to-content|sr-only|visually-hidden|toc|table-of-contents)(?:$|[\s_-])/i
/** The same for a page that marks neither its main part nor an article: what the divisions of its frame are called. */
const FRAME_NAMES =
  /(?:^|[\s_-])(?:masthead|nav(?:bar|igation)?|menu|(?:page|site|global|main)?-?(?:header|footer)|top-?bar)(?:$|[\s_-])/i
/** A part this long is no banner, whatever its name is. */
const LONG_PART = 4000
/** Below this share of the page's text, an element that says it is the main one is taken for an empty shell. */
const MAIN_SHARE = 0.2

/** Chooses the content of a parsed page and takes out what belongs to the site around it. Changes the tree. */
export function readPage(root: Root): Page {
  const body = findElements(root, ({ tagName }) => tagName === 'body')[0] ?? wrap(root.children)
  const facts = readHead(root)
  const firstHeading = findElements(body, ({ tagName }) => tagName === 'h1')[0]
  const content = chooseContent(body)
  removeSiteParts(content, content === body)
  const hasHeading = findElements(content, ({ tagName }) => tagName === 'h1').length > 0
  const title = (firstHeading && textOf(firstHeading)) || facts.title
  return { content, title: hasHeading || !title ? null : title, url: facts.url }
}

function wrap(children: Root['children']): Element {
  const kept = children.filter((child): child is ElementContent => child.type !== 'doctype')
  return { type: 'element', tagName: 'body', properties: {}, children: kept }
}

/** Title and address by the page's head. A site's name behind the title is taken off when the page says which it is. */
function readHead(root: Root): { title: string | null; url: string | null } {
  const metas = findElements(root, ({ tagName }) => tagName === 'meta')
  const meta = (name: string): string | null => {
    const found = metas.find(({ properties }) => properties['property'] === name || properties['name'] === name)
    const content = found?.properties['content']
    return typeof content === 'string' ? content.trim() : null
  }
  const named = findElements(root, ({ tagName }) => tagName === 'title')[0]
  const site = meta('og:site_name')
  const full = meta('og:title') || (named ? textOf(named) : '')
  const title = site && full.endsWith(site) ? full.slice(0, -site.length).replace(/[\s|·–—:-]+$/, '') : full
  const canonical = findElements(root, ({ tagName, properties }) => {
    return tagName === 'link' && namesOf(properties, 'rel').includes('canonical')
  })[0]?.properties['href']
  const url = typeof canonical === 'string' ? canonical : meta('og:url')
  return { title: title || null, url: url && /^https?:\/\//i.test(url) ? url : null }
}

/** `<main>`, else the one article that holds most of the text, else the whole body. */
function chooseContent(body: Element): Element {
  const whole = textOf(body).length
  const longest = (elements: readonly Element[]): Element | undefined => {
    const sized = elements.map((element) => ({ element, size: textOf(element).length }))
    return sized.toSorted((a, b) => b.size - a.size)[0]?.element
  }
  const main = longest(
    findElements(body, ({ tagName, properties }) => tagName === 'main' || properties['role'] === 'main'),
  )
  if (main && textOf(main).length >= whole * MAIN_SHARE) return main
  const article = longest(findElements(body, ({ tagName }) => tagName === 'article'))
  return article && textOf(article).length >= whole / 2 ? article : body
}

function removeSiteParts(element: Element, isBody: boolean): void {
  element.children = element.children.filter((child) => {
    if (child.type === 'comment') return false
    if (child.type !== 'element') return true
    if (isSitePart(child, isBody)) return false
    removeSiteParts(child, isBody)
    return true
  })
}

function isSitePart(element: Element, isBody: boolean): boolean {
  const { tagName, properties } = element
  if (NEVER.has(tagName) || NEVER_ROLES.has(String(properties['role'] ?? ''))) return true
  if (properties['hidden'] === true || properties['ariaHidden'] === 'true') return true
  if (tagName === 'input') return properties['type'] !== 'checkbox'
  // A heading that folds its section is a button too.
  if (tagName === 'button') return !('ariaExpanded' in properties)
  if (tagName === 'a') return /^[#¶§]?$/.test(textOf(element)) && !hasImage(element)
  if (tagName === 'footer') return true
  if (isBody && tagName === 'aside') return true
  if (isBody && tagName === 'header') return !hasTitle(element)
  // Old frameworks put the whole page into a form.
  if (tagName === 'form') return textOf(element).length < 200
  const names = [...namesOf(properties, 'className'), String(properties['id'] ?? '')].join(' ')
  const isFrame = isBody && FRAME_NAMES.test(names) && !hasTitle(element)
  return (isFrame || SITE_NAMES.test(names)) && textOf(element).length < LONG_PART
}

function hasTitle(element: Element): boolean {
  return element.tagName === 'h1' || findElements(element, ({ tagName }) => tagName === 'h1').length > 0
}

function hasImage(element: Element): boolean {
  return findElements(element, ({ tagName }) => tagName === 'img').length > 0
}

function namesOf(properties: Properties, name: string): string[] {
  const value = properties[name]
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'string' ? [value] : []
}

/** Elements below a node that a test holds for, in document order; what is inside of one is not looked at. */
export function findElements(node: Nodes, test: (element: Element) => boolean): Element[] {
  const found: Element[] = []
  collectElements(node, test, found)
  return found
}

function collectElements(node: Nodes, test: (element: Element) => boolean, found: Element[]): void {
  if (!('children' in node)) return
  for (const child of node.children) {
    if (child.type !== 'element') continue
    if (test(child)) found.push(child)
    else collectElements(child, test, found)
  }
}

/** Text of a node with its white space as one space. */
export function textOf(node: Nodes): string {
  const parts: string[] = []
  collectText(node, parts)
  return parts.join('').replace(/\s+/g, ' ').trim()
}

function collectText(node: Nodes, parts: string[]): void {
  if (node.type === 'text') parts.push(node.value)
  else if (node.type === 'element' && (node.tagName === 'script' || node.tagName === 'style')) return
  else if ('children' in node) for (const child of node.children) collectText(child, parts)
}
