import localFont from 'next/font/local'

/*
 * A font that comes late is not swapped in: lines would wrap anew under the reader's eyes. The page then stays in the system's font, and
 * the next one has it. The files are those of the `geist` package, whose own settings swap.
 */
const sans = localFont({
  src: '../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
  display: 'optional',
})

// Few pages show code in their first lines: it is not worth 70 kB before everything else.
const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  display: 'optional',
  preload: false,
  adjustFontFallback: false,
})

/** The classes that name both fonts to the style sheet. */
export const fontClasses = `${sans.variable} ${mono.variable}`
