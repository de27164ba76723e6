import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/domain/errors'
import { convertPage } from './html-markdown'
import { readSourceText } from './source-text'

const read = (text: string, path: string | null = null) =>
  readSourceText({ bytes: new TextEncoder().encode(text), path })

function textOrReason(html: string): string {
  try {
    return convertPage(html).text
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

describe('a page of a site', () => {
  const page = `<!doctype html><html><head>
    <title>Logins failed for an hour | Nordwind Engineering</title>
    <meta property="og:site_name" content="Nordwind Engineering">
    <link rel="canonical" href="https://nordwind.example/blog/logins">
    <style>h1 { color: red }</style></head><body>
    <header><a href="/">Nordwind</a> <nav><ul><li>Products</li></ul></nav></header>
    <div class="cookie-banner">We value your privacy <button>Accept</button></div>
    <main><article>
      <h1>Logins failed for an hour <a class="anchor" href="#logins">#</a></h1>
      <p>Date: <time datetime="2025-03-04">4 March</time><br>Severity: SEV-2</p>
      <dl><dt>Impact</dt><dd>No new sessions</dd><dt>Owner:</dt><dd><a href="/team/iam">IAM</a></dd></dl>
      <h2>Timeline</h2>
      <table><thead><tr><th>Time</th><th>Event</th></tr></thead><tbody>
        <tr><td><time datetime="2025-03-04T09:12:00Z">10:12</time></td><td><p>Errors rise</p><p>Pager rings</p></td></tr>
        <tr><td>10:40 CET</td><td>a | b</td></tr></tbody></table>
      <h2>Follow-ups</h2>
      <ul><li><input type="checkbox" checked> Alert on <code>auth_errors</code></li><li><input type="checkbox"> Rotate <em>all</em> keys</li></ul>
      <pre><code class="language-sh">kubectl get pods
</code></pre>
      <script>track()</script>
    </article></main>
    <aside>You may also like</aside><footer>© Nordwind</footer></body></html>`

  test('gives the article as Markdown, with the address that it gives itself', () => {
    expect(read(page)).toMatchObject({
      url: 'https://nordwind.example/blog/logins',
      problems: [],
      text: `# Logins failed for an hour

Date: 2025-03-04 (4 March)${'  '}
Severity: SEV-2

**Impact:** No new sessions

**Owner:** [IAM](https://nordwind.example/team/iam)

## Timeline

| Time | Event |
| --- | --- |
| 2025-03-04T09:12:00Z (10:12) | Errors rise<br>Pager rings |
| 10:40 CET | a \\| b |

## Follow-ups

- [x] Alert on \`auth_errors\`
- [ ] Rotate _all_ keys

\`\`\`sh
kubectl get pods
\`\`\`
`,
    })
  })

  test('without a heading has its title, without the name of the site', () => {
    const text = read(
      '<html><head><title>Queue stuck - Acme</title><meta property="og:site_name" content="Acme"></head><body><p>It was stuck for a day.</p></body></html>',
    ).text
    expect(text).toBe('# Queue stuck\n\nIt was stuck for a day.\n')
  })

  test('that wraps its text in a form, or marks an empty shell as main, keeps the text', () => {
    const prose = 'The database was read-only for two hours. '.repeat(10)
    expect(read(`<html><body><form id="aspnetForm"><p>${prose}</p></form></body></html>`).text).toContain(prose.trim())
    expect(read(`<html><body><main>Menu</main><div><p>${prose}</p></div></body></html>`).text).toContain(prose.trim())
  })

  test('times in a definition list are one list', () => {
    const text = read('<html><body><dl><dt>10:02</dt><dd>Down</dd><dt>10:20</dt><dd>Up</dd></dl></body></html>').text
    expect(text).toBe('- 10:02 Down\n- 10:20 Up\n')
  })

  test('is known by its content; Markdown that begins with HTML is Markdown', () => {
    const part = '<h1>Outage</h1>\n<p>From ten to eleven.</p>\n<p>It was DNS.</p>\n<p>It always is.</p>'
    expect(read(part).text).toBe('# Outage\n\nFrom ten to eleven.\n\nIt was DNS.\n\nIt always is.\n')
    const readme = '<div align="center"><p>Logo</p><p>x</p><p>y</p></div>\n\n# Outage\n\nText\n'
    expect(read(readme).text).toBe(readme)
  })

  test('has a table of fields as fields, and no row of a table is its heading that is none', () => {
    const text = read(`<html><body><table><tr><th><p>Severity</p></th><td><p>SEV 2</p></td></tr>
      <tr><th>Owner</th><td><div><p>Kim<br>Lee</p></div></td></tr></table>
      <table><tr><td>10:02</td><td>Down</td></tr><tr><td>10:20</td><td>Up</td></tr></table></body></html>`).text
    expect(text).toBe(
      '**Severity:** SEV 2\n\n**Owner:** Kim  \nLee\n\n|  |  |\n| --- | --- |\n| 10:02 | Down |\n| 10:20 | Up |\n',
    )
  })

  test('of a wiki or a status page keeps its tasks and times; the frame of the site goes', () => {
    const text = read(`<html><body><div class="page-header"><a href="/">Acme</a></div>
      <div class="header"><h1>Errors of the API</h1></div>
      <p>Posted May <var>03</var>, <var>15:26</var> UTC</p>
      <ul class="inline-task-list"><li class="checked"><span>Fix it</span></li><li>Alert on it<ul class="inline-task-list"><li class="checked">at night</li></ul></li></ul>
      <ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span>Ask</span></li></ul>
      <div id="footer">© Acme</div></body></html>`).text
    expect(text).toBe(`# Errors of the API

Posted May 03, 15:26 UTC

- [x] Fix it
- [ ] Alert on it
  - [x] at night

* [x] Ask
`)
  })

  test('scripts in links are no links', () => {
    const text = read('<html><body><p><a href="javascript:alert(1)">Press</a> here</p></body></html>').text
    expect(text).toBe('Press here\n')
  })

  test('without text is refused with a reason', () => {
    expect(() => read('<!doctype html><html><body><div id="root"></div><script>x</script></body></html>')).toThrow(
      'browser',
    )
  })

  test('made to take forever is stopped', () => {
    const table = `<table>${'<div>x</div>'.repeat(200_000)}`
    expect(() => convertPage(table, null, 200)).toThrow(AppError)
    expect(() => convertPage('<div>'.repeat(50_000))).toThrow(AppError)
    const fonts = Array.from({ length: 400 }, (_, size) => `<font size=${size}>`).join('')
    expect(() => convertPage(fonts + '<p>x'.repeat(20_000))).toThrow('intricate')
  })

  test('any markup gives a text or a reason', () => {
    const tag = fc.constantFrom(
      '<p>',
      '</p>',
      '<table>',
      '<tr>',
      '<td>',
      '</table>',
      '<dl>',
      '<dt>',
      '<dd>',
      '<b>',
      '</b>',
      '<ul>',
      '<li>',
      '<main>',
      '<time datetime="2025-01-01T00:00:00Z">',
      '<input type=checkbox>',
      '<h1>',
      '<!--',
      '-->',
      '<pre>',
      '<br>',
      '<a href=x>',
      '</a>',
      'text ',
      '10:02 ',
    )
    fc.assert(
      fc.property(fc.array(tag, { maxLength: 40 }), (tags) => {
        const given = textOrReason(`<html><body>${tags.join('')}`)
        expect(given.trim()).not.toBe('')
      }),
    )
  })
})

describe('pages of template languages', () => {
  test('embedded Ruby goes, its links and texts stay, lines keep their numbers', () => {
    const text = `---
title: Incident of 3 May
---

<%= partial "documentation/warning",
  locals: { a: 1 } %>
# Incident of 3 May

See <%= link_to "the runbook", "/runbooks/kiam" %>. <%# not for readers %>
<% if production? %>Users saw errors.<% end %>
<%= image_tag "graph.png", alt: "Errors per minute" %>
<%= warning_text "Do not restart the proxy" %>
`
    expect(read(text, 'source/incident.html.md.erb').text).toBe(`---
title: Incident of 3 May
---



# Incident of 3 May

See [the runbook](/runbooks/kiam).${' '}
Users saw errors.
![Errors per minute](graph.png)
Do not restart the proxy
`)
  })

  test('an ERB page of HTML is a page', () => {
    expect(read('<h1><%= title %>Outage</h1><p>It was DNS.</p>', 'x.html.erb').text).toBe('# Outage\n\nIt was DNS.\n')
  })

  test('shortcodes and Liquid go outside of code; values stay', () => {
    const text = `{{< hint warning >}}
Restart {{ $labels.pod }} first.
{{< /hint >}}
[more]({{< ref "other.md" >}}) {{< figure src="a.png" title="Load" >}} {% include note.html content="Ask the owner first" %} {{< track "2021-02-03T04:05:06Z" >}}
\`\`\`yaml
{{< keep >}} {% keep %}
\`\`\`
{% comment %} not
for readers {% endcomment %}
{% highlight sh %}
ls
{% endhighlight %}
`
    expect(read(text, 'a.md').text).toBe(`
Restart {{ $labels.pod }} first.

[more](other.md) ![Load](a.png) Ask the owner first 2021-02-03T04:05:06Z
\`\`\`yaml
{{< keep >}} {% keep %}
\`\`\`


\`\`\`sh
ls
\`\`\`
`)
  })

  test('marks that are never closed cost no more than their length', () => {
    for (const mark of ['{% comment %}', '{{< ', '{% a "', '<A b="', '{/*', 'title="']) {
      const text = mark.repeat(200_000)
      expect(read(`x ${text}`, 'a.mdx').text.length).toBeGreaterThan(0)
    }
  })

  test('MDX keeps the text of its components', () => {
    const text = `import { Callout } from '../callout'

export const meta = { a: 1 }
# Outage

<Callout type="warn" title="Read first">
All regions < 5 % errors.
</Callout>
`
    expect(read(text, 'a.mdx').text).toBe('\n\n\n# Outage\n\nRead first\nAll regions < 5 % errors.\n\n')
  })

  test("Hugo's TOML is front matter", () => {
    expect(read('+++\ntitle = "DNS"\ndate = 2025-01-02\n[params]\nsev = 2\n+++\n# DNS\n').text).toBe(
      '---\ntitle: "DNS"\ndate: 2025-01-02\nparams:\n  sev: 2\n---\n# DNS\n',
    )
  })

  test('data and our own documents stay as they are', () => {
    for (const text of ['{"body": "{% x %} {{< y >}}"}', '---\nhindsight: 1\n---\n{% x %}\n']) {
      expect(read(text, 'a.md').text).toBe(text)
    }
  })
})

test('AsciiDoc', () => {
  const text = `= Outage of search
:toc:

Severity:: high

== Timeline

[cols="1,3"]
|===
|Time |Event
|10:02 |Errors
|===

* *Cause:* a full disk
** which one
. first

----
== not a heading
----
`
  expect(read(text, 'a.adoc').text).toBe(`# Outage of search
:toc:

**Severity:** high

## Timeline



| Time | Event |
| --- | --- |
| 10:02 | Errors |


- **Cause:** a full disk
  - which one
1. first

\`\`\`
== not a heading
\`\`\`
`)
})

test('MediaWiki', () => {
  const page = [
    '== What went wrong ==',
    "'''Done''': The [https://pool.example/1 pool] was ''widened''.",
    '* seen early',
    '** by two people',
    '# stop the writer',
    '; Owner : Ines',
    ': a quoted line',
    '<pre>',
    '== not a heading ==',
    '</pre>',
  ].join('\n')
  expect(read(page, 'split.mediawiki').text).toBe(
    [
      '## What went wrong',
      '**Done**: The [pool](https://pool.example/1) was *widened*.',
      '- seen early',
      '   - by two people',
      '1. stop the writer',
      '**Owner:** Ines',
      '> a quoted line',
      '```',
      '== not a heading ==',
      '```',
    ].join('\n'),
  )
})

test('Org', () => {
  const text = `#+TITLE: Outage of search
#+DATE: 2025-01-02

* Timeline
| Time | Event |
|------+-------|
| 10:02 | Errors |
** TODO Follow-ups
- Owner :: [[https://x.example/a][Ann]]
#+BEGIN_SRC sh
* ls
#+END_SRC
`
  expect(read(text, 'a.org').text).toBe(`# Outage of search
**DATE:** 2025-01-02

## Timeline
| Time | Event |
|------|-------|
| 10:02 | Errors |
### Follow-ups
- **Owner:** [Ann](https://x.example/a)
\`\`\`sh
* ls
\`\`\`
`)
})

test('texts that are neither stay as they are', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', '#', '-', '*', '{', '}', '%', '|', '=', ':') }),
      (text) => {
        fc.pre(text.trim() !== '' && !text.includes('{%') && !text.includes('{{%'))
        expect(read(text, 'a.md').text).toBe(text)
      },
    ),
  )
})

