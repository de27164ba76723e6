/** Where the file itself is, for the page that GitHub or GitLab shows around a file; any other address as it is. */
export function rawAddress(page: URL): URL {
  const raw = new URL(page)
  raw.hash = ''
  const [, owner, repository, view, ...rest] = page.pathname.split('/')
  if (page.hostname === 'github.com' && view === 'blob' && rest.length > 1) {
    raw.hostname = 'raw.githubusercontent.com'
    raw.pathname = ['', owner, repository, ...rest].join('/')
    raw.search = ''
  } else if (page.hostname === 'gist.github.com' && repository && view === undefined) {
    raw.pathname = `${page.pathname}/raw`
  } else if (/\/-\/blob\/./.test(page.pathname)) {
    // GitLab has the same paths on every company's own server.
    raw.pathname = page.pathname.replace('/-/blob/', '/-/raw/')
    raw.search = ''
  }
  return raw
}
