/** What a folder of postmortems may hold: a file named by hand is read whatever its ending. */
const TEXTS =
  /\.(?:md|markdown|mdown|mdx|txt|text|json|ya?ml|html?|xhtml|erb|xml|atom|rss|log|csv|asciidoc|adoc|rst|org|mediawiki|wiki|skill)$/i
/** Texts that every repository has and that tell of no incident; whole names, since "config change.md" tells of one. */
const NOT_DOCUMENTS =
  /^(?:(?:licen[cs]e|copying|copyright|changelog|contributing|code[_-]of[_-]conduct|package-lock|tsconfig|docker-compose)\b.*|(?:notice|changes|contributors|codeowners|maintainers|governance|security|support|authors|version|package|composer|renovate|vercel|netlify|mkdocs|_config|config|hugo|dependabot|codecov|kustomization|chart|values|action|book|requirements|robots|humans|sitemap|cmakelists|summary|makefile|dockerfile|gemfile|rakefile|procfile|vagrantfile|jenkinsfile|brewfile|justfile)(?:\.[a-z]{1,5})?)$/i
const NOT_FOLDERS = new Set(
  'node_modules __MACOSX vendor dist build archetypes layouts themes _layouts _includes _sass'.split(' '),
)
/** Folders beside a SKILL.md. */
const SKILL_FOLDERS = new Set(['scripts', 'references', 'assets'])
/** A page about the others in its folder, unless it is alone there. */
const INDEX = /^(?:readme|_?index)(?:[._-][a-z]{2}(?:-[a-z]{2})?)?(?:\.[a-z.]{1,14})?$/i

/** Whether folders of this name are looked into. */
export function isDocumentFolder(name: string): boolean {
  return !name.startsWith('.') && !NOT_FOLDERS.has(name)
}

/** Whether a file of this name may be a document. */
function isDocumentName(name: string): boolean {
  if (name.startsWith('.') || NOT_DOCUMENTS.test(name)) return false
  const ending = /\.([^.]*)$/.exec(name)?.[1]
  // "PM-9 - from v1.2 to v2" has no ending, though it has a dot.
  return ending === undefined || ending === '' || /\s/.test(ending) || TEXTS.test(name)
}

/**
 * Chooses the documents among the files of a folder, by their paths below it, with slashes. Left out are hidden ones,
 * dependencies, licences and settings, and a README or index beside or above other documents, which only lists them.
 */
export function chooseDocuments(paths: readonly string[]): Set<string> {
  const chosen = chooseTexts(paths.map(withoutGzip))
  return new Set(paths.filter((path) => chosen.has(withoutGzip(path))))
}

/** A gzipped text counts as the text in it; other archives in a folder are attachments. */
function withoutGzip(path: string): string {
  return path.replace(/\.gz$/i, '')
}

function chooseTexts(paths: readonly string[]): Set<string> {
  const chosen = new Set<string>()
  const indexes: string[] = []
  const skills = new Set(paths.filter((path) => /(?:^|\/)skill\.md$/i.test(path)).map((path) => foldersOf(path)[0]))
  // What an agent skill keeps for its agent is no document of its own.
  const isOfSkill = (folders: string[]) =>
    folders.some((folder, depth) => SKILL_FOLDERS.has(folder) && skills.has(folders.slice(0, depth).join('/')))
  for (const path of paths) {
    const folders = path.split('/')
    const name = folders.pop() ?? ''
    const isLookedInto = folders.every(
      (folder, depth) =>
        isDocumentFolder(folder) || (!folder.startsWith('.') && skills.has(folders.slice(0, depth + 1).join('/'))),
    )
    if (!isLookedInto || !isDocumentName(name) || isOfSkill(folders)) continue
    if (INDEX.test(name)) indexes.push(path)
    else chosen.add(path)
  }
  const withDocuments = new Set([...chosen].flatMap(foldersOf))
  const depth = (path: string) => path.split('/').length
  // The deepest first: an index that is a document itself makes those above it lists.
  for (const path of indexes.toSorted((a, b) => depth(b) - depth(a))) {
    const [folder = ''] = foldersOf(path)
    if (withDocuments.has(folder)) continue
    chosen.add(path)
    for (const above of foldersOf(path).slice(1)) withDocuments.add(above)
  }
  return chosen
}

/** The folder of a path and all above it, up to the empty one. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return Array.from({ length: parts.length + 1 }, (_, index) => parts.slice(0, parts.length - index).join('/'))
}
