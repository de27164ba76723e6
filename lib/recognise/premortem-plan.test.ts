import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPlan } from './premortem-plan'

const MAIL = `From 5a1b2c3d4e5f60718293a4b5c6d7e8f901234567 Mon Sep 17 00:00:00 2001
From: Maya <maya@example.com>
Date: Mon, 2 Mar 2026 10:00:00 +0100
Subject: [PATCH] Ask the key server less often

Every hour is enough.
---
 a.yaml | 3 ++-
 1 file changed, 2 insertions(+), 1 deletion(-)

diff --git a/a.yaml b/a.yaml
index aaa1111..bbb2222 100644
--- a/a.yaml
+++ b/a.yaml
@@ -4,3 +4,4 @@ jwks:
   url: x
-  ttl: 300
+  ttl: 3600
+  wait: 1
   last: y
-- 
2.40.1
`

test('a patch by mail: message and changed lines, nothing of what git adds', () => {
  const plan = readPlan(MAIL)
  expect(plan.prose.trim().split(/\s*\n\s*/)).toEqual([
    'Subject: [PATCH] Ask the key server less often',
    'Every hour is enough.',
  ])
  expect(plan.files).toMatchObject([{ path: 'a.yaml', change: 'changed' }])
  expect(plan.lines.map(({ kind, line, text }) => [kind, line, text])).toEqual([
    ['removed', 5, '  ttl: 300'],
    ['added', 5, '  ttl: 3600'],
    ['added', 6, '  wait: 1'],
  ])
  for (const { start, end, text } of plan.lines) expect(MAIL.slice(start, end)).toBe(text)
})

test('files that come and go; a name in prose is no file', () => {
  const { files, prose } = readPlan(`Removes old.pem.

diff --git a/old.pem b/old.pem
deleted file mode 100644
index aaa1111..0000000
--- a/old.pem
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git a/new.sql b/new.sql
new file mode 100644
--- /dev/null
+++ b/new.sql
@@ -0,0 +1 @@
+y
diff --git a/logo.png b/logo.png
index aaa1111..bbb2222 100644
Binary files a/logo.png and b/logo.png differ
`)
  expect(files.map(({ path, change }) => [path, change])).toEqual([
    ['old.pem', 'removed'],
    ['new.sql', 'added'],
    ['logo.png', 'changed'],
  ])
  expect(prose.trim()).toBe('Removes old.pem.')
})

test('a diff in a fence, and the list after it, which is no diff', () => {
  const { lines, prose } = readPlan('```diff\n- retries: 1\n+ retries: 9\n```\n\n- first the west\n+ then the east')
  expect(lines.map(({ kind, text }) => [kind, text])).toEqual([
    ['removed', ' retries: 1'],
    ['added', ' retries: 9'],
  ])
  expect(prose.trim()).toBe('- first the west\n+ then the east')
})

test('places of the prose are places of the text, whatever the text', () => {
  const piece = fc.constantFrom(
    'diff --git a/x b/x',
    '--- a/x',
    '+++ b/x',
    '@@ -1,2 +1,2 @@',
    '+a',
    '-b',
    ' c',
    '```diff',
    '```',
    '<!--',
    '-->',
    '# Rollback',
    'DNS: no',
    'No change.',
    'Привет, мир',
    '\r',
    '',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string())), (parts) => {
      const text = parts.join('\n')
      const { prose, lines } = readPlan(text)
      expect(prose.length).toBe(text.length)
      const strange = prose.split('').filter((letter, at) => !/\s/.test(letter) && text[at] !== letter)
      expect(strange).toEqual([])
      for (const line of lines) expect(text.slice(line.start, line.end).startsWith(line.text)).toBe(true)
    }),
  )
})
