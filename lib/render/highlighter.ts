import { createHighlighterCore, type HighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'

/** Both themes keep 4.5:1 on our code background; the page's theme picks one by CSS variable. */
export const CODE_THEMES = { light: 'github-light-high-contrast', dark: 'github-dark-default' } as const

let loading: Promise<HighlighterCore> | undefined

/** The one highlighter of this process, loaded at first use. The JavaScript engine needs no WebAssembly. */
export function loadHighlighter(): Promise<HighlighterCore> {
  loading ??= createHighlighterCore({
    themes: [import('shiki/themes/github-light-high-contrast.mjs'), import('shiki/themes/github-dark-default.mjs')],
    langs: [
      import('shiki/langs/shellscript.mjs'),
      import('shiki/langs/json.mjs'),
      import('shiki/langs/yaml.mjs'),
      import('shiki/langs/sql.mjs'),
      import('shiki/langs/typescript.mjs'),
      import('shiki/langs/javascript.mjs'),
      import('shiki/langs/python.mjs'),
      import('shiki/langs/go.mjs'),
      import('shiki/langs/java.mjs'),
      import('shiki/langs/ruby.mjs'),
      import('shiki/langs/diff.mjs'),
      import('shiki/langs/ini.mjs'),
      import('shiki/langs/toml.mjs'),
      import('shiki/langs/hcl.mjs'),
      import('shiki/langs/docker.mjs'),
      import('shiki/langs/http.mjs'),
      import('shiki/langs/html.mjs'),
      import('shiki/langs/css.mjs'),
    ],
    engine: createJavaScriptRegexEngine(),
  })
  return loading
}

/** Characters of a code block above which it stays plain: tokenising is slow, and nobody reads colours in a dump. */
const MAX_HIGHLIGHTED = 30_000

/** The language to highlight with; `text` for what is not known or too long. */
export function codeLanguage(highlighter: HighlighterCore, lang: string | null, length: number): string {
  const name = lang?.toLowerCase() ?? 'text'
  return length <= MAX_HIGHLIGHTED && highlighter.getLoadedLanguages().includes(name) ? name : 'text'
}

/** Code as safe HTML (`<pre class="shiki">`) with the colours of both themes. */
export async function highlightCode(code: string, lang: string | null): Promise<string> {
  const highlighter = await loadHighlighter()
  return highlighter.codeToHtml(code, {
    lang: codeLanguage(highlighter, lang, code.length),
    themes: CODE_THEMES,
    defaultColor: false,
  })
}
