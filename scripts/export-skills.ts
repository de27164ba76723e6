import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { commandLineViewer } from '@/lib/auth/command-line-viewer'
import { agentSkillFiles } from '@/lib/export/agent-skill-files'
import { listPresentSkills } from '@/lib/query/agent-skills'

/** Writes every skill into the folder as an agent skill: a folder of its name with a SKILL.md. */
export async function exportSkills(folder: string, print: (value: unknown) => void): Promise<void> {
  const root = path.resolve(folder)
  const fileOf = agentSkillFiles()
  let skills = 0
  for await (const { document, ...state } of listPresentSkills(commandLineViewer())) {
    const { path: place, text } = fileOf(document, state)
    const file = path.join(root, place)
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text)
    skills++
  }
  print({ folder: root, skills })
}