describe('wiki markup', () => {
  test('of Jira and Confluence: headings, tables, lists, code', () => {
    const text =
      'h1. Queue outage\n\n*Date:* 2026-03-04\n\nh2. Timeline (UTC)\n\n||Time||Event||\n|10:00|Deploy of {{queue}}|\n\nh2. Action items\n\n# [OPS-12|https://jira.example.com/browse/OPS-12] Add an alert\n## on the age\n{code:bash}\nh2. no heading\n{code}\n'
    expect(read(text, 'report.txt').text).toBe(
      '# Queue outage\n\n**Date:** 2026-03-04\n\n## Timeline (UTC)\n\n| Time | Event |\n| --- | --- |\n|10:00|Deploy of `queue`|\n\n## Action items\n\n1. [OPS-12](https://jira.example.com/browse/OPS-12) Add an alert\n   1. on the age\n```bash\nh2. no heading\n```\n',
    )
  })

  test('a line that only looks like a heading of it changes nothing', () => {
    const text = '# Queue outage\n\nh2. is the name of a host\n\n|| no table\n'
    expect(read(text, 'report.md').text).toBe(text)
  })

  test('of MediaWiki: templates that tell the state and the task of an item', () => {
    const text = '== Actionables ==\n\n* {{done}} Add an alert\n* Load test ({{phab|T1234}})\n* {{Infobox|a}} x\n'
    expect(read(text, 'report.mediawiki').text).toBe(
      '## Actionables\n\n- ✅ Add an alert\n- Load test (T1234)\n- {{Infobox|a}} x\n',
    )
  })
})
